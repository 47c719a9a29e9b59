package io.sakia.bench.peers.jet;

import io.sakia.bench.peers.work.Stats;
import java.io.Serializable;

/** Statistics that can be added to, as Jet's accumulators are. */
final class Totals implements Serializable {
    private long count;
    private long sum;
    private long max;

    void add(long value) {
        count++;
        sum += value;
        max = Math.max(max, value);
    }

    void add(Totals other) {
        count += other.count;
        sum += other.sum;
        max = Math.max(max, other.max);
    }

    Stats stats() {
        return new Stats(count, sum, max);
    }
}
