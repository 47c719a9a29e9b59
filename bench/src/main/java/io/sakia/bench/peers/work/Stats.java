package io.sakia.bench.peers.work;

import java.io.Serializable;

/** An aggregate as programs have them: how many numbers came, their sum, and the largest. */
public record Stats(long count, long sum, long max) implements Serializable {
    /** The statistics of one number. */
    public static Stats of(long number) {
        return new Stats(1, number, number);
    }

    /** With one more number. */
    public Stats with(long number) {
        return new Stats(count + 1, sum + number, Math.max(max, number));
    }

    /** The statistics of both. */
    public Stats plus(Stats other) {
        return new Stats(count + other.count, sum + other.sum, Math.max(max, other.max));
    }
}
