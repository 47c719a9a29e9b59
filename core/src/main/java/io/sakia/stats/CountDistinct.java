package io.sakia.stats;

import io.sakia.Aggregate;
import io.sakia.connector.StableHash;

/**
 * Counts different values by a sketch of their hashes.
 *
 * @param precision the sketch has 2^precision registers
 */
record CountDistinct<T>(int precision) implements Aggregate<T, DistinctSketch, Long> {
    /** What 2^30 registers of a byte give. */
    private static final double SMALLEST = 0.000035;

    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    /** As many registers as Spark takes: an error of 1.054 / √(2^precision) at most, and at least 16. */
    static <T> CountDistinct<T> of(double relativeSD) {
        if (!(relativeSD >= SMALLEST && relativeSD <= 1)) {
            throw new IllegalArgumentException("relativeSD must be between " + SMALLEST + " and 1, not " + relativeSD
                    + ": 0.05 takes 512 bytes a count, and half of it four times as many");
        }
        double wanted = (1.054 / relativeSD) * (1.054 / relativeSD);
        int precision = DistinctSketch.MIN_PRECISION;
        while ((1 << precision) < wanted) {
            precision++;
        }
        return new CountDistinct<>(precision);
    }

    @Override
    public DistinctSketch create() {
        return new DistinctSketch(precision);
    }

    @Override
    public DistinctSketch add(DistinctSketch accumulator, T value) {
        accumulator.add(hash(value));
        return accumulator;
    }

    @Override
    public DistinctSketch merge(DistinctSketch accumulator, DistinctSketch other) {
        accumulator.merge(other);
        return accumulator;
    }

    @Override
    public Long result(DistinctSketch accumulator) {
        return accumulator.estimate();
    }

    /** A string's stable hash has only 32 bits, enough to place it but not to tell a hundred million apart. */
    private static long hash(Object value) {
        if (!(value instanceof String text)) {
            return StableHash.of(value);
        }
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = FACTOR * hash + text.charAt(i);
        }
        return StableHash.mix(hash);
    }
}
