package io.sakia.rdd;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.StorageLevel;
import io.sakia.function.Function;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.UserApi;
import io.sakia.stats.BoundedDouble;
import io.sakia.stats.Extrapolation;
import io.sakia.stats.StatCounter;
import io.sakia.stats.Statistics;
import java.time.Duration;
import java.util.Comparator;

/** An RDD of numbers, with statistics and histograms. */
@UserApi
public final class DoubleRDD extends RDD<Double> {
    DoubleRDD(SakiaContext context, Plan<Double> plan) {
        super(context, plan);
    }

    /** An RDD of numbers seen as a DoubleRDD. */
    public static DoubleRDD from(RDD<Double> rdd) {
        return new DoubleRDD(rdd.context(), rdd.plan());
    }

    @Override
    DoubleRDD like(Plan<Double> plan) {
        return new DoubleRDD(context(), plan);
    }

    @Override
    public DoubleRDD cache() {
        return (DoubleRDD) super.cache();
    }

    @Override
    public DoubleRDD persist(StorageLevel level) {
        return (DoubleRDD) super.persist(level);
    }

    @Override
    public DoubleRDD unpersist() {
        return (DoubleRDD) super.unpersist();
    }

    @Override
    public DoubleRDD unpersist(boolean blocking) {
        return (DoubleRDD) super.unpersist(blocking);
    }

    @Override
    public DoubleRDD setName(String name) {
        return (DoubleRDD) super.setName(name);
    }

    @Override
    public DoubleRDD filter(Function<Double, Boolean> function) {
        return (DoubleRDD) super.filter(function);
    }

    @Override
    public DoubleRDD distinct() {
        return (DoubleRDD) super.distinct();
    }

    @Override
    public DoubleRDD distinct(int numPartitions) {
        return (DoubleRDD) super.distinct(numPartitions);
    }

    @Override
    public DoubleRDD repartition(int numPartitions) {
        return (DoubleRDD) super.repartition(numPartitions);
    }

    @Override
    public DoubleRDD coalesce(int numPartitions) {
        return (DoubleRDD) super.coalesce(numPartitions);
    }

    @Override
    public DoubleRDD coalesce(int numPartitions, boolean shuffle) {
        return (DoubleRDD) super.coalesce(numPartitions, shuffle);
    }

    @Override
    public DoubleRDD sample(boolean withReplacement, double fraction) {
        return (DoubleRDD) super.sample(withReplacement, fraction);
    }

    @Override
    public DoubleRDD sample(boolean withReplacement, double fraction, long seed) {
        return (DoubleRDD) super.sample(withReplacement, fraction, seed);
    }

    @Override
    public DoubleRDD intersection(RDD<Double> other) {
        return (DoubleRDD) super.intersection(other);
    }

    @Override
    public DoubleRDD subtract(RDD<Double> other) {
        return (DoubleRDD) super.subtract(other);
    }

    @Override
    public DoubleRDD subtract(RDD<Double> other, int numPartitions) {
        return (DoubleRDD) super.subtract(other, numPartitions);
    }

    @Override
    public DoubleRDD subtract(RDD<Double> other, Partitioner partitioner) {
        return (DoubleRDD) super.subtract(other, partitioner);
    }

    /** The numbers of both, repeated ones included. */
    public DoubleRDD union(DoubleRDD other) {
        return like(united(Origin.here("union"), other));
    }

    /** The exact sum, rounded once, so it depends on neither order nor partitions: {@code [0.1, 0.2] [0.3]} gives 0.6. 0.0 of nothing. */
    public double sum() {
        return fold(Origin.here("sum"), Statistics.sum());
    }

    /** The mean: {@code [1, 2] [6]} gives 3.0. NaN of nothing. */
    public double mean() {
        return fold(Origin.here("mean"), Statistics.mean());
    }

    /**
     * What is known about the sum after some time: {@code [1, 2] [3]} gives 6.0, or, if the first partition alone was computed by then, about
     * 6.0, with bounds that hold the sum with a confidence of 0.95. The sum goes on in the background. What is not computed yet is
     * taken to be like what is; see {@link RDD#countApprox(Duration)} and {@link Extrapolation#sum}.
     */
    public PartialResult<BoundedDouble> sumApprox(Duration timeout) {
        Origin origin = Origin.here("sumApprox");
        return Approximation.of(context(), origin, timeout, Approximation.CONFIDENCE)
                .sum(plan());
    }

