package io.sakia.rdd;

import io.sakia.Pair;
import io.sakia.TaskContext;
import io.sakia.connector.StableHash;
import io.sakia.engine.Action.Collector;
import java.util.ArrayList;
import java.util.List;

/** A uniform sample of a partition's keys with their number: Vitter's algorithm R (1985), seeded by the partition. */
final class KeySample<K, V> implements Collector<Pair<K, V>, Pair<List<K>, Long>> {
    private final int size;
    private final List<K> sample = new ArrayList<>();
    private long random;
    private long seen;

    KeySample(int size) {
        this.size = size;
        this.random = StableHash.mix(TaskContext.get().partition());
    }

    @Override
    public void accept(Pair<K, V> pair) {
        if (pair.key() == null) {
            throw new NullPointerException(
                    "a pair without a key has no place in an order: leave such records out with filter before it is sorted");
        }
        seen++;
        if (sample.size() < size) {
            sample.add(pair.key());
            return;
        }
        random = StableHash.mix(random);
        long place = Long.remainderUnsigned(random, seen);
        if (place < size) {
            sample.set((int) place, pair.key());
        }
    }

    @Override
    public Pair<List<K>, Long> finish() {
        return Pair.of(sample, seen);
    }
}
