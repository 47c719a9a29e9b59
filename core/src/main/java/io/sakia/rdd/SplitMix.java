package io.sakia.rdd;

import io.sakia.connector.StableHash;

/**
 * Random numbers that are the same in every run, on every machine and in every version: SplitMix64 (Steele, Lea and Flood, OOPSLA
 * 2014). Each partition draws from a sequence of its own, found by seed and partition.
 */
final class SplitMix {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    SplitMix(long seed) {
        this.state = seed;
    }

    static SplitMix of(long seed, int partition) {
        return new SplitMix(StableHash.mix(seed ^ StableHash.mix(partition)));
    }

    long nextLong() {
        long next = StableHash.mix(state);
        state += GAMMA;
        return next;
    }

    /** From 0, included, to 1, excluded. */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** From 0, included, to {@code bound}, excluded; each with the same probability. */
    long nextLong(long bound) {
        long bits = nextLong() >>> 1;
        long drawn = bits % bound;
        while (bits - drawn + (bound - 1) < 0) { // the last, incomplete run of bounds
            bits = nextLong() >>> 1;
            drawn = bits % bound;
        }
        return drawn;
    }

    /** How often something comes that comes {@code mean} times on average (Knuth's product of uniforms, in steps that don't underflow). */
    int nextPoisson(double mean) {
        int count = 0;
        for (double rest = mean; rest > 0; rest -= 16) {
            double limit = Math.exp(-Math.min(rest, 16));
            for (double product = nextDouble(); product > limit; product *= nextDouble()) {
                count++;
            }
        }
        return count;
    }

    /**
     * How many of so many trials succeed, each with the same probability: by the number of trials until the next success (Devroye,
     * Non-Uniform Random Variate Generation, 1986, X.4.3), so it takes as long as there are successes.
     */
    long nextBinomial(long trials, double probability) {
        if (probability >= 1) {
            return trials;
        }
        double failure = StrictMath.log1p(-probability);
        long successes = 0;
        for (long rest = trials; rest > 0; successes++) {
            double failures = Math.floor(StrictMath.log(1 - nextDouble()) / failure);
            if (failures >= rest) {
                break;
            }
            rest -= (long) failures + 1;
        }
        return successes;
    }
}
