package io.sakia.rdd;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.StorageLevel;
import io.sakia.function.FlatMapFunction;
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
import io.sakia.plan.ValueSteps;
import io.sakia.stats.BoundedDouble;
import io.sakia.stats.Statistics;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * An RDD of pairs, with the operations that work by key; those that bring several RDDs together by key stand in {@link PairJoins}. Where no partitioner is named, data that are placed already stay, and
 * others go by hash into {@link SakiaContext#defaultParallelism} partitions.
 *
 * @param <K> the keys
 * @param <V> the values
 */
@UserApi
public final class PairRDD<K, V> extends PairJoins<K, V> {
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
    public PairRDD<K, V> cache() {
        return (PairRDD<K, V>) super.cache();
    }

    @Override
    public PairRDD<K, V> persist(StorageLevel level) {
        return (PairRDD<K, V>) super.persist(level);
    }

    @Override
    public PairRDD<K, V> unpersist() {
        return (PairRDD<K, V>) super.unpersist();
    }

    @Override
    public PairRDD<K, V> unpersist(boolean blocking) {
        return (PairRDD<K, V>) super.unpersist(blocking);
    }

    @Override
    public PairRDD<K, V> setName(String name) {
        return (PairRDD<K, V>) super.setName(name);
    }

    @Override
    public PairRDD<K, V> filter(Function<Pair<K, V>, Boolean> function) {
        return (PairRDD<K, V>) super.filter(function);
    }

    @Override
    public PairRDD<K, V> distinct() {
        return (PairRDD<K, V>) super.distinct();
    }

    @Override
    public PairRDD<K, V> distinct(int numPartitions) {
        return (PairRDD<K, V>) super.distinct(numPartitions);
    }

    @Override
    public PairRDD<K, V> repartition(int numPartitions) {
        return (PairRDD<K, V>) super.repartition(numPartitions);
    }

    @Override
    public PairRDD<K, V> coalesce(int numPartitions) {
        return (PairRDD<K, V>) super.coalesce(numPartitions);
    }

    @Override
    public PairRDD<K, V> coalesce(int numPartitions, boolean shuffle) {
        return (PairRDD<K, V>) super.coalesce(numPartitions, shuffle);
    }

    @Override
    public PairRDD<K, V> sample(boolean withReplacement, double fraction) {
        return (PairRDD<K, V>) super.sample(withReplacement, fraction);
    }

    @Override
    public PairRDD<K, V> sample(boolean withReplacement, double fraction, long seed) {
        return (PairRDD<K, V>) super.sample(withReplacement, fraction, seed);
    }

    @Override
    public PairRDD<K, V> intersection(RDD<Pair<K, V>> other) {
        return (PairRDD<K, V>) super.intersection(other);
    }

    @Override
    public PairRDD<K, V> subtract(RDD<Pair<K, V>> other) {
        return (PairRDD<K, V>) super.subtract(other);
    }

    @Override
    public PairRDD<K, V> subtract(RDD<Pair<K, V>> other, int numPartitions) {
        return (PairRDD<K, V>) super.subtract(other, numPartitions);
    }

    @Override
    public PairRDD<K, V> subtract(RDD<Pair<K, V>> other, Partitioner partitioner) {
        return (PairRDD<K, V>) super.subtract(other, partitioner);
    }

    /** The pairs of both, repeated ones included. */
    public PairRDD<K, V> union(PairRDD<K, V> other) {
        return pairs(united(Origin.here("union"), other));
    }

    /** The keys, one for each pair: {@code [(a,1) (b,2)] [(a,3)]} gives {@code [a, b] [a]}. */
    public RDD<K> keys() {
        return new RDD<>(context(), keys(Origin.here("keys")));
    }

    /** The values, one for each pair: {@code [(a,1) (b,2)] [(a,3)]} gives {@code [1, 2] [3]}. */
    public RDD<V> values() {
        Origin origin = Origin.here("values");
        Function<Pair<K, V>, V> value = Pair::value;
        return new RDD<>(
                context(), new NarrowNode<>(origin, plan(), new Step.Map<>(TaskFunction.shared(value)), false));
    }

    /** Another value for each, under the same key: {@code [(a,1)] [(b,2)]} times ten gives {@code [(a,10)] [(b,20)]}. Pairs stay placed. */
    public <W> PairRDD<K, W> mapValues(Function<V, W> function) {
        Origin origin = Origin.here("mapValues");
        return pairs(new NarrowNode<>(origin, plan(), ValueSteps.map(origin, function), true));
    }

    /** Any number of values for each, under the same key: {@code [(a,2)]} with {@code x -> List.of(x, -x)} gives {@code [(a,2) (a,-2)]}. */
    public <W> PairRDD<K, W> flatMapValues(FlatMapFunction<V, W> function) {
        Origin origin = Origin.here("flatMapValues");
        return pairs(new NarrowNode<>(origin, plan(), ValueSteps.flatMap(origin, function), true));
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
     * Folds the values of each key from a zero: {@code [(a,1) (b,1)] [(a,2)]} with 0 and {@code Integer::sum} gives (a,3) and (b,1).
     * Each key gets a copy of the zero in each partition that has it, so the zero must not change what it is folded with.
     */
    public PairRDD<K, V> foldByKey(V zero, Function2<V, V, V> function) {
        return foldFrom(Origin.here("foldByKey"), zero, placed(), function, function);
    }

    /** As {@link #foldByKey(Object, Function2)}, in so many partitions. */
    public PairRDD<K, V> foldByKey(V zero, int numPartitions, Function2<V, V, V> function) {
        return foldFrom(Origin.here("foldByKey"), zero, new HashPartitioner(numPartitions), function, function);
    }

    /** As {@link #foldByKey(Object, Function2)}, placed by a partitioner. */
    public PairRDD<K, V> foldByKey(V zero, Partitioner partitioner, Function2<V, V, V> function) {
        return foldFrom(Origin.here("foldByKey"), zero, partitioner, function, function);
    }

    /**
     * Folds the values of each key into another type: {@code [(a,1)] [(a,2)]} with {@code List::of} and two ways to append gives
     * (a,[1,2]).
     */
    public <C> PairRDD<K, C> combineByKey(
            Function<V, C> createCombiner, Function2<C, V, C> mergeValue, Function2<C, C, C> mergeCombiners) {
        Aggregate<V, ?, C> aggregate = Aggregate.combine(createCombiner, mergeValue, mergeCombiners);
        return fold(Origin.here("combineByKey"), placed(), aggregate, true);
    }

    /** As {@link #combineByKey(Function, Function2, Function2)}, in so many partitions. */
    public <C> PairRDD<K, C> combineByKey(
            Function<V, C> createCombiner,
            Function2<C, V, C> mergeValue,
            Function2<C, C, C> mergeCombiners,
            int numPartitions) {
        Aggregate<V, ?, C> aggregate = Aggregate.combine(createCombiner, mergeValue, mergeCombiners);
        return fold(Origin.here("combineByKey"), new HashPartitioner(numPartitions), aggregate, true);
    }

    /** As {@link #combineByKey(Function, Function2, Function2)}, placed by a partitioner. */
    public <C> PairRDD<K, C> combineByKey(
            Function<V, C> createCombiner,
            Function2<C, V, C> mergeValue,
            Function2<C, C, C> mergeCombiners,
            Partitioner partitioner) {
        Aggregate<V, ?, C> aggregate = Aggregate.combine(createCombiner, mergeValue, mergeCombiners);
        return fold(Origin.here("combineByKey"), partitioner, aggregate, true);
    }

    /**
     * As {@link #combineByKey(Function, Function2, Function2)}, placed by a partitioner. Without {@code mapSideCombine} values move as
     * they are and are folded where they arrive, which is better where folding makes nothing smaller.
     */
    public <C> PairRDD<K, C> combineByKey(
            Function<V, C> createCombiner,
            Function2<C, V, C> mergeValue,
            Function2<C, C, C> mergeCombiners,
            Partitioner partitioner,
            boolean mapSideCombine) {
        Aggregate<V, ?, C> aggregate = Aggregate.combine(createCombiner, mergeValue, mergeCombiners);
        return fold(Origin.here("combineByKey"), partitioner, aggregate, mapSideCombine);
    }

    /** Folds the values of each key with an aggregate. */
    public <R> PairRDD<K, R> aggregateByKey(Aggregate<V, ?, R> aggregate) {
        return fold(Origin.here("aggregateByKey"), placed(), aggregate, true);
    }

    /**
     * Folds the values of each key into another type, from a zero: {@code [(a,x)] [(a,y)]} with 0, a function that adds 1 and {@code
     * Integer::sum} gives (a,2). Each key gets a copy of the zero in each partition that has it.
     */
    public <A> PairRDD<K, A> aggregateByKey(A zero, Function2<A, V, A> add, Function2<A, A, A> merge) {
        return foldFrom(Origin.here("aggregateByKey"), zero, placed(), add, merge);
    }

    /** As {@link #aggregateByKey(Object, Function2, Function2)}, in so many partitions. */
    public <A> PairRDD<K, A> aggregateByKey(
            A zero, int numPartitions, Function2<A, V, A> add, Function2<A, A, A> merge) {
        return foldFrom(Origin.here("aggregateByKey"), zero, new HashPartitioner(numPartitions), add, merge);
    }

    /** As {@link #aggregateByKey(Object, Function2, Function2)}, placed by a partitioner. */
    public <A> PairRDD<K, A> aggregateByKey(
            A zero, Partitioner partitioner, Function2<A, V, A> add, Function2<A, A, A> merge) {
        return foldFrom(Origin.here("aggregateByKey"), zero, partitioner, add, merge);
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
        return fold(Origin.here("groupByKey"), placed(), Aggregate.iterable(), false);
    }

    /** As {@link #groupByKey()}, in so many partitions. */
    public PairRDD<K, Iterable<V>> groupByKey(int numPartitions) {
        return fold(Origin.here("groupByKey"), new HashPartitioner(numPartitions), Aggregate.iterable(), false);
    }

    /** As {@link #groupByKey()}, placed by a partitioner. */
    public PairRDD<K, Iterable<V>> groupByKey(Partitioner partitioner) {
        return fold(Origin.here("groupByKey"), partitioner, Aggregate.iterable(), false);
    }

    /**
     * Each pair with the probability that its key has, or {@code withReplacement} as often as chance has it, so many times on average:
     * {@code [(a,1) (b,2)] [(a,3)]} with the fractions a=1, b=0 gives {@code [(a,1)] [(a,3)]}. The seed is drawn when this is called, so the
     * sample is the same whenever it is computed. A pair whose key has no fraction is an error.
     */
    public PairRDD<K, V> sampleByKey(boolean withReplacement, Map<K, Double> fractions) {
        Origin origin = Origin.here("sampleByKey");
        Fractions<K> checked = Fractions.of(origin, fractions, withReplacement);
        return pairs(SamplingByKey.about(origin, plan(), checked, context().drawSeed()));
    }

    /** As {@link #sampleByKey(boolean, Map)}; the same seed draws the same pairs from the same RDD. */
    public PairRDD<K, V> sampleByKey(boolean withReplacement, Map<K, Double> fractions, long seed) {
        Origin origin = Origin.here("sampleByKey");
        Fractions<K> checked = Fractions.of(origin, fractions, withReplacement);
        return pairs(SamplingByKey.about(origin, plan(), checked, seed));
    }

    /**
     * As {@link #sampleByKey(boolean, Map)}, with exactly the part of each key's pairs that its fraction says, rounded up: of three pairs of
     * a key with the fraction 0.5 two, any two with the same probability. Counts the pairs of each key when it is called, so they are computed
     * twice unless they are kept.
     */
    public PairRDD<K, V> sampleByKeyExact(boolean withReplacement, Map<K, Double> fractions) {
        Origin origin = Origin.here("sampleByKeyExact");
        Fractions<K> checked = Fractions.of(origin, fractions, withReplacement);
        return pairs(SamplingByKey.exact(
                context(), origin, plan(), checked, context().drawSeed()));
    }

    /** As {@link #sampleByKeyExact(boolean, Map)}; the same seed draws the same pairs from the same RDD. */
    public PairRDD<K, V> sampleByKeyExact(boolean withReplacement, Map<K, Double> fractions, long seed) {
        Origin origin = Origin.here("sampleByKeyExact");
        Fractions<K> checked = Fractions.of(origin, fractions, withReplacement);
        return pairs(SamplingByKey.exact(context(), origin, plan(), checked, seed));
    }

    /** Places the pairs by a partitioner: {@code [(a,1) (b,1)] [(a,2)]} by hash in 2 gives {@code [(a,1) (a,2)] [(b,1)]}. */
    public PairRDD<K, V> partitionBy(Partitioner partitioner) {
        return pairs(KeyedPlans.partition(Origin.here("partitionBy"), plan(), partitioner));
    }

    /** Places the pairs by a partitioner, with the keys of each partition in natural order; cheaper than to sort afterwards. */
    public PairRDD<K, V> repartitionAndSortWithinPartitions(Partitioner partitioner) {
        Origin origin = Origin.here("repartitionAndSortWithinPartitions");
        KeyOrder<K> order = KeyOrder.natural();
        return pairs(KeyedPlans.sort(origin, plan(), partitioner, order.comparator()));
    }

    /** As {@link #repartitionAndSortWithinPartitions(Partitioner)}, in another order, which must be serialisable as all functions are. */
    public PairRDD<K, V> repartitionAndSortWithinPartitions(Partitioner partitioner, Comparator<? super K> order) {
        Origin origin = Origin.here("repartitionAndSortWithinPartitions");
        return pairs(KeyedPlans.sort(
                origin, plan(), partitioner, KeyOrder.<K>of(origin, order).comparator()));
    }

    /** Sorts by the natural order of the keys, over all partitions: {@code [(b,1)] [(a,2)]} gives {@code [(a,2)] [(b,1)]}. */
    public PairRDD<K, V> sortByKey() {
        return sort(Origin.here("sortByKey"), KeyOrder.natural(), width());
    }

    /** Sorts by the natural order of the keys, or against it. */
    public PairRDD<K, V> sortByKey(boolean ascending) {
        return sort(Origin.here("sortByKey"), KeyOrder.<K>natural().ascending(ascending), width());
    }

    /** As {@link #sortByKey(boolean)}, in so many partitions, or fewer if there are fewer keys. */
    public PairRDD<K, V> sortByKey(boolean ascending, int numPartitions) {
        return sort(Origin.here("sortByKey"), KeyOrder.<K>natural().ascending(ascending), numPartitions);
    }

    /** Sorts by an order of the keys, which must be serialisable as all functions are. */
    public PairRDD<K, V> sortByKey(Comparator<? super K> order) {
        Origin origin = Origin.here("sortByKey");
        return sort(origin, KeyOrder.of(origin, order), width());
    }

    /** Sorts by an order of the keys, or against it. */
    public PairRDD<K, V> sortByKey(Comparator<? super K> order, boolean ascending) {
        Origin origin = Origin.here("sortByKey");
        return sort(origin, KeyOrder.<K>of(origin, order).ascending(ascending), width());
    }

    /** As {@link #sortByKey(Comparator, boolean)}, in so many partitions, or fewer if there are fewer keys. */
    public PairRDD<K, V> sortByKey(Comparator<? super K> order, boolean ascending, int numPartitions) {
        Origin origin = Origin.here("sortByKey");
        return sort(origin, KeyOrder.<K>of(origin, order).ascending(ascending), numPartitions);
    }

    /**
     * The pairs whose keys lie between two in natural order, both included: {@code [(a,1) (c,2)] [(b,3)]} from b to c gives {@code
     * [(c,2)] [(b,3)]}. Of what {@code sortByKey} has placed only the partitions in between are computed, and are left.
     */
    public PairRDD<K, V> filterByRange(K lower, K upper) {
        return pairs(KeyOrder.<K>natural().between(Origin.here("filterByRange"), plan(), lower, upper));
    }

    /** As {@link #filterByRange(Object, Object)}, in an order of the keys. */
    public PairRDD<K, V> filterByRange(Comparator<? super K> order, K lower, K upper) {
        Origin origin = Origin.here("filterByRange");
        return pairs(KeyOrder.<K>of(origin, order).between(origin, plan(), lower, upper));
    }

    /** The values of a key: {@code [(a,1) (b,2)] [(a,3)]} of a gives the list 1, 3. Of pairs that were placed one partition is computed. */
    public List<V> lookup(K key) {
        return KeyedActions.lookup(context(), Origin.here("lookup"), plan(), key);
    }

    /** How many pairs each key has: {@code [(a,1) (b,2)] [(a,3)]} gives the map a=2, b=1. */
    public Map<K, Long> countByKey() {
        Origin origin = Origin.here("countByKey");
        return KeyedActions.map(
                context(),
                origin,
                fold(origin, placed(), KeyedFolds.<V>count(), true).plan());
    }

    /**
     * What is known after some time about how many pairs each key has, as {@link #countApprox(Duration)} says it for each key by itself, with
     * a confidence of 0.95: {@code [(a,1) (b,2)] [(a,3)]} gives a=2, b=1. A key that was in no partition yet is not in the map.
     */
    public PartialResult<Map<K, BoundedDouble>> countByKeyApprox(Duration timeout) {
        Origin origin = Origin.here("countByKeyApprox");
        return Approximation.of(context(), origin, timeout, Approximation.CONFIDENCE)
                .countByValue(keys(origin));
    }

    /** As {@link #countByKeyApprox(Duration)}, with another confidence, above 0 and below 1. */
    public PartialResult<Map<K, BoundedDouble>> countByKeyApprox(Duration timeout, double confidence) {
        Origin origin = Origin.here("countByKeyApprox");
        return Approximation.of(context(), origin, timeout, confidence).countByValue(keys(origin));
    }

    /** As {@link #reduceByKey(Function2)}, at once and as a map: {@code [(a,1) (b,2)] [(a,3)]} summed gives the map a=4, b=2. */
    public Map<K, V> reduceByKeyLocally(Function2<V, V, V> function) {
        Origin origin = Origin.here("reduceByKeyLocally");
        return KeyedActions.map(
                context(),
                origin,
                fold(origin, placed(), Aggregate.reduce(function), true).plan());
    }

    /** All pairs as a map; of several values of a key the last: {@code [(a,1) (b,2)] [(a,3)]} gives the map a=3, b=2. */
    public Map<K, V> collectAsMap() {
        return KeyedActions.map(context(), Origin.here("collectAsMap"), plan());
    }

    /** How many partitions a sorted RDD has where nothing else is said. */
    private int width() {
        return Math.max(1, getNumPartitions());
    }

    private Plan<K> keys(Origin origin) {
        Function<Pair<K, V>, K> key = Pair::key;
        return new NarrowNode<>(origin, plan(), new Step.Map<>(TaskFunction.shared(key)), false);
    }

    private <A> PairRDD<K, A> foldFrom(
            Origin origin, A zero, Partitioner partitioner, Function2<A, V, A> add, Function2<A, A, A> merge) {
        return fold(origin, partitioner, KeyedFolds.fromZero(origin, zero, add, merge), true);
    }

    private <R> PairRDD<K, R> fold(
            Origin origin, Partitioner partitioner, Aggregate<V, ?, R> aggregate, boolean mapSide) {
        return pairs(KeyedPlans.aggregate(
                origin, plan(), new ShuffleSpec<>(partitioner, TaskFunction.of(origin, aggregate), mapSide, null)));
    }

    private PairRDD<K, V> sort(Origin origin, KeyOrder<K> order, int numPartitions) {
        return pairs(order.sort(context(), origin, plan(), numPartitions));
    }
}
