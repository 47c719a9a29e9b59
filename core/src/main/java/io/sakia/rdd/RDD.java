package io.sakia.rdd;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.PairFunction;
import io.sakia.Partitioner;
import io.sakia.StorageLevel;
import io.sakia.function.DoubleFunction;
import io.sakia.function.FlatMapFunction;
import io.sakia.function.Function;
import io.sakia.function.Function2;
import io.sakia.function.NotNull;
import io.sakia.function.TaskFunction;
import io.sakia.plan.CoalesceNode;
import io.sakia.plan.KeyedPlans;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.Step;
import io.sakia.plan.UnionNode;
import io.sakia.plan.UserApi;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A resilient distributed dataset: an immutable, partitioned collection that is computed when an action asks for it (Zaharia et
 * al., NSDI 2012). Transformations, which stand here, give new RDDs and cost nothing; actions, in {@link RDDActions}, run a job on the
 * context's engine.
 *
 * <p>Examples below show partitions in brackets. A record is never null.
 *
 * @param <T> the records
 */
@UserApi
public sealed class RDD<T> extends RDDActions<T> permits PairJoins, DoubleRDD {
    /** Over a plan; see {@link SakiaContext#rdd}. */
    RDD(SakiaContext context, Plan<T> plan) {
        super(context, plan);
    }

    /** An RDD of the same kind over a plan of records of the same type: what PairRDD and DoubleRDD give as their own kind. */
    RDD<T> like(Plan<T> plan) {
        return new RDD<>(context(), plan);
    }

    /** Keeps the partitions in memory once they were computed, for what is built on this RDD from now on. Gives this RDD. */
    public RDD<T> cache() {
        return persist(StorageLevel.MEMORY_ONLY);
    }

    /** As {@link #cache()}, at a level. A level that was set can't be changed before {@link #unpersist}. */
    public RDD<T> persist(StorageLevel level) {
        keep(Origin.here("persist"), level);
        return this;
    }

    /** Forgets what was kept; it is computed again when it is asked for again. Gives this RDD. */
    public RDD<T> unpersist() {
        forget(false);
        return this;
    }

    /** As {@link #unpersist()}; with {@code blocking} what was kept is gone from every executor when this returns. */
    public RDD<T> unpersist(boolean blocking) {
        forget(blocking);
        return this;
    }

    /**
     * Saves the records after the first job that reads them, in the context's checkpoint folder, and reads them from there from then on: what
     * they were computed from is forgotten. They are computed once more for it, unless they are persisted before. Records of a class of
     * the program's own must be registered by {@link SakiaContext#types}. The files stay when the context closes.
     *
     * <pre>{@code
     * sc.setCheckpointDir("/data/checkpoints");
     * ranks.cache().checkpoint();
     * }</pre>
     *
     * @throws IllegalStateException if no checkpoint folder was set
     */
    public final void checkpoint() {
        save(Origin.here("checkpoint"));
    }

    /** Names this RDD, for people. Gives this RDD. */
    public RDD<T> setName(String name) {
        rename(name);
        return this;
    }

    /** The records for which the function gives true: {@code [1, 2] [3]} with {@code x -> x > 1} gives {@code [2] [3]}. */
    public RDD<T> filter(Function<T, Boolean> function) {
        Origin origin = Origin.here("filter");
        return like(new NarrowNode<>(origin, plan(), new Step.Filter<>(TaskFunction.of(origin, function)), true));
    }

    /** Each record once, as equals tells: {@code [1, 2] [2]} gives 1 and 2. */
    public RDD<T> distinct() {
        return distinct(Origin.here("distinct"), context().defaultParallelism());
    }

    /** As {@link #distinct()}, in so many partitions. */
    public RDD<T> distinct(int numPartitions) {
        return distinct(Origin.here("distinct"), numPartitions);
    }

    /** The records spread evenly over so many partitions, by a shuffle: {@code [1, 2, 3, 4] []} gives {@code [1, 3] [2, 4]}. */
    public RDD<T> repartition(int numPartitions) {
        return like(KeyedPlans.repartition(Origin.here("repartition"), plan(), numPartitions));
    }

    /** Neighbouring partitions put together into so many, without a shuffle: {@code [1] [2] [3] [4]} in 2 is {@code [1, 2] [3, 4]}. */
    public RDD<T> coalesce(int numPartitions) {
        return coalesce(Origin.here("coalesce"), numPartitions, false);
    }

    /** As {@link #coalesce(int)}, or with {@code shuffle} as {@link #repartition}, which may also give more partitions. */
    public RDD<T> coalesce(int numPartitions, boolean shuffle) {
        return coalesce(Origin.here("coalesce"), numPartitions, shuffle);
    }

