package io.sakia.rdd;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.StorageLevel;
import io.sakia.function.Function;
import io.sakia.function.Function2;
import io.sakia.function.TaskFunction;
import io.sakia.plan.KeyedPlans;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.ShuffleSpec;
import io.sakia.plan.Step;
import io.sakia.plan.UserApi;
import io.sakia.stats.Statistics;
import java.util.Comparator;
import java.util.List;

/**
 * An RDD of pairs, with the operations that work by key. Where no partitioner is named, data that are placed already stay, and
 * others go by hash into {@link SakiaContext#defaultParallelism} partitions.
 *
 * @param <K> the keys
 * @param <V> the values
 */
@UserApi
public final class PairRDD<K, V> extends RDD<Pair<K, V>> {
    PairRDD(SakiaContext context, Plan<Pair<K, V>> plan) {
        super(context, plan);
    }

    /** An RDD of pairs seen as a PairRDD. */
    public static <K, V> PairRDD<K, V> from(RDD<Pair<K, V>> rdd) {
        return new PairRDD<>(rdd.context(), rdd.plan());
    }

    @Override
    PairRDD<K, V> like(Plan<Pair<K, V>> plan) {
        return pairs(plan);
    }

    @Override
    public PairRDD<K, V> filter(Function<Pair<K, V>, Boolean> function) {
        return (PairRDD<K, V>) super.filter(function);
    }

    /** The pairs of both, repeated ones included. */
    public PairRDD<K, V> union(PairRDD<K, V> other) {
        return pairs(united(Origin.here("union"), other));
    }

    @Override
    public PairRDD<K, V> repartition(int numPartitions) {
        return (PairRDD<K, V>) super.repartition(numPartitions);
    }

    @Override
    public PairRDD<K, V> cache() {
        return persist(StorageLevel.MEMORY_ONLY);
    }

    @Override
    public PairRDD<K, V> persist(StorageLevel level) {
        keep(Origin.here("persist"), level);
        return this;
    }

    @Override
    public PairRDD<K, V> unpersist() {
        super.unpersist();
        return this;
    }
    /** Folds the values of each key: {@code [(a,1) (b,1)] [(a,2)]} with {@code Integer::sum} gives (a,3) and (b,1). */
    public PairRDD<K, V> reduceByKey(Function2<V, V, V> function) {
        return fold(Origin.here("reduceByKey"), placed(), Aggregate.reduce(function), true);
    }

    /** As {@link #reduceByKey(Function2)}, in so many partitions. */
    public PairRDD<K, V> reduceByKey(Function2<V, V, V> function, int numPartitions) {
        return fold(Origin.here("reduceByKey"), new HashPartitioner(numPartitions), Aggregate.reduce(function), true);
    }

    /** As {@link #reduceByKey(Function2)}, placed by a partitioner. */
    public PairRDD<K, V> reduceByKey(Partitioner partitioner, Function2<V, V, V> function) {
        return fold(Origin.here("reduceByKey"), partitioner, Aggregate.reduce(function), true);
    }

    /**
     * Folds the values of each key into another type: {@code [(a,1)] [(a,2)]} with {@code List::of} and two ways to append gives
     * (a,[1,2]).
     */
    public <C> PairRDD<K, C> combineByKey(
            Function<V, C> createCombiner, Function2<C, V, C> mergeValue, Function2<C, C, C> mergeCombiners) {
        return fold(
                Origin.here("combineByKey"),
                placed(),
                Aggregate.combine(createCombiner, mergeValue, mergeCombiners),
                true);
    }

    /** As {@link #combineByKey(Function, Function2, Function2)}, placed by a partitioner. */
    public <C> PairRDD<K, C> combineByKey(
            Function<V, C> createCombiner,
            Function2<C, V, C> mergeValue,
            Function2<C, C, C> mergeCombiners,
            Partitioner partitioner) {
        return fold(
                Origin.here("combineByKey"),
                partitioner,
                Aggregate.combine(createCombiner, mergeValue, mergeCombiners),
                true);
    }

    /** Folds the values of each key with an aggregate. */
    public <R> PairRDD<K, R> aggregateByKey(Aggregate<V, ?, R> aggregate) {
        return fold(Origin.here("aggregateByKey"), placed(), aggregate, true);
    }

    /** Folds the values of each key, from a zero that each key gets a copy of. */
    public <A> PairRDD<K, A> aggregateByKey(A zero, Function2<A, V, A> add, Function2<A, A, A> merge) {
        Origin origin = Origin.here("aggregateByKey");
        TaskFunction<A> zeros = TaskFunction.of(origin, zero);
        return fold(origin, placed(), Aggregate.of(zeros::get, add, merge, total -> total), true);
    }

    /**
     * How many different values each key has, give or take: {@code [(a,1) (b,1)] [(a,2) (a,1)]} gives (a,2) and (b,1). See {@link
     * RDD#countApproxDistinct} for {@code relativeSD}; a key needs {@code (1.054 / relativeSD)²} bytes, less while its values are few.
     */
    public PairRDD<K, Long> countApproxDistinctByKey(double relativeSD) {
        Origin origin = Origin.here("countApproxDistinctByKey");
        return fold(origin, placed(), Statistics.countApproxDistinct(relativeSD), true);
    }

    /** As {@link #countApproxDistinctByKey(double)}, in so many partitions. */
    public PairRDD<K, Long> countApproxDistinctByKey(double relativeSD, int numPartitions) {
        Origin origin = Origin.here("countApproxDistinctByKey");
        return fold(origin, new HashPartitioner(numPartitions), Statistics.countApproxDistinct(relativeSD), true);
    }

