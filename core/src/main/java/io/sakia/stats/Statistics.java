package io.sakia.stats;

import io.sakia.Aggregate;
import io.sakia.connector.Codec;
import java.util.List;

/**
 * Aggregates whose results are the same bits for every order of the values, every number of partitions and every thread: sums and
 * moments of doubles, exact until they are rounded once, and counts of different values.
 *
 * <pre>{@code
 * PairRDD<String, Double> means = prices.aggregateByKey(Statistics.mean());
 * }</pre>
 *
 * <p>Sum, mean, variances and histograms can subtract, exactly, so a window may run for ever without drifting. An accumulator takes 75 bytes for a
 * sum or a mean and 170 for a variance where the values are of similar magnitude: see {@link ExactSum}.
 */
public final class Statistics {
    private Statistics() {}

    /** The sum; 0.0 of nothing. */
    public static Aggregate<Double, ?, Double> sum() {
        return new ExactAggregates.Sum();
    }

    /** The mean; NaN of nothing. */
    public static Aggregate<Double, ?, Double> mean() {
        return new ExactAggregates.Mean();
    }

    /** The population variance: of 1, 2, 3, 4 it is 1.25; NaN of nothing. */
    public static Aggregate<Double, ?, Double> variance() {
        return new ExactAggregates.Variance();
    }

    /** The sample variance, which divides by one less than the count; NaN of less than two values. */
    public static Aggregate<Double, ?, Double> sampleVariance() {
        return new ExactAggregates.SampleVariance();
    }

    /** All at once, with the smallest and the largest, which can't be subtracted. */
    public static Aggregate<Double, ?, StatCounter> stats() {
        return new ExactAggregates.Stats();
    }

    /**
     * How many values fall into each bucket: of 1, 2, 3, 5 with the bounds 0, 2, 5 it is 1, 3. Each bucket has its lower bound and not its
     * upper one, but the last, which has both. Other values, and NaN, are not counted.
     *
     * @param bounds at least two, in ascending order; the first and the last may be infinite
     */
    public static Aggregate<Double, ?, List<Long>> histogram(double... bounds) {
        return BucketCounts.between(bounds);
    }

    /**
     * How many different values there are, as equals tells, give or take: {@code ["a", "b", "a"]} gives 2. The standard deviation of
     * the relative error is at most {@code relativeSD}; small counts (at 0.05 up to 48) are exact but for hashes that meet.
     *
     * <p>A count takes {@code (1.054 / relativeSD)²} bytes, rounded up to a power of two: 512 for 0.05, 16 KiB for 0.01; less while there are
     * few values. Values are told apart by 64 bits of hash that are the same in every run ({@code StableHash}; 5 and 5L are alike), so
     * the result is too.
     *
     * @throws IllegalArgumentException if relativeSD is not between 0.000035 and 1
     */
    public static <T> Aggregate<T, ?, Long> countApproxDistinct(double relativeSD) {
        return CountDistinct.of(relativeSD);
    }

    /** How accumulators are stored. */
    public static List<Codec<?>> codecs() {
        return List.of(
                new StoredAccumulator<>(ExactSum.class, ExactSum::write, ExactSum::read, ExactSum::copy),
                new StoredAccumulator<>(Moments.class, Moments::write, Moments::read, Moments::copy),
                new StoredAccumulator<>(StatCounter.class, StatCounter::write, StatCounter::read, StatCounter::copy),
                new StoredAccumulator<>(
                        DistinctSketch.class, DistinctSketch::write, DistinctSketch::read, DistinctSketch::copy));
    }
}