    /**
     * Each record with the probability {@code fraction}, or {@code withReplacement} as often as chance has it, {@code fraction} times on
     * average. The seed is drawn when this is called, so the sample is the same whenever it is computed.
     */
    public RDD<T> sample(boolean withReplacement, double fraction) {
        return like(Sampling.sample(
                Origin.here("sample"),
                plan(),
                withReplacement,
                fraction,
                context().drawSeed()));
    }

    /** As {@link #sample(boolean, double)}; the same seed draws the same records from the same RDD. */
    public RDD<T> sample(boolean withReplacement, double fraction, long seed) {
        return like(Sampling.sample(Origin.here("sample"), plan(), withReplacement, fraction, seed));
    }

    /** The records that are in both, each once, as equals tells: {@code [1, 2] [2]} and {@code [2, 3]} give 2. */
    public RDD<T> intersection(RDD<T> other) {
        return like(SetOperations.intersection(Origin.here("intersection"), plan(), other.plan(), placing()));
    }

    /** The records that are not in the other, as equals tells, repeated ones included: {@code [1, 2] [1]} and {@code [2]} give 1, 1. */
    public RDD<T> subtract(RDD<T> other) {
        return like(SetOperations.subtract(Origin.here("subtract"), plan(), other.plan(), placing()));
    }

    /** As {@link #subtract(RDD)}, in so many partitions. */
    public RDD<T> subtract(RDD<T> other, int numPartitions) {
        Origin origin = Origin.here("subtract");
        return like(SetOperations.subtract(origin, plan(), other.plan(), new HashPartitioner(numPartitions)));
    }

    /** As {@link #subtract(RDD)}, with each record placed by a partitioner. */
    public RDD<T> subtract(RDD<T> other, Partitioner partitioner) {
        return like(SetOperations.subtract(Origin.here("subtract"), plan(), other.plan(), partitioner));
    }

    /** The records of both, repeated ones included: {@code [1] [2]} and {@code [2]} give {@code [1] [2] [2]}. */
    public final RDD<T> union(RDD<T> other) {
        return like(united(Origin.here("union"), other));
    }

    /**
     * The records dealt out at random by weight: {@code randomSplit(new double[] {0.8, 0.2})} gives two RDDs, and each record is in one of
     * them. Weights need not sum to 1.
     */
    public final RDD<T>[] randomSplit(double[] weights) {
        return split(Origin.here("randomSplit"), weights, context().drawSeed());
    }

    /** As {@link #randomSplit(double[])}; the same seed splits the same RDD alike. */
    public final RDD<T>[] randomSplit(double[] weights, long seed) {
        return split(Origin.here("randomSplit"), weights, seed);
    }

    /**
     * Sorted over all partitions by the natural order of what the function gives, in so many partitions; equal ones stay in their order:
     * {@code [bb, a] [ccc]} by length in 1 is {@code [a, bb, ccc]}. Samples the records when it is called.
     */
    public final <K> RDD<T> sortBy(Function<T, K> function, boolean ascending, int numPartitions) {
        Origin origin = Origin.here("sortBy");
        Plan<Pair<K, T>> sorted = Sorting.byKey(
                context(),
                origin,
                keyed(origin, function),
                ascending ? Order.<K>natural() : Order.<K>natural().reversed(),
                numPartitions);
        Function<Pair<K, T>, T> value = Pair::value;
        return like(new NarrowNode<>(origin, sorted, new Step.Map<>(TaskFunction.of(origin, value)), false));
    }

    /** One record for each: {@code [1, 2] [3]} with {@code x -> x * 10} gives {@code [10, 20] [30]}. */
    public final <R> RDD<R> map(Function<T, R> function) {
        Origin origin = Origin.here("map");
        return new RDD<>(context(), mapped(origin, function));
    }

    /** A key and a value for each record: {@code [a] [b]} with {@code w -> Pair.of(w, 1)} gives {@code [(a,1)] [(b,1)]}. */
    public final <K, V> PairRDD<K, V> mapToPair(PairFunction<T, K, V> function) {
        Origin origin = Origin.here("mapToPair");
        Function<T, Pair<K, V>> map = function::call;
        return new PairRDD<>(context(), mapped(origin, map));
    }

    /** A number for each record: {@code [a, bb] [c]} with {@code String::length} gives {@code [1.0, 2.0] [1.0]}. */
    public final DoubleRDD mapToDouble(DoubleFunction<T> function) {
        Origin origin = Origin.here("mapToDouble");
        Function<T, Double> map = function::call;
        return new DoubleRDD(context(), mapped(origin, map));
    }

    /** Any number of records for each: {@code ["a b"] ["c"]} with {@code s -> List.of(s.split(" "))} gives {@code [a, b] [c]}. */
    public final <R> RDD<R> flatMap(FlatMapFunction<T, R> function) {
        return new RDD<>(context(), flatMapped(Origin.here("flatMap"), function));
    }