    /** As {@link #countApproxDistinctByKey(double)}, placed by a partitioner. */
    public PairRDD<K, Long> countApproxDistinctByKey(double relativeSD, Partitioner partitioner) {
        Origin origin = Origin.here("countApproxDistinctByKey");
        return fold(origin, partitioner, Statistics.countApproxDistinct(relativeSD), true);
    }

    /** All values of each key, in the order of partitions: {@code [(a,1) (b,1)] [(a,2)]} gives (a,[1,2]) and (b,[1]). */
    public PairRDD<K, Iterable<V>> groupByKey() {
        return fold(Origin.here("groupByKey"), placed(), grouping(), false);
    }

    /** As {@link #groupByKey()}, in so many partitions. */
    public PairRDD<K, Iterable<V>> groupByKey(int numPartitions) {
        return fold(Origin.here("groupByKey"), new HashPartitioner(numPartitions), grouping(), false);
    }

    /** As {@link #groupByKey()}, placed by a partitioner. */
    public PairRDD<K, Iterable<V>> groupByKey(Partitioner partitioner) {
        return fold(Origin.here("groupByKey"), partitioner, grouping(), false);
    }
    /** For each key of either RDD its values in both: {@code (a,1)} and {@code (a,x) (b,y)} give (a,([1],[x])) and (b,([],[y])). */
    public <W> PairRDD<K, Pair<Iterable<V>, Iterable<W>>> cogroup(PairRDD<K, W> other) {
        return cogroup(Origin.here("cogroup"), other, placedWith(other));
    }

    /** As {@link #cogroup(PairRDD)}, placed by a partitioner. */
    public <W> PairRDD<K, Pair<Iterable<V>, Iterable<W>>> cogroup(PairRDD<K, W> other, Partitioner partitioner) {
        return cogroup(Origin.here("cogroup"), other, partitioner);
    }

    /** For each two values of one key the key and both: {@code (a,1) (a,2)} and {@code (a,x)} give (a,(1,x)) and (a,(2,x)). */
    public <W> PairRDD<K, Pair<V, W>> join(PairRDD<K, W> other) {
        return pairs(KeyedPlans.join(Origin.here("join"), plan(), other.plan(), placedWith(other)));
    }

    /** As {@link #join(PairRDD)}, placed by a partitioner. */
    public <W> PairRDD<K, Pair<V, W>> join(PairRDD<K, W> other, Partitioner partitioner) {
        return pairs(KeyedPlans.join(Origin.here("join"), plan(), other.plan(), partitioner));
    }
    /** Places the pairs by a partitioner. */
    public PairRDD<K, V> partitionBy(Partitioner partitioner) {
        return pairs(KeyedPlans.partition(Origin.here("partitionBy"), plan(), partitioner));
    }

    /** Sorts by the natural order of the keys, over all partitions: {@code [(b,1)] [(a,2)]} gives {@code [(a,2)] [(b,1)]}. */
    public PairRDD<K, V> sortByKey() {
        return sort(Origin.here("sortByKey"), Order.<K>natural(), Math.max(1, getNumPartitions()));
    }

    /** Sorts by the natural order of the keys, or against it. */
    public PairRDD<K, V> sortByKey(boolean ascending) {
        return sort(
                Origin.here("sortByKey"),
                ascending ? Order.<K>natural() : Order.<K>natural().reversed(),
                Math.max(1, getNumPartitions()));
    }

    /** Sorts by an order of the keys, which must be serialisable as all functions are. */
    public PairRDD<K, V> sortByKey(Comparator<? super K> order, boolean ascending, int numPartitions) {
        return sort(Origin.here("sortByKey"), ascending ? order : order.reversed(), numPartitions);
    }

    private <W> PairRDD<K, W> pairs(Plan<Pair<K, W>> plan) {
        return new PairRDD<>(context(), plan);
    }

    private Partitioner placed() {
        return partitioner().orElseGet(() -> new HashPartitioner(context().defaultParallelism()));
    }

    private Partitioner placedWith(PairRDD<K, ?> other) {
        return partitioner().or(other::partitioner).orElseGet(this::placed);
    }

    private <R> PairRDD<K, R> fold(
            Origin origin, Partitioner partitioner, Aggregate<V, ?, R> aggregate, boolean mapSide) {
        return pairs(KeyedPlans.aggregate(
                origin, plan(), new ShuffleSpec<>(partitioner, TaskFunction.of(origin, aggregate), mapSide, null)));
    }

    private <W> PairRDD<K, Pair<Iterable<V>, Iterable<W>>> cogroup(
            Origin origin, PairRDD<K, W> other, Partitioner partitioner) {
        Plan<Pair<K, List<List<Object>>>> grouped =
                KeyedPlans.cogroup(origin, partitioner, List.of(plan(), other.plan()));
        return pairs(new NarrowNode<>(
                origin, grouped, new Step.Map<>(TaskFunction.of(origin, PairRDD.<K, V, W>typed())), true));
    }

    @SuppressWarnings("unchecked")
    private static <K, V, W> Function<Pair<K, List<List<Object>>>, Pair<K, Pair<Iterable<V>, Iterable<W>>>> typed() {
        return group -> Pair.of(
                group.key(), Pair.of((Iterable<V>) (Iterable<?>) group.value().get(0), (Iterable<W>)
                        (Iterable<?>) group.value().get(1)));
    }

    private static <V> Aggregate<V, ?, Iterable<V>> grouping() {
        return Aggregate.iterable();
    }

    private PairRDD<K, V> sort(Origin origin, Comparator<? super K> order, int numPartitions) {
        return pairs(Sorting.byKey(context(), origin, plan(), order, numPartitions));
    }
}