    /** As {@link #sumApprox(Duration)}, with another confidence, above 0 and below 1. */
    public PartialResult<BoundedDouble> sumApprox(Duration timeout, double confidence) {
        Origin origin = Origin.here("sumApprox");
        return Approximation.of(context(), origin, timeout, confidence).sum(plan());
    }

    /**
     * What is known about the mean after some time: {@code [1, 2] [6]} gives 3.0, or, if the first partition alone was computed by then, 1.5,
     * with bounds that hold the mean with a confidence of 0.95; see {@link Extrapolation#mean}. As {@link #sumApprox(Duration)} otherwise.
     */
    public PartialResult<BoundedDouble> meanApprox(Duration timeout) {
        Origin origin = Origin.here("meanApprox");
        return Approximation.of(context(), origin, timeout, Approximation.CONFIDENCE)
                .mean(plan());
    }

    /** As {@link #meanApprox(Duration)}, with another confidence, above 0 and below 1. */
    public PartialResult<BoundedDouble> meanApprox(Duration timeout, double confidence) {
        Origin origin = Origin.here("meanApprox");
        return Approximation.of(context(), origin, timeout, confidence).mean(plan());
    }

    /** The population variance, as {@link #popVariance}: {@code [1, 2] [3, 4]} gives 1.25. NaN of nothing. */
    public double variance() {
        return fold(Origin.here("variance"), Statistics.variance());
    }

    /** The population variance, which divides by the count. NaN of nothing. */
    public double popVariance() {
        return fold(Origin.here("popVariance"), Statistics.variance());
    }

    /** The sample variance, which divides by one less than the count: {@code [1, 2] [3]} gives 1.0. NaN of less than two numbers. */
    public double sampleVariance() {
        return fold(Origin.here("sampleVariance"), Statistics.sampleVariance());
    }

    /** The square root of {@link #variance}. */
    public double stdev() {
        return Math.sqrt(fold(Origin.here("stdev"), Statistics.variance()));
    }

    /** The square root of {@link #popVariance}. */
    public double popStdev() {
        return Math.sqrt(fold(Origin.here("popStdev"), Statistics.variance()));
    }

    /** The square root of {@link #sampleVariance}. */
    public double sampleStdev() {
        return Math.sqrt(fold(Origin.here("sampleStdev"), Statistics.sampleVariance()));
    }

    /** Count, mean, variance, smallest and largest in one pass. */
    public StatCounter stats() {
        return fold(Origin.here("stats"), Statistics.stats());
    }

    /** The smallest number, where NaN is larger than any other: {@code [3, 1] [2]} gives 1.0. An error if there is none. */
    public double min() {
        return min(Comparator.naturalOrder());
    }

    /** The largest number, where NaN is larger than any other: {@code [3, 1] [2]} gives 3.0. An error if there is none. */
    public double max() {
        return max(Comparator.naturalOrder());
    }

    /**
     * How many numbers fall into each of so many buckets of equal width between the smallest and the largest:
     * {@code [1, 2] [3, 5]} in 2 gives the bounds 1, 3, 5 and the counts 2, 2. Each bucket has its lower bound and not its upper one, but the
     * last, which has both. If all numbers are equal there is one bucket. NaN, infinities and an empty RDD are errors.
     */
    public Pair<double[], long[]> histogram(int bucketCount) {
        return Histogram.of(context(), Origin.here("histogram"), plan(), bucketCount);
    }

    /**
     * How many numbers fall into each bucket: {@code [1, 2] [3, 5]} with the bounds 0, 2, 5 gives 1, 3. Each bucket has its lower bound and
     * not its upper one, but the last, which has both. Other numbers, and NaN, are not counted.
     *
     * @param bounds at least two, in ascending order; the first and the last may be infinite
     */
    public long[] histogram(double[] bounds) {
        return Histogram.of(context(), Origin.here("histogram"), plan(), bounds, false);
    }

    /** As {@link #histogram(double[])}; faster where all buckets are said to have the same width, which is not checked. */
    public long[] histogram(double[] bounds, boolean evenBuckets) {
        return Histogram.of(context(), Origin.here("histogram"), plan(), bounds, evenBuckets);
    }

    private <R> R fold(Origin origin, Aggregate<Double, ?, R> aggregate) {
        return Aggregation.of(context(), origin, plan(), aggregate);
    }
}