    /** Any number of pairs for each record: {@code [ab] [c]} with a pair for each letter gives {@code [(a,ab), (b,ab)] [(c,c)]}. */
    public final <K, V> PairRDD<K, V> flatMapToPair(FlatMapFunction<T, Pair<K, V>> function) {
        return new PairRDD<>(context(), flatMapped(Origin.here("flatMapToPair"), function));
    }

    /** Any number of numbers for each record: {@code ["1 2"] ["3"]}, split and parsed, gives {@code [1.0, 2.0] [3.0]}. */
    public final DoubleRDD flatMapToDouble(FlatMapFunction<T, Double> function) {
        return new DoubleRDD(context(), flatMapped(Origin.here("flatMapToDouble"), function));
    }

    /** A function of each partition's iterator: {@code [1, 2] [3]} summed gives {@code [3] [3]}. */
    public final <R> RDD<R> mapPartitions(Function<Iterator<T>, Iterator<R>> function) {
        return new RDD<>(context(), byPartition(Origin.here("mapPartitions"), function, false));
    }

    /** As {@link #mapPartitions(Function)}; says whether the records stay pairs with the keys they had, and so in their place. */
    public final <R> RDD<R> mapPartitions(Function<Iterator<T>, Iterator<R>> function, boolean preservesPartitioning) {
        return new RDD<>(context(), byPartition(Origin.here("mapPartitions"), function, preservesPartitioning));
    }

    /** A function of each partition's number, from 0, and iterator. */
    public final <R> RDD<R> mapPartitionsWithIndex(Function2<Integer, Iterator<T>, Iterator<R>> function) {
        return new RDD<>(context(), byNumber(Origin.here("mapPartitionsWithIndex"), function, false));
    }

    /** As {@link #mapPartitionsWithIndex(Function2)}; says whether the records stay pairs with the keys they had. */
    public final <R> RDD<R> mapPartitionsWithIndex(
            Function2<Integer, Iterator<T>, Iterator<R>> function, boolean preservesPartitioning) {
        return new RDD<>(context(), byNumber(Origin.here("mapPartitionsWithIndex"), function, preservesPartitioning));
    }

    /** As {@link #mapPartitions(Function)}, to pairs. */
    public final <K, V> PairRDD<K, V> mapPartitionsToPair(Function<Iterator<T>, Iterator<Pair<K, V>>> function) {
        return new PairRDD<>(context(), byPartition(Origin.here("mapPartitionsToPair"), function, false));
    }

    /** As {@link #mapPartitionsToPair(Function)}; says whether the pairs have the keys that the records had. */
    public final <K, V> PairRDD<K, V> mapPartitionsToPair(
            Function<Iterator<T>, Iterator<Pair<K, V>>> function, boolean preservesPartitioning) {
        return new PairRDD<>(
                context(), byPartition(Origin.here("mapPartitionsToPair"), function, preservesPartitioning));
    }

    /** As {@link #mapPartitions(Function)}, to numbers. */
    public final DoubleRDD mapPartitionsToDouble(Function<Iterator<T>, Iterator<Double>> function) {
        return new DoubleRDD(context(), byPartition(Origin.here("mapPartitionsToDouble"), function, false));
    }

    /** Each partition as a list: {@code [1, 2] [3]} gives {@code [[1, 2]] [[3]]}. */
    public final RDD<List<T>> glom() {
        return new RDD<>(context(), SetOperations.glom(Origin.here("glom"), plan()));
    }

    /** Each record with a key that the function gives: {@code [aa] [b]} by length gives {@code [(2,aa)] [(1,b)]}. */
    public final <K> PairRDD<K, T> keyBy(Function<T, K> function) {
        return new PairRDD<>(context(), keyed(Origin.here("keyBy"), function));
    }

    /** The records of each key that the function gives, in their order: {@code [aa, b] [c]} by length gives (2,[aa]), (1,[b, c]). */
    public final <K> PairRDD<K, Iterable<T>> groupBy(Function<T, K> function) {
        return new PairRDD<>(context(), keyed(Origin.here("groupBy"), function)).groupByKey();
    }

    /** As {@link #groupBy(Function)}, in so many partitions. */
    public final <K> PairRDD<K, Iterable<T>> groupBy(Function<T, K> function, int numPartitions) {
        return new PairRDD<>(context(), keyed(Origin.here("groupBy"), function)).groupByKey(numPartitions);
    }

    /** Each record of this with each of the other: {@code [1, 2]} and {@code [a] [b]} give {@code [(1,a), (2,a)] [(1,b), (2,b)]}. */
    public final <U> PairRDD<T, U> cartesian(RDD<U> other) {
        return new PairRDD<>(context(), SetOperations.cartesian(Origin.here("cartesian"), plan(), other.plan()));
    }

