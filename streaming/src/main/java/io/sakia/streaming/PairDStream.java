package io.sakia.streaming;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.StorageLevel;
import io.sakia.connector.EventTime;
import io.sakia.function.FlatMapFunction;
import io.sakia.function.Function;
import io.sakia.function.Function2;
import io.sakia.function.Function3;
import io.sakia.plan.Joins;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.Step;
import io.sakia.plan.UserApi;
import io.sakia.plan.ValueSteps;
import io.sakia.rdd.PairRDD;
import io.sakia.streaming.error.ErrorPolicy;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.Operators;
import io.sakia.streaming.graph.WindowSpec;
import io.sakia.streaming.state.State;
import io.sakia.streaming.state.StateSpec;
import io.sakia.streaming.state.TimedState;
import io.sakia.streaming.state.Timer;
import java.time.Duration;
import java.time.Instant;
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

    /** A stream of pairs seen as a PairDStream. */
    public static <K, V> PairDStream<K, V> from(DStream<Pair<K, V>> stream) {
        stream.context().define("from");
        return new PairDStream<>(stream.context(), stream.operator());
    }

    @Override
    PairDStream<K, V> like(Operator<Pair<K, V>> operator) {
        return new PairDStream<>(context(), operator);
    }

    @Override
    PairRDD<K, V> rdd(Plan<Pair<K, V>> plan) {
        return PairRDD.from(super.rdd(plan));
    }

    @Override
    public PairDStream<K, V> named(String name) {
        return (PairDStream<K, V>) super.named(name);
    }

    @Override
    public PairDStream<K, V> onError(ErrorPolicy policy) {
        return (PairDStream<K, V>) super.onError(policy);
    }

    @Override
    public PairDStream<K, V> eventTime(EventTime<Pair<K, V>> eventTime) {
        return (PairDStream<K, V>) super.eventTime(eventTime);
    }

    @Override
    public PairDStream<K, V> eventTime(Function<Pair<K, V>, Instant> time, Duration lateness) {
        return (PairDStream<K, V>) super.eventTime(time, lateness);
    }

    @Override
    public PairDStream<K, V> filter(Function<Pair<K, V>, Boolean> function) {
        return (PairDStream<K, V>) super.filter(function);
    }

    @Override
    public PairDStream<K, V> repartition(int numPartitions) {
        return (PairDStream<K, V>) super.repartition(numPartitions);
    }

    @Override
    public PairDStream<K, V> sample(boolean withReplacement, double fraction, long seed) {
        return (PairDStream<K, V>) super.sample(withReplacement, fraction, seed);
    }

    @Override
    public PairDStream<K, V> window(Duration length) {
        return (PairDStream<K, V>) super.window(length);
    }

    @Override
    public PairDStream<K, V> window(Duration length, Duration slide) {
        return (PairDStream<K, V>) super.window(length, slide);
    }

    @Override
    public PairDStream<K, V> cache() {
        return (PairDStream<K, V>) super.cache();
    }

    @Override
    public PairDStream<K, V> persist() {
        return (PairDStream<K, V>) super.persist();
    }

    @Override
    public PairDStream<K, V> persist(StorageLevel level) {
        return (PairDStream<K, V>) super.persist(level);
    }

    /** The pairs of both. */
    public PairDStream<K, V> union(PairDStream<K, V> other) {
        return like(united(context().define("union"), other));
    }

    /** Another value for each, the keys as they are: {@code [(a,1)] [(b,2)]} with {@code x -> x * 10} gives {@code [(a,10)] [(b,20)]}. */
    public <W> PairDStream<K, W> mapValues(Function<V, W> function) {
        Origin origin = context().define("mapValues");
        return valueStep(origin, ValueSteps.map(origin, function));
    }

    /** Any number of values for each, the keys as they are: {@code [(a,2)]} with {@code x -> List.of(x, x + 1)} gives {@code [(a,2), (a,3)]}. */
    public <W> PairDStream<K, W> flatMapValues(FlatMapFunction<V, W> function) {
        Origin origin = context().define("flatMapValues");
        return valueStep(origin, ValueSteps.flatMap(origin, function));
    }

    /** Folds the values of each key, batch by batch: {@code [(a,1) (a,2)] [(a,4)]} with {@code Integer::sum} gives {@code [(a,3)] [(a,4)]}. */
    public PairDStream<K, V> reduceByKey(Function2<V, V, V> function) {
        return fold(context().define("reduceByKey"), partitioner(), Aggregate.reduce(function), true);
    }

    /** As {@link #reduceByKey(Function2)}, in so many partitions. */
    public PairDStream<K, V> reduceByKey(Function2<V, V, V> function, int numPartitions) {
        Origin origin = context().define("reduceByKey");
        return fold(origin, new HashPartitioner(numPartitions), Aggregate.reduce(function), true);
    }

    /** As {@link #reduceByKey(Function2)}, placed by a partitioner. */
    public PairDStream<K, V> reduceByKey(Function2<V, V, V> function, Partitioner partitioner) {
        return fold(context().define("reduceByKey"), partitioner, Aggregate.reduce(function), true);
    }

    /** All values of each key in a batch, in their order: {@code [(a,1), (b,2), (a,3)]} gives {@code [(a,[1, 3]), (b,[2])]}. */
    public PairDStream<K, Iterable<V>> groupByKey() {
        return group(context().define("groupByKey"), partitioner());
    }

    /** As {@link #groupByKey()}, in so many partitions. */
    public PairDStream<K, Iterable<V>> groupByKey(int numPartitions) {
        return group(context().define("groupByKey"), new HashPartitioner(numPartitions));
    }

    /** As {@link #groupByKey()}, placed by a partitioner. */
    public PairDStream<K, Iterable<V>> groupByKey(Partitioner partitioner) {
        return group(context().define("groupByKey"), partitioner);
    }

    /** Folds the values of each key into another type, batch by batch: the first value makes it, others are taken in, parts are merged. */
    public <C> PairDStream<K, C> combineByKey(
            Function<V, C> createCombiner, Function2<C, V, C> mergeValue, Function2<C, C, C> mergeCombiners) {
        Origin origin = context().define("combineByKey");
        return fold(origin, partitioner(), Aggregate.combine(createCombiner, mergeValue, mergeCombiners), true);
    }

    /** As {@link #combineByKey(Function, Function2, Function2)}, placed by a partitioner. */
    public <C> PairDStream<K, C> combineByKey(
            Function<V, C> createCombiner,
            Function2<C, V, C> mergeValue,
            Function2<C, C, C> mergeCombiners,
            Partitioner partitioner) {
        Origin origin = context().define("combineByKey");
        return fold(origin, partitioner, Aggregate.combine(createCombiner, mergeValue, mergeCombiners), true);
    }

    /**
     * As {@link #combineByKey(Function, Function2, Function2, Partitioner)}.
     *
     * @param mapSideCombine whether values are folded before they move as well as after
     */
    public <C> PairDStream<K, C> combineByKey(
            Function<V, C> createCombiner,
            Function2<C, V, C> mergeValue,
            Function2<C, C, C> mergeCombiners,
            Partitioner partitioner,
            boolean mapSideCombine) {
        Origin origin = context().define("combineByKey");
        Aggregate<V, ?, C> aggregate = Aggregate.combine(createCombiner, mergeValue, mergeCombiners);
        return fold(origin, partitioner, aggregate, mapSideCombine);
    }

    /** Folds the values of each key with an aggregate, batch by batch: with a mean {@code [(a,1), (a,2)]} gives {@code [(a,1.5)]}. */
    public <R> PairDStream<K, R> aggregateByKey(Aggregate<V, ?, R> aggregate) {
        return fold(context().define("aggregateByKey"), partitioner(), aggregate, true);
    }

    /** For each two values of one key in a batch the key and both: {@code [(a,1)]} and {@code [(a,x) (b,y)]} give {@code [(a,(1,x))]}. */
    public <W> PairDStream<K, Pair<V, W>> join(PairDStream<K, W> other) {
        return joined(context().define("join"), other, partitioner(), Joins::inner);
    }

    /** As {@link #join(PairDStream)}, in so many partitions. */
    public <W> PairDStream<K, Pair<V, W>> join(PairDStream<K, W> other, int numPartitions) {
        return joined(context().define("join"), other, new HashPartitioner(numPartitions), Joins::inner);
    }

    /** As {@link #join(PairDStream)}, placed by a partitioner. */
    public <W> PairDStream<K, Pair<V, W>> join(PairDStream<K, W> other, Partitioner partitioner) {
        return joined(context().define("join"), other, partitioner, Joins::inner);
    }

    /** As {@link #join(PairDStream)}, and each pair of this stream whose key the other does not have: {@code [(a,1)]} and {@code []} give {@code [(a,(1,empty))]}. */
    public <W> PairDStream<K, Pair<V, Optional<W>>> leftOuterJoin(PairDStream<K, W> other) {
        return joined(context().define("leftOuterJoin"), other, partitioner(), Joins::leftOuter);
    }

    /** As {@link #leftOuterJoin(PairDStream)}, in so many partitions. */
    public <W> PairDStream<K, Pair<V, Optional<W>>> leftOuterJoin(PairDStream<K, W> other, int numPartitions) {
        return joined(context().define("leftOuterJoin"), other, new HashPartitioner(numPartitions), Joins::leftOuter);
    }

    /** As {@link #leftOuterJoin(PairDStream)}, placed by a partitioner. */
    public <W> PairDStream<K, Pair<V, Optional<W>>> leftOuterJoin(PairDStream<K, W> other, Partitioner partitioner) {
        return joined(context().define("leftOuterJoin"), other, partitioner, Joins::leftOuter);
    }

    /** As {@link #join(PairDStream)}, and each pair of the other stream whose key this one does not have: {@code []} and {@code [(a,x)]} give {@code [(a,(empty,x))]}. */
    public <W> PairDStream<K, Pair<Optional<V>, W>> rightOuterJoin(PairDStream<K, W> other) {
        return joined(context().define("rightOuterJoin"), other, partitioner(), Joins::rightOuter);
    }

    /** As {@link #rightOuterJoin(PairDStream)}, in so many partitions. */
    public <W> PairDStream<K, Pair<Optional<V>, W>> rightOuterJoin(PairDStream<K, W> other, int numPartitions) {
        return joined(context().define("rightOuterJoin"), other, new HashPartitioner(numPartitions), Joins::rightOuter);
    }

    /** As {@link #rightOuterJoin(PairDStream)}, placed by a partitioner. */
    public <W> PairDStream<K, Pair<Optional<V>, W>> rightOuterJoin(PairDStream<K, W> other, Partitioner partitioner) {
        return joined(context().define("rightOuterJoin"), other, partitioner, Joins::rightOuter);
    }

    /** As {@link #join(PairDStream)}, and each pair of either stream whose key the other does not have: {@code [(a,1)]} and {@code [(b,x)]} give {@code [(a,(1,empty)), (b,(empty,x))]}. */
    public <W> PairDStream<K, Pair<Optional<V>, Optional<W>>> fullOuterJoin(PairDStream<K, W> other) {
        return joined(context().define("fullOuterJoin"), other, partitioner(), Joins::fullOuter);
    }

    /** As {@link #fullOuterJoin(PairDStream)}, in so many partitions. */
    public <W> PairDStream<K, Pair<Optional<V>, Optional<W>>> fullOuterJoin(
            PairDStream<K, W> other, int numPartitions) {
        return joined(context().define("fullOuterJoin"), other, new HashPartitioner(numPartitions), Joins::fullOuter);
    }

    /** As {@link #fullOuterJoin(PairDStream)}, placed by a partitioner. */
    public <W> PairDStream<K, Pair<Optional<V>, Optional<W>>> fullOuterJoin(
            PairDStream<K, W> other, Partitioner partitioner) {
        return joined(context().define("fullOuterJoin"), other, partitioner, Joins::fullOuter);
    }

    /** For each key of either stream in a batch its values in both: {@code [(a,1)]} and {@code [(a,x) (b,y)]} give {@code [(a,([1],[x])), (b,([],[y]))]}. */
    public <W> PairDStream<K, Pair<Iterable<V>, Iterable<W>>> cogroup(PairDStream<K, W> other) {
        return joined(context().define("cogroup"), other, partitioner(), ByKey::cogroup);
    }

    /** As {@link #cogroup(PairDStream)}, in so many partitions. */
    public <W> PairDStream<K, Pair<Iterable<V>, Iterable<W>>> cogroup(PairDStream<K, W> other, int numPartitions) {
        return joined(context().define("cogroup"), other, new HashPartitioner(numPartitions), ByKey::cogroup);
    }

    /** As {@link #cogroup(PairDStream)}, placed by a partitioner. */
    public <W> PairDStream<K, Pair<Iterable<V>, Iterable<W>>> cogroup(
            PairDStream<K, W> other, Partitioner partitioner) {
        return joined(context().define("cogroup"), other, partitioner, ByKey::cogroup);
    }

    /** All values of each key in the last {@code length}, in every batch: with two batches {@code [(a,1)] [(a,2)]} gives {@code [(a,[1])] [(a,[1, 2])]}. */
    public PairDStream<K, Iterable<V>> groupByKeyAndWindow(Duration length) {
        return group(
                context().define("groupByKeyAndWindow"),
                partitioner(),
                length,
                context().slideOf(operator()));
    }

    /** As {@link #groupByKeyAndWindow(Duration)}, once every {@code slide}. */
    public PairDStream<K, Iterable<V>> groupByKeyAndWindow(Duration length, Duration slide) {
        return group(context().define("groupByKeyAndWindow"), partitioner(), length, slide);
    }

    /** As {@link #groupByKeyAndWindow(Duration, Duration)}, in so many partitions. */
    public PairDStream<K, Iterable<V>> groupByKeyAndWindow(Duration length, Duration slide, int numPartitions) {
        return group(context().define("groupByKeyAndWindow"), new HashPartitioner(numPartitions), length, slide);
    }

    /** As {@link #groupByKeyAndWindow(Duration, Duration)}, placed by a partitioner. */
    public PairDStream<K, Iterable<V>> groupByKeyAndWindow(Duration length, Duration slide, Partitioner partitioner) {
        return group(context().define("groupByKeyAndWindow"), partitioner, length, slide);
    }

    /**
     * Folds the values of each key over the last {@code length} with an aggregate, once every {@code slide}: with a mean, two batches and one,
     * {@code [(a,1)] [(a,2)] [] []} gives {@code [(a,1.0)] [(a,1.5)] [(a,2.0)] []}. Each batch is folded once, and what leaves the window is
     * taken out where the aggregate can subtract. Accumulators are state: they are of types that can be stored.
     */
    public <R> PairDStream<K, R> aggregateByKeyAndWindow(
            Aggregate<V, ?, R> aggregate, Duration length, Duration slide) {
        return folded(context().define("aggregateByKeyAndWindow"), length, slide, partitioner(), aggregate, null);
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
        return states("updateStateByKey").update(partitioner(), null, function);
    }

    /** As {@link #updateStateByKey(Function2)}, in so many partitions. */
    public <S> PairDStream<K, S> updateStateByKey(
            Function2<List<V>, Optional<S>, Optional<S>> function, int numPartitions) {
        return states("updateStateByKey").update(new HashPartitioner(numPartitions), null, function);
    }

    /**
     * As {@link #updateStateByKey(Function2)}, with the states that are put out placed by a partitioner. What is kept is placed by hash in as
     * many partitions: another partitioner than a {@link HashPartitioner} costs a shuffle of the result.
     */
    public <S> PairDStream<K, S> updateStateByKey(
            Function2<List<V>, Optional<S>, Optional<S>> function, Partitioner partitioner) {
        return states("updateStateByKey").update(partitioner, null, function);
    }

    /**
     * As {@link #updateStateByKey(Function2, Partitioner)}, with states to begin with: from (a,5) and with a running sum,
     * {@code [(a,1)] [(b,1)]} gives {@code [(a,6)] [(a,6), (b,1)]}. The RDD is read in the first batch and never again; a key that it has
     * twice is refused.
     */
    public <S> PairDStream<K, S> updateStateByKey(
            Function2<List<V>, Optional<S>, Optional<S>> function, Partitioner partitioner, PairRDD<K, S> initialRDD) {
        return states("updateStateByKey").update(partitioner, initialRDD, function);
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
    public <S, M> MapWithStateDStream<K, V, S, M> mapWithState(Class<S> type, Function3<K, V, State<S>, M> function) {
        return states("mapWithState").map(type, function);
    }

    /** As {@link #mapWithState(Class, Function3)}, with a specification: partitions, initial states, keys that time out. */
    public <S, M> MapWithStateDStream<K, V, S, M> mapWithState(StateSpec<K, V, S, M> spec) {
        return states("mapWithState").map(spec);
    }

    /**
     * Keeps a state for each key, with timers. The first function is called for each pair, in the order of the batch, and may set timers for its
     * key; the second one is called for each timer that comes up, after all pairs of the batch, in the order of times, those by event time first.
     * Both give what is sent on. With a function that sums up and puts its timer off to 2 s after each pair, batches of 1 s
     * {@code [(a,1)] [(a,2)] [] [] []} give {@code [] [] [] [(a,3)] []}.
     *
     * <pre>{@code
     * clicks.mapWithState(Long.class,
     *         (user, click, count) -> {
     *             count.update(count.getOption().orElse(0L) + 1);
     *             count.clearTimers();
     *             count.setTimer(count.now().plusSeconds(2));
     *             return List.of();
     *         },
     *         (user, timer, count) -> {
     *             Pair<String, Long> all = Pair.of(user, count.get());
     *             count.remove();
     *             return List.of(all);
     *         });
     * }</pre>
     *
     * <p>A timer by event time needs a stream that has event time. A timer also comes up without data: a self-clocked
     * stream makes a batch for it.
     *
     * @param type the states' class
     */
    public <S, M> MapWithStateDStream<K, V, S, M> mapWithState(
            Class<S> type,
            Function3<K, V, TimedState<S>, ? extends Iterable<M>> onRecord,
            Function3<K, Timer, TimedState<S>, ? extends Iterable<M>> onTimer) {
        return states("mapWithState").map(type, onRecord, onTimer);
    }

    /**
     * Drops the pairs whose key was seen within the last {@code within}: {@code [(a,1), (a,2)] [(a,3)] [(a,4)]} with two batches gives
     * {@code [(a,1)] [] [(a,4)]}. See {@link DStream#deduplicate}.
     */
    public PairDStream<K, V> deduplicateByKey(Duration within) {
        return new PairDStream<>(context(), states("deduplicateByKey").deduplicate(within, true, pair -> pair));
    }

    /** The values as records with their keys, for what works by key and by event time; as {@link DStream#keyed}. */
    public KeyedDStream<K, V> keyed() {
        context().define("keyed");
        return new KeyedDStream<>(context(), operator());
    }

    private StatesByKey<K, V> states(String operation) {
        return new StatesByKey<>(context(), context().define(operation), operator());
    }

    private <R> PairDStream<K, R> folded(
            Origin origin,
            Duration length,
            Duration slide,
            Partitioner partitioner,
            Aggregate<V, ?, R> aggregate,
            @Nullable Function<Pair<K, R>, Boolean> filter) {
        WindowSpec window = window(origin, length, slide);
        return new PairDStream<>(
                context(),
                context().keyed().aggregateByKeyAndWindow(origin, operator(), partitioner, window, aggregate, filter));
    }

    private <R> PairDStream<K, R> fold(
            Origin origin, Partitioner partitioner, Aggregate<V, ?, R> aggregate, boolean mapSide) {
        return new PairDStream<>(context(), ByKey.fold(origin, operator(), partitioner, aggregate, mapSide));
    }

    private PairDStream<K, Iterable<V>> group(Origin origin, Partitioner partitioner) {
        return new PairDStream<>(context(), ByKey.group(origin, operator(), partitioner));
    }

    private PairDStream<K, Iterable<V>> group(Origin origin, Partitioner partitioner, Duration length, Duration slide) {
        return new PairDStream<>(
                context(), ByKey.group(origin, operator(), partitioner, window(origin, length, slide)));
    }

    private <W, R> PairDStream<K, R> joined(
            Origin origin, PairDStream<K, W> other, Partitioner partitioner, ByKey.Joining<K, V, W, R> joining) {
        context().requireSame(origin, other);
        return new PairDStream<>(context(), ByKey.joined(origin, operator(), other.operator(), partitioner, joining));
    }

    private <W> PairDStream<K, W> valueStep(Origin origin, Step<Pair<K, V>, Pair<K, W>> step) {
        return new PairDStream<>(context(), Operators.narrow(origin, operator(), step, true));
    }

    private HashPartitioner partitioner() {
        return new HashPartitioner(context().defaultParallelism());
    }
}
