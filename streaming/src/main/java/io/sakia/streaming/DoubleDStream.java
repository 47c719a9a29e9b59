package io.sakia.streaming;

import io.sakia.Aggregate;
import io.sakia.StorageLevel;
import io.sakia.connector.EventTime;
import io.sakia.function.Function;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.UserApi;
import io.sakia.rdd.DoubleRDD;
import io.sakia.stats.StatCounter;
import io.sakia.stats.Statistics;
import io.sakia.streaming.error.ErrorPolicy;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.Totals;
import io.sakia.streaming.graph.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A stream of numbers, with their statistics: of each batch, or of a window. Sums, means and variances are exact until they are rounded
 * once, so they depend on neither order nor partitions nor on how long a window has run.
 *
 * <p>A batch or window without numbers has the sum 0, a {@link StatCounter} of none and empty buckets; it has no mean, no variance,
 * smallest or largest, and none is put out.
 *
 * <pre>{@code
 * DoubleDStream prices = trades.mapToDouble(Trade::price);
 * prices.mean().print();
 * prices.max(Durations.minutes(5), Durations.seconds(10)).print();
 * }</pre>
 */
@UserApi
public final class DoubleDStream extends DStream<Double> {
    DoubleDStream(StreamingContext context, Operator<Double> operator) {
        super(context, operator);
    }

    /** A stream of numbers seen as a DoubleDStream. */
    public static DoubleDStream from(DStream<Double> stream) {
        stream.context().define("from");
        return new DoubleDStream(stream.context(), stream.operator());
    }

    @Override
    DoubleDStream like(Operator<Double> operator) {
        return new DoubleDStream(context(), operator);
    }

    @Override
    DoubleRDD rdd(Plan<Double> plan) {
        return DoubleRDD.from(super.rdd(plan));
    }

    @Override
    public DoubleDStream named(String name) {
        return (DoubleDStream) super.named(name);
    }

    @Override
    public DoubleDStream onError(ErrorPolicy policy) {
        return (DoubleDStream) super.onError(policy);
    }

    @Override
    public DoubleDStream eventTime(EventTime<Double> eventTime) {
        return (DoubleDStream) super.eventTime(eventTime);
    }

    @Override
    public DoubleDStream eventTime(Function<Double, Instant> time, Duration lateness) {
        return (DoubleDStream) super.eventTime(time, lateness);
    }

    @Override
    public DoubleDStream filter(Function<Double, Boolean> function) {
        return (DoubleDStream) super.filter(function);
    }

    @Override
    public DoubleDStream repartition(int numPartitions) {
        return (DoubleDStream) super.repartition(numPartitions);
    }

    @Override
    public DoubleDStream sample(boolean withReplacement, double fraction, long seed) {
        return (DoubleDStream) super.sample(withReplacement, fraction, seed);
    }

    @Override
    public DoubleDStream window(Duration length) {
        return (DoubleDStream) super.window(length);
    }

    @Override
    public DoubleDStream window(Duration length, Duration slide) {
        return (DoubleDStream) super.window(length, slide);
    }

    @Override
    public DoubleDStream cache() {
        return (DoubleDStream) super.cache();
    }

    @Override
    public DoubleDStream persist() {
        return (DoubleDStream) super.persist();
    }

    @Override
    public DoubleDStream persist(StorageLevel level) {
        return (DoubleDStream) super.persist(level);
    }

    /** The numbers of both. */
    public DoubleDStream union(DoubleDStream other) {
        return like(united(context().define("union"), other));
    }

    /** The sum of each batch: {@code [0.1, 0.2, 0.3] []} gives {@code [0.6] [0.0]}. */
    public DoubleDStream sum() {
        return ofBatch("sum", Statistics.sum(), true);
    }

    /** The mean of each batch that has numbers: {@code [1, 2, 6] []} gives {@code [3.0] []}. */
    public DoubleDStream mean() {
        return ofBatch("mean", Statistics.mean(), false);
    }

    /** The population variance of each batch that has numbers, which divides by the count: {@code [1, 2, 3, 4] []} gives {@code [1.25] []}. */
    public DoubleDStream variance() {
        return ofBatch("variance", Statistics.variance(), false);
    }

    /** The sample variance of each batch that has numbers, which divides by one less than the count; NaN of a single number. */
    public DoubleDStream sampleVariance() {
        return ofBatch("sampleVariance", Statistics.sampleVariance(), false);
    }

    /** The square root of {@link #variance()}. */
    public DoubleDStream stdev() {
        return ofBatch("stdev", Numbers.rooted(Statistics.variance()), false);
    }

