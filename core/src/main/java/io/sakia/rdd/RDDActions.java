package io.sakia.rdd;

import io.sakia.Aggregate;
import io.sakia.Partitioner;
import io.sakia.StorageLevel;
import io.sakia.connector.object.ObjectFormat;
import io.sakia.connector.text.Compression;
import io.sakia.connector.text.TextFormat;
import io.sakia.engine.Action;
import io.sakia.function.Function2;
import io.sakia.function.TaskFunction;
import io.sakia.function.VoidFunction;
import io.sakia.plan.CacheNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.UserApi;
import io.sakia.stats.BoundedDouble;
import io.sakia.stats.Extrapolation;
import io.sakia.stats.Statistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an RDD is, and what jobs can be run over it: the half of {@link RDD} that gives values instead of RDDs. Each action runs a job and
 * returns when it has ended; the results of partitions are put together in the order of partitions, so they depend on no timing.
 *
 * @param <T> the records
 */
@UserApi
public abstract sealed class RDDActions<T> permits RDD {
    private final SakiaContext context;
    private final RDDPlan<T> plan;
    private final int id;
    private volatile @Nullable String name;

    RDDActions(SakiaContext context, Plan<T> plan) {
        this.context = context;
        this.plan = new RDDPlan<>(plan);
        this.id = context.nextId();
    }

    /** A number that no other RDD of the context has; from 0 in the order in which they were made. */
    public final int id() {
        return id;
    }

    /** The context that this RDD belongs to. */
    public final SakiaContext context() {
        return context;
    }

    /** The plan that computes this RDD, or reads what is kept of it. For layers above. */
    public final Plan<T> plan() {
        return plan.outermost();
    }

    /**
     * How this RDD is computed, for people: the stages in the order in which they can run, with the user's lines, what a shuffle does and
     * what is kept. Nothing is computed.
     *
     * <pre>
     * Stage 1 · 4 partitions
     *   textFile      WordCount.java:10
     *   mapToPair     WordCount.java:11
     *   └► reduceByKey: by hash into 2, folded before and after
     *
     * Stage 2 · 2 partitions · the result
     *   reduceByKey   WordCount.java:12   ◄ stage 1
     * </pre>
     */
    public final String explain() {
        return plan().explain();
    }

    /**
     * This RDD and what it is made of, as Spark prints it: the number of partitions at the head of each stage, what is shuffled behind
     * {@code +-}, in brackets where it is kept. {@link #explain} says more.
     *
     * <pre>
     * (2) Shuffle: reduceByKey at WordCount.java:12 []
     *  +-(4) Map: mapToPair at WordCount.java:11 []
     *     |  Source: textFile at WordCount.java:10 []
     * </pre>
     */
    public final String toDebugString() {
        return plan().lineage();
    }

    /** How many partitions there are. */
    public final int getNumPartitions() {
        return plan.computed().partitions();
    }

    /** What placed the records, if anything known did. */
    public final Optional<Partitioner> partitioner() {
        return Optional.ofNullable(plan.computed().partitioner());
    }

    /** Where the partitions are kept; {@link StorageLevel#NONE} if {@code persist} was not called. */
    public final StorageLevel getStorageLevel() {
        return plan.level();
    }

    /** Whether the records were saved by {@link RDD#checkpoint}. */
    public final boolean isCheckpointed() {
        return plan.place() != null;
    }

    /** The folder that {@link RDD#checkpoint} saved the records to, once it has. */
    public final Optional<String> getCheckpointFile() {
        return Optional.ofNullable(plan.place());
    }

    /** The name that {@code setName} gave, if it did. */
    public final Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** All records, in the order of partitions: {@code [1, 2] [3]} gives the list 1, 2, 3. */
    public final List<T> collect() {
        return collect(Origin.here("collect"));
    }

    /** As {@link #collect}, in the background. */
    public final FutureAction<List<T>> collectAsync() {
        Origin origin = Origin.here("collectAsync");
        return context.jobs().submit(() -> collect(origin));
    }

    private List<T> collect(Origin origin) {
        List<List<T>> parts = context.run(origin, plan(), Actions.collect());
        List<T> all = new ArrayList<>(parts.stream().mapToInt(List::size).sum());
        parts.forEach(all::addAll);
        return all;
    }

    /** The records of some partitions, in the order in which they are named: {@code [1, 2] [3]} with 1, 0 gives [3] [1, 2]. */
    public final List<T>[] collectPartitions(int[] partitions) {
        return Taking.partitions(context, Origin.here("collectPartitions"), plan(), partitions);
    }

