package io.sakia.streaming;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.StorageLevel;
import io.sakia.function.Function;
import io.sakia.function.Function2;
import io.sakia.function.Function3;
import io.sakia.function.TaskFunction;
import io.sakia.plan.KeyedPlans;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.ShuffleSpec;
import io.sakia.plan.UserApi;
import io.sakia.rdd.PairRDD;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.Operators;
import io.sakia.streaming.graph.WindowSpec;
import io.sakia.streaming.state.State;
import io.sakia.streaming.state.StateSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream of pairs, with the operations that work by key.
 *
 * @param <K> the keys
 * @param <V> the values
 */
@UserApi
public final class PairDStream<K, V> extends DStream<Pair<K, V>> {
    PairDStream(StreamingContext context, Operator<Pair<K, V>> operator) {
        super(context, operator);
    }

    @Override
    public PairDStream<K, V> named(String name) {
        super.named(name);
        return this;
    }

    @Override
    public PairDStream<K, V> filter(Function<Pair<K, V>, Boolean> function) {
        return new PairDStream<>(context(), filtered(context().define("filter"), function));
    }

    /** The pairs of both. */
    public PairDStream<K, V> union(PairDStream<K, V> other) {
        return new PairDStream<>(context(), united(context().define("union"), other));
    }

    @Override
    public PairDStream<K, V> window(Duration length) {
        Origin origin = context().define("window");
        return new PairDStream<>(context(), windowed(origin, length, context().slideOf(operator())));
    }

    @Override
    public PairDStream<K, V> window(Duration length, Duration slide) {
        return new PairDStream<>(context(), windowed(context().define("window"), length, slide));
    }

    @Override
    public PairDStream<K, V> repartition(int numPartitions) {
        Origin origin = context().define("repartition");
        return new PairDStream<>(context(), Partitions.spread(origin, operator(), numPartitions));
    }

    @Override
    public PairDStream<K, V> cache() {
        return persist(StorageLevel.MEMORY_ONLY);
    }

    @Override
    public PairDStream<K, V> persist() {
        return persist(StorageLevel.MEMORY_ONLY);
    }

    @Override
    public PairDStream<K, V> persist(StorageLevel level) {
        keep(level);
        return this;
    }
    /** Folds the values of each key, batch by batch: {@code [(a,1) (a,2)] [(a,4)]} with {@code Integer::sum} gives {@code [(a,3)] [(a,4)]}. */
    public PairDStream<K, V> reduceByKey(Function2<V, V, V> function) {
        return reduce(context(), context().define("reduceByKey"), operator(), partitioner(), function);
    }

    /** As {@link #reduceByKey(Function2)}, in so many partitions. */
    public PairDStream<K, V> reduceByKey(Function2<V, V, V> function, int numPartitions) {
        return reduce(
                context(), context().define("reduceByKey"), operator(), new HashPartitioner(numPartitions), function);
    }

    /** For each two values of one key in a batch the key and both: {@code [(a,1)]} and {@code [(a,x) (b,y)]} give {@code [(a,(1,x))]}. */
    public <W> PairDStream<K, Pair<V, W>> join(PairDStream<K, W> other) {
        Origin origin = context().define("join");
        context().requireSame(origin, other);
        HashPartitioner partitioner = partitioner();
        return new PairDStream<>(
                context(),
                Operators.binary(
                        origin,
                        operator(),
                        other.operator(),
                        (left, right, batch, at) -> KeyedPlans.join(at, left, right, partitioner)));
    }
    /** Folds the values of each key over the last {@code length}, in every batch. */
    public PairDStream<K, V> reduceByKeyAndWindow(Function2<V, V, V> function, Duration length) {
        Origin origin = context().define("reduceByKeyAndWindow");
        return folded(origin, length, context().slideOf(operator()), partitioner(), Aggregate.reduce(function), null);
    }

    /**
     * Folds the values of each key over the last {@code length}, once every {@code slide}: with a sum, two batches and one,
     * {@code [(a,1)] [(a,2)] [] []} gives {@code [(a,1)] [(a,3)] [(a,2)] []}. Each batch is folded once, whatever the length.
     */
    public PairDStream<K, V> reduceByKeyAndWindow(Function2<V, V, V> function, Duration length, Duration slide) {
        Origin origin = context().define("reduceByKeyAndWindow");
        return folded(origin, length, slide, partitioner(), Aggregate.reduce(function), null);
    }

    /** As {@link #reduceByKeyAndWindow(Function2, Duration, Duration)}, in so many partitions. */
    public PairDStream<K, V> reduceByKeyAndWindow(
            Function2<V, V, V> function, Duration length, Duration slide, int numPartitions) {
        Origin origin = context().define("reduceByKeyAndWindow");
        return folded(origin, length, slide, new HashPartitioner(numPartitions), Aggregate.reduce(function), null);
    }

    /**
     * As {@link #reduceByKeyAndWindow(Function2, Duration, Duration)}, with the pairs that are put out placed by a partitioner. What is
     * kept is placed by hash in as many partitions: another partitioner than a {@link HashPartitioner} costs a shuffle of the result.
     */
    public PairDStream<K, V> reduceByKeyAndWindow(
            Function2<V, V, V> function, Duration length, Duration slide, Partitioner partitioner) {
        Origin origin = context().define("reduceByKeyAndWindow");
        return folded(origin, length, slide, partitioner, Aggregate.reduce(function), null);
    }