    /** The square root of {@link #sampleVariance()}. */
    public DoubleDStream sampleStdev() {
        return ofBatch("sampleStdev", Numbers.rooted(Statistics.sampleVariance()), false);
    }

    /** The smallest number of each batch that has any, where NaN is larger than all others: {@code [3, 1] []} gives {@code [1.0] []}. */
    public DoubleDStream min() {
        return ofBatch("min", Numbers.min(), false);
    }

    /** The largest number of each batch that has any, where NaN is larger than all others: {@code [3, 1] []} gives {@code [3.0] []}. */
    public DoubleDStream max() {
        return ofBatch("max", Numbers.max(), false);
    }

    /** Count, mean, variance, smallest and largest of each batch, in one pass. */
    public DStream<StatCounter> stats() {
        return new DStream<>(context(), Totals.of(context().define("stats"), operator(), Statistics.stats(), true));
    }

    /**
     * How many numbers of each batch fall into each bucket: {@code [1, 2, 3, 5] []} with the bounds 0, 2, 5 gives {@code [[1, 3]] [[0, 0]]}. Each
     * bucket has its lower bound and not its upper one, but the last, which has both. Other numbers, and NaN, are not counted.
     *
     * @param bounds at least two, in ascending order; the first and the last may be infinite
     */
    public DStream<List<Long>> histogram(double[] bounds) {
        Origin origin = context().define("histogram");
        return new DStream<>(context(), Totals.of(origin, operator(), Statistics.histogram(bounds), true));
    }

    /** The sum of the last {@code length}, once every {@code slide}; exact however long it runs, as what leaves the window is taken out of an exact sum. */
    public DoubleDStream sum(Duration length, Duration slide) {
        return ofWindow("sum", Statistics.sum(), true, length, slide);
    }

    /** The mean of the last {@code length}, once every {@code slide}, where there are numbers. */
    public DoubleDStream mean(Duration length, Duration slide) {
        return ofWindow("mean", Statistics.mean(), false, length, slide);
    }

    /** The population variance of the last {@code length}, once every {@code slide}, where there are numbers. */
    public DoubleDStream variance(Duration length, Duration slide) {
        return ofWindow("variance", Statistics.variance(), false, length, slide);
    }

    /** The sample variance of the last {@code length}, once every {@code slide}, where there are numbers. */
    public DoubleDStream sampleVariance(Duration length, Duration slide) {
        return ofWindow("sampleVariance", Statistics.sampleVariance(), false, length, slide);
    }

    /** The square root of {@link #variance(Duration, Duration)}. */
    public DoubleDStream stdev(Duration length, Duration slide) {
        return ofWindow("stdev", Numbers.rooted(Statistics.variance()), false, length, slide);
    }

    /** The square root of {@link #sampleVariance(Duration, Duration)}. */
    public DoubleDStream sampleStdev(Duration length, Duration slide) {
        return ofWindow("sampleStdev", Numbers.rooted(Statistics.sampleVariance()), false, length, slide);
    }

    /** The smallest number of the last {@code length}, once every {@code slide}, where there are numbers. */
    public DoubleDStream min(Duration length, Duration slide) {
        return ofWindow("min", Numbers.min(), false, length, slide);
    }

    /** The largest number of the last {@code length}, once every {@code slide}, where there are numbers. */
    public DoubleDStream max(Duration length, Duration slide) {
        return ofWindow("max", Numbers.max(), false, length, slide);
    }

    /** Count, mean, variance, smallest and largest of the last {@code length}, once every {@code slide}. */
    public DStream<StatCounter> stats(Duration length, Duration slide) {
        return overWindow(context().define("stats"), Statistics.stats(), true, length, slide);
    }

    /** As {@link #histogram(double[])}, of the last {@code length}, once every {@code slide}. */
    public DStream<List<Long>> histogram(double[] bounds, Duration length, Duration slide) {
        return overWindow(context().define("histogram"), Statistics.histogram(bounds), true, length, slide);
    }

    private DoubleDStream ofBatch(String operation, Aggregate<Double, ?, Double> aggregate, boolean ofNothing) {
        return like(Totals.of(context().define(operation), operator(), aggregate, ofNothing));
    }

    private DoubleDStream ofWindow(
            String operation,
            Aggregate<Double, ?, Double> aggregate,
            boolean ofNothing,
            Duration length,
            Duration slide) {
        Origin origin = context().define(operation);
        WindowSpec window = window(origin, length, slide);
        return like(context().keyed().aggregateByWindow(origin, operator(), window, aggregate, ofNothing));
    }
}