    /**
     * The records at the same places, in pairs: {@code [1] [2, 3]} and {@code [a] [b, c]} give {@code [(1,a)] [(2,b), (3,c)]}. Both have the
     * same number of partitions, and of records in each; it is an error otherwise.
     */
    public final <U> PairRDD<T, U> zip(RDD<U> other) {
        return new PairRDD<>(context(), Zipping.zip(Origin.here("zip"), plan(), other.plan()));
    }

    /** A function of the iterators of each two partitions of the same number; both RDDs have the same number of partitions. */
    public final <U, R> RDD<R> zipPartitions(RDD<U> other, Function2<Iterator<T>, Iterator<U>, Iterator<R>> function) {
        return new RDD<>(context(), Zipping.partitions(Origin.here("zipPartitions"), plan(), other.plan(), function));
    }

    /** Each record with its place, from 0: {@code [a] [b, c]} gives {@code [(a,0)] [(b,1), (c,2)]}. Counts all partitions but the last. */
    public final PairRDD<T, Long> zipWithIndex() {
        return new PairRDD<>(context(), Zipping.withIndex(context(), Origin.here("zipWithIndex"), plan()));
    }

    /** Each record with a number of its own, without a job: {@code [a] [b, c]} gives {@code [(a,0)] [(b,1), (c,3)]}. */
    public final PairRDD<T, Long> zipWithUniqueId() {
        return new PairRDD<>(context(), Zipping.withUniqueId(Origin.here("zipWithUniqueId"), plan()));
    }

    /**
     * The lines that a command writes when it reads each record's text as a line, run once for each partition: {@code [b, a] [c]} through
     * {@code "sort"} gives {@code [a, b] [c]}. The command is cut at spaces and run without a shell; an exit code other than 0 is an error.
     */
    public final RDD<String> pipe(String command) {
        return pipe(Origin.here("pipe"), List.of(command.trim().split("\\s+")), Map.of());
    }

    /** As {@link #pipe(String)}, of a command and its arguments. */
    public final RDD<String> pipe(List<String> command) {
        return pipe(Origin.here("pipe"), command, Map.of());
    }

    /** As {@link #pipe(List)}, with variables added to the environment. */
    public final RDD<String> pipe(List<String> command, Map<String, String> environment) {
        return pipe(Origin.here("pipe"), command, environment);
    }

    final Plan<T> united(Origin origin, RDD<T> other) {
        return new UnionNode<>(origin, List.of(plan(), other.plan()));
    }

    private Partitioner placing() {
        return new HashPartitioner(context().defaultParallelism());
    }

    private RDD<T> distinct(Origin origin, int numPartitions) {
        return like(KeyedPlans.distinct(origin, plan(), new HashPartitioner(numPartitions)));
    }

    private RDD<T> coalesce(Origin origin, int numPartitions, boolean shuffle) {
        return like(
                shuffle
                        ? KeyedPlans.repartition(origin, plan(), numPartitions)
                        : new CoalesceNode<>(origin, plan(), numPartitions));
    }

    @SuppressWarnings("unchecked")
    private RDD<T>[] split(Origin origin, double[] weights, long seed) {
        return Sampling.split(origin, plan(), weights, seed).stream()
                .map(this::like)
                .toArray(RDD[]::new);
    }

    private RDD<String> pipe(Origin origin, List<String> command, Map<String, String> environment) {
        return new RDD<>(context(), PipedProcess.plan(origin, plan(), command, environment));
    }

    private <R> Plan<R> mapped(Origin origin, Function<T, R> function) {
        return new NarrowNode<>(origin, plan(), new Step.Map<>(TaskFunction.of(origin, function)), false);
    }

    private <R> Plan<R> flatMapped(Origin origin, FlatMapFunction<T, R> function) {
        return new NarrowNode<>(origin, plan(), new Step.FlatMap<>(TaskFunction.of(origin, function)), false);
    }

    private <K> Plan<Pair<K, T>> keyed(Origin origin, Function<T, K> function) {
        Function<T, Pair<K, T>> key = record -> Pair.of(NotNull.given(function.call(record)), record);
        return mapped(origin, key);
    }

    private <R> Plan<R> byPartition(Origin origin, Function<Iterator<T>, Iterator<R>> function, boolean keeps) {
        Step.PartitionFunction<T, R> step = (partition, records) -> function.call(records);
        return new NarrowNode<>(origin, plan(), new Step.MapPartitions<>(TaskFunction.of(origin, step)), keeps);
    }

    private <R> Plan<R> byNumber(Origin origin, Function2<Integer, Iterator<T>, Iterator<R>> function, boolean keeps) {
        Step.PartitionFunction<T, R> step = function::call;
        return new NarrowNode<>(origin, plan(), new Step.MapPartitions<>(TaskFunction.of(origin, step)), keeps);
    }
}