    /**
     * All records, in the order of partitions, one partition at a time: a partition's job runs when its first record is asked for, so the
     * driver holds no more than one partition.
     */
    public final Iterator<T> toLocalIterator() {
        return new LocalIterator<>(context, Origin.here("toLocalIterator"), plan());
    }

    /** How many records there are. */
    public final long count() {
        return count(Origin.here("count"));
    }

    /** As {@link #count}, in the background. */
    public final FutureAction<Long> countAsync() {
        Origin origin = Origin.here("countAsync");
        return context.jobs().submit(() -> count(origin));
    }

    private long count(Origin origin) {
        long total = 0;
        for (long part : context.run(origin, plan(), Actions.<T>count())) {
            total += part;
        }
        return total;
    }

    /**
     * What is known about the number of records after some time: {@code [1, 2] [3, 4] [5, 6]} gives 6, or, if one partition was computed by
     * then, about 6, between 2 and 18 with a confidence of 0.95. The count goes on in the background.
     *
     * <p>What is not computed yet is taken to be like what is: records are thought to have come into partitions by chance, so the bounds
     * are too close where partitions differ more than that. See {@link Extrapolation#count}.
     *
     * @param timeout how long this waits, unless all is known before
     * @throws io.sakia.engine.JobFailedException if the job fails by then
     */
    public final PartialResult<BoundedDouble> countApprox(Duration timeout) {
        Origin origin = Origin.here("countApprox");
        return Approximation.of(context, origin, timeout, Approximation.CONFIDENCE)
                .count(plan());
    }

    /** As {@link #countApprox(Duration)}, with bounds that hold the truth with another confidence, above 0 and below 1. */
    public final PartialResult<BoundedDouble> countApprox(Duration timeout, double confidence) {
        Origin origin = Origin.here("countApprox");
        return Approximation.of(context, origin, timeout, confidence).count(plan());
    }

    /** How often each record comes, as equals tells: {@code [a, b] [a]} gives a=2, b=1. The driver holds each record once. */
    public final Map<T, Long> countByValue() {
        return Counting.byValue(context, Origin.here("countByValue"), plan());
    }

    /**
     * What is known after some time about how often each record comes, as {@link #countApprox(Duration)} says it for each by itself, with a
     * confidence of 0.95: {@code [a, b] [a]} gives a=2, b=1. A record that was in no partition yet is not in the map.
     */
    public final PartialResult<Map<T, BoundedDouble>> countByValueApprox(Duration timeout) {
        Origin origin = Origin.here("countByValueApprox");
        return Approximation.of(context, origin, timeout, Approximation.CONFIDENCE)
                .countByValue(plan());
    }

    /** As {@link #countByValueApprox(Duration)}, with another confidence, above 0 and below 1. */
    public final PartialResult<Map<T, BoundedDouble>> countByValueApprox(Duration timeout, double confidence) {
        Origin origin = Origin.here("countByValueApprox");
        return Approximation.of(context, origin, timeout, confidence).countByValue(plan());
    }

    /**
     * How many different records there are, as equals tells, give or take: {@code [a, b] [a]} gives 2. The standard deviation of the
     * relative error is at most {@code relativeSD}, between 0.000035 and 1; a task needs {@code (1.054 / relativeSD)²} bytes. Small counts
     * are exact; see {@link Statistics#countApproxDistinct}.
     */
    public final long countApproxDistinct(double relativeSD) {
        Origin origin = Origin.here("countApproxDistinct");
        return Aggregation.of(context, origin, plan(), Statistics.<T>countApproxDistinct(relativeSD));
    }

    /** Whether there is no record; computes no more partitions than it takes to find one. */
    public final boolean isEmpty() {
        return take(Origin.here("isEmpty"), 1).isEmpty();
    }

    /** The first record: {@code [] [3, 1]} gives 3. A {@link NoSuchElementException} if there is none. */
    public final T first() {
        Origin origin = Origin.here("first");
        return Actions.required(origin, take(origin, 1));
    }

    /** The first records, computing no more partitions than are needed: {@code [1, 2] [3]} with 2 gives the list 1, 2. */
    public final List<T> take(int num) {
        return take(Origin.here("take"), num);
    }

    /** As {@link #take(int)}, in the background. */
    public final FutureAction<List<T>> takeAsync(int num) {
        Origin origin = Origin.here("takeAsync");
        return context.jobs().submit(() -> take(origin, num));
    }