    /**
     * As {@link #reduceByKeyAndWindow(Function2, Duration, Duration)} with a running total: {@code inverse} takes out of the total what
     * leaves the window. The result is the same; keys that leave the window leave the memory.
     */
    public PairDStream<K, V> reduceByKeyAndWindow(
            Function2<V, V, V> function, Function2<V, V, V> inverse, Duration length, Duration slide) {
        Origin origin = context().define("reduceByKeyAndWindow");
        return folded(origin, length, slide, partitioner(), Aggregate.reduce(function, inverse), null);
    }

    /**
     * As {@link #reduceByKeyAndWindow(Function2, Function2, Duration, Duration)}, in so many partitions and with a filter of what is put
     * out: with a sum, a window of two batches and {@code total -> total.value() != 0}, {@code [(a,1)] [(a,-1)] [(a,5)]} gives
     * {@code [(a,1)] [] [(a,4)]}. The filter forgets nothing: a key that it leaves out stays in the window as long as its values do.
     *
     * @param filter tells which totals are put out; null for all
     */
    public PairDStream<K, V> reduceByKeyAndWindow(
            Function2<V, V, V> function,
            Function2<V, V, V> inverse,
            Duration length,
            Duration slide,
            int numPartitions,
            @Nullable Function<Pair<K, V>, Boolean> filter) {
        Origin origin = context().define("reduceByKeyAndWindow");
        return folded(
                origin, length, slide, new HashPartitioner(numPartitions), Aggregate.reduce(function, inverse), filter);
    }

    /**
     * As {@link #reduceByKeyAndWindow(Function2, Function2, Duration, Duration, int, Function)}, with the pairs that are put out placed by
     * a partitioner.
     *
     * @param filter tells which totals are put out; null for all
     */
    public PairDStream<K, V> reduceByKeyAndWindow(
            Function2<V, V, V> function,
            Function2<V, V, V> inverse,
            Duration length,
            Duration slide,
            Partitioner partitioner,
            @Nullable Function<Pair<K, V>, Boolean> filter) {
        Origin origin = context().define("reduceByKeyAndWindow");
        return folded(origin, length, slide, partitioner, Aggregate.reduce(function, inverse), filter);
    }

    /**
     * Keeps a state for each key. In every batch the function is called for each key that has a state or values, with all values of the
     * batch; an empty result removes the state. All states are put out: with a running sum {@code [(a,1)] [(b,1)]} gives
     * {@code [(a,1)] [(a,1), (b,1)]}.
     */
    public <S> PairDStream<K, S> updateStateByKey(Function2<List<V>, Optional<S>, Optional<S>> function) {
        Origin origin = context().define("updateStateByKey");
        return new PairDStream<>(
                context(), context().keyed().updateStateByKey(origin, operator(), partitioner(), function));
    }

    /**
     * Keeps a state for each key. The function is called for each pair, in the order of the batch, with the key's state, and gives what is
     * sent on. Only keys that come are touched.
     *
     * <pre>{@code
     * words.mapWithState(Long.class, (word, one, state) -> {
     *     long count = state.getOption().orElse(0L) + one;
     *     state.update(count);
     *     return Pair.of(word, count);
     * });
     * }</pre>
     *
     * @param type the states' class
     */
    public <S, M> DStream<M> mapWithState(Class<S> type, Function3<K, V, State<S>, M> function) {
        Origin origin = context().define("mapWithState");
        context().requireStorable(origin, type);
        return new DStream<>(context(), context().keyed().mapWithState(origin, operator(), partitioner(), function));
    }

    /** As {@link #mapWithState(Class, Function3)}, with a specification as Spark has it. */
    public <S, M> DStream<M> mapWithState(StateSpec<K, V, S, M> spec) {
        Origin origin = context().define("mapWithState");
        HashPartitioner given = spec.partitioner();
        Function3<K, Optional<V>, State<S>, M> mapping = spec.function();
        Function3<K, V, State<S>, M> function = (key, value, state) -> mapping.call(key, Optional.of(value), state);
        return new DStream<>(
                context(),
                context().keyed().mapWithState(origin, operator(), given == null ? partitioner() : given, function));
    }

    @Override
    PairRDD<K, V> rdd(Plan<Pair<K, V>> plan) {
        return PairRDD.from(super.rdd(plan));
    }

    static <K, V> PairDStream<K, V> reduce(
            StreamingContext context,
            Origin origin,
            Operator<Pair<K, V>> input,
            Partitioner partitioner,
            Function2<V, V, V> function) {
        TaskFunction<Aggregate<V, ?, V>> aggregate = TaskFunction.of(origin, Aggregate.reduce(function));
        ShuffleSpec<K, V, V> spec = new ShuffleSpec<>(partitioner, aggregate, true, null);
        return new PairDStream<>(
                context, Operators.unary(origin, input, (plan, batch, at) -> KeyedPlans.aggregate(at, plan, spec)));
    }

    private <R> PairDStream<K, R> folded(
            Origin origin,
            Duration length,
            Duration slide,
            Partitioner partitioner,
            Aggregate<V, ?, R> aggregate,
            @Nullable Function<Pair<K, R>, Boolean> filter) {
        WindowSpec window = WindowSpec.of(
                origin, length, slide, context().interval(), operator().slide());
        return new PairDStream<>(
                context(),
                context().keyed().aggregateByKeyAndWindow(origin, operator(), partitioner, window, aggregate, filter));
    }

    private HashPartitioner partitioner() {
        return new HashPartitioner(context().defaultParallelism());
    }
}