    /** As {@link #take(int)}, for layers above. */
    public final List<T> take(Origin origin, int num) {
        return Taking.first(context, origin, plan(), num);
    }

    /**
     * Records that are drawn at random, in random order: {@code num} of them, or as many as there are; {@code withReplacement} one may be
     * drawn again, and there are {@code num} unless the RDD is empty.
     */
    public final List<T> takeSample(boolean withReplacement, int num) {
        return TakeSample.of(context, Origin.here("takeSample"), plan(), withReplacement, num, context.drawSeed());
    }

    /** As {@link #takeSample(boolean, int)}; the same seed draws the same records from the same RDD. */
    public final List<T> takeSample(boolean withReplacement, int num, long seed) {
        return TakeSample.of(context, Origin.here("takeSample"), plan(), withReplacement, num, seed);
    }

    /** The smallest records by their natural order, in that order: {@code [3, 1] [2]} with 2 gives 1, 2. */
    public final List<T> takeOrdered(int num) {
        return TopK.smallest(context, Origin.here("takeOrdered"), plan(), num, Order.natural());
    }

    /** The first records by an order, which must be serialisable as all functions are; of equal ones those that come first. */
    public final List<T> takeOrdered(int num, Comparator<? super T> order) {
        return TopK.smallest(context, Origin.here("takeOrdered"), plan(), num, order);
    }

    /** The largest records by their natural order, the largest first: {@code [3, 1] [2]} with 2 gives 3, 2. */
    public final List<T> top(int num) {
        return TopK.largest(context, Origin.here("top"), plan(), num, Order.natural());
    }

    /** The last records by an order, the last first; of equal ones those that come first in the RDD. */
    public final List<T> top(int num, Comparator<? super T> order) {
        return TopK.largest(context, Origin.here("top"), plan(), num, order);
    }

    /** The smallest record by an order, the first of equal ones: {@code [3, 1] [2]} gives 1. An error if there is none. */
    public final T min(Comparator<? super T> order) {
        Origin origin = Origin.here("min");
        return Actions.required(origin, TopK.smallest(context, origin, plan(), 1, order));
    }

    /** The largest record by an order, the first of equal ones: {@code [3, 1] [2]} gives 3. An error if there is none. */
    public final T max(Comparator<? super T> order) {
        Origin origin = Origin.here("max");
        return Actions.required(origin, TopK.largest(context, origin, plan(), 1, order));
    }

    /** Puts all records together two by two with an associative function: {@code [1, 2] [3]} summed gives 6. An error if there is none. */
    public final T reduce(Function2<T, T, T> function) {
        Origin origin = Origin.here("reduce");
        @Nullable T total = null;
        for (List<T> part : context.run(origin, plan(), Actions.reduce(origin, function))) {
            for (T partial : part) {
                total = total == null ? partial : Actions.merge(origin, function, total, partial);
            }
        }
        return Actions.required(origin, total == null ? List.of() : List.of(total));
    }

    /** As {@link #reduce}, with the results of many partitions put together in tasks, over two levels, before the driver has the rest. */
    public final T treeReduce(Function2<T, T, T> function) {
        return treeReduce(Origin.here("treeReduce"), function, TreeFold.DEPTH);
    }

    /** As {@link #treeReduce(Function2)}, over so many levels. */
    public final T treeReduce(Function2<T, T, T> function, int depth) {
        return treeReduce(Origin.here("treeReduce"), function, depth);
    }

    /**
     * Puts all records together, from a zero in each partition and once more for their results: {@code [1, 2] [3]} summed from 0 gives 6. A
     * zero that counts is counted so often.
     */
    public final T fold(T zero, Function2<T, T, T> function) {
        Origin origin = Origin.here("fold");
        TaskFunction<T> zeros = TaskFunction.of(origin, zero);
        return Aggregation.of(
                context, origin, plan(), Aggregate.<T, T, T>of(zeros::get, function, function, total -> total));
    }

    /**
     * Folds all records into another type: each partition from a zero by {@code add}, then their results from a zero by {@code merge}, in
     * the order of partitions. Either may change and return its first argument.
     */
    public final <A> A aggregate(A zero, Function2<A, T, A> add, Function2<A, A, A> merge) {
        Origin origin = Origin.here("aggregate");
        TaskFunction<A> zeros = TaskFunction.of(origin, zero);
        return Aggregation.of(context, origin, plan(), Aggregate.of(zeros::get, add, merge, total -> total));
    }

    /** Folds all records with an aggregate: {@code [1, 2] [3]} with a mean gives 2.0. */
    public final <R> R aggregate(Aggregate<T, ?, R> aggregate) {
        return Aggregation.of(context, Origin.here("aggregate"), plan(), aggregate);
    }

    /**
     * As {@link #aggregate(Object, Function2, Function2)}, with the results of many partitions merged in tasks, over two levels, before the
     * driver has the rest. The zero must not count: merged with anything it changes nothing.
     */
    public final <A> A treeAggregate(A zero, Function2<A, T, A> add, Function2<A, A, A> merge) {
        return treeAggregate(Origin.here("treeAggregate"), zero, add, merge, TreeFold.DEPTH);
    }

    /** As {@link #treeAggregate(Object, Function2, Function2)}, over so many levels. */
    public final <A> A treeAggregate(A zero, Function2<A, T, A> add, Function2<A, A, A> merge, int depth) {
        return treeAggregate(Origin.here("treeAggregate"), zero, add, merge, depth);
    }

    /** Calls the function for each record, inside tasks. */
    public final void foreach(VoidFunction<T> function) {
        Origin origin = Origin.here("foreach");
        context.run(origin, plan(), Actions.foreach(origin, function));
    }

    /** As {@link #foreach}, in the background; the future's result says nothing. */
    public final FutureAction<@Nullable Void> foreachAsync(VoidFunction<T> function) {
        Origin origin = Origin.here("foreachAsync");
        return inBackground(origin, Actions.foreach(origin, function));
    }

    /** Calls the function for each partition, inside tasks. */
    public final void foreachPartition(VoidFunction<Iterator<T>> function) {
        Origin origin = Origin.here("foreachPartition");
        context.run(origin, plan(), Actions.foreachPartition(origin, function));
    }

    /** As {@link #foreachPartition}, in the background; the future's result says nothing. */
    public final FutureAction<@Nullable Void> foreachPartitionAsync(VoidFunction<Iterator<T>> function) {
        Origin origin = Origin.here("foreachPartitionAsync");
        return inBackground(origin, Actions.foreachPartition(origin, function));
    }

    /**
     * Writes each record's text as a line to {@code path/part-00000} and so on. The folder appears whole, or not at all; it must
     * not exist.
     */
    public final void saveAsTextFile(String path) {
        Saving.to(path, context, Origin.here("saveAsTextFile"), plan(), new TextFormat<>(Compression.NONE));
    }

    /** As {@link #saveAsTextFile(String)}, with each file compressed: {@code part-00000.gz}. */
    public final void saveAsTextFile(String path, Compression compression) {
        Saving.to(path, context, Origin.here("saveAsTextFile"), plan(), new TextFormat<>(compression));
    }

    /**
     * Writes the records with their classes, for {@link SakiaContext#objectFile}: a file for each partition, in a folder that appears whole,
     * or not at all. Records, enums and classes must be registered by {@link SakiaContext#types}; it is an error otherwise.
     */
    public final void saveAsObjectFile(String path) {
        Saving.to(
                path, context, Origin.here("saveAsObjectFile"), plan(), new ObjectFormat<>(context.registeredTypes()));
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + (name == null ? "" : name + ", ")
                + plan.computed().origin() + ", " + getNumPartitions() + " partitions]";
    }

    final void rename(String newName) {
        name = newName;
    }

    final void keep(Origin origin, StorageLevel level) {
        plan.keep(origin, level);
    }

    final void forget(boolean blocking) {
        CacheNode<T> former = plan.forget();
        if (former != null) {
            context.engine().release(former, blocking);
        }
    }

    final void save(Origin origin) {
        context.checkpoints().mark(origin);
        plan.checkpoint(origin);
    }

    @SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
    private FutureAction<@Nullable Void> inBackground(Origin origin, Action<T, Boolean> action) {
        return context.jobs().<@Nullable Void>submit(() -> {
            context.run(origin, plan(), action);
            return null;
        });
    }

    private T treeReduce(Origin origin, Function2<T, T, T> function, int depth) {
        return Actions.required(
                origin, TreeFold.of(context, origin, plan(), new Aggregation.OneOrNone<>(function), depth));
    }

    private <A> A treeAggregate(Origin origin, A zero, Function2<A, T, A> add, Function2<A, A, A> merge, int depth) {
        TaskFunction<A> zeros = TaskFunction.of(origin, zero);
        return TreeFold.of(context, origin, plan(), Aggregate.of(zeros::get, add, merge, total -> total), depth);
    }
}
