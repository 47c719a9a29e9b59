package io.sakia.streaming;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.function.Function;
import io.sakia.function.Function2;
import io.sakia.function.Function3;
import io.sakia.function.Function4;
import io.sakia.function.NotNull;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.rdd.PairRDD;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.keyed.TimerFunctions;
import io.sakia.streaming.state.Mapping;
import io.sakia.streaming.state.State;
import io.sakia.streaming.state.StateSpec;
import io.sakia.streaming.state.TimedState;
import io.sakia.streaming.state.Timer;
import io.sakia.streaming.time.Durations;
import io.sakia.streaming.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Defines the operations of {@link PairDStream} that keep states.
 *
 * @param context where they are defined
 * @param origin the user's call
 * @param input the pairs
 */
record StatesByKey<K, V>(StreamingContext context, Origin origin, Operator<Pair<K, V>> input) {
    /** All states of all keys. */
    <S> PairDStream<K, S> update(
            Partitioner partitioner,
            @Nullable PairRDD<K, S> initial,
            Function2<List<V>, Optional<S>, Optional<S>> function) {
        return new PairDStream<>(
                context, context.keyed().updateStateByKey(origin, input, partitioner, plan(initial), function));
    }

    /** What a function gives that knows its states' class. */
    <S, M> MapWithStateDStream<K, V, S, M> map(Class<S> type, Function3<K, V, State<S>, M> function) {
        context.requireStorable(origin, type);
        Mapping<K, V, S, M> mapping = (time, key, value, state, out) -> out.accept(
                NotNull.given(function.call(key, Objects.requireNonNull(value, "a pair has the value null"), state)));
        return new MapWithStateDStream<>(
                context, context.keyed().mapWithState(origin, input, hash(), type, null, 0, mapping));
    }

    /** What a function gives, by a specification. */
    <S, M> MapWithStateDStream<K, V, S, M> map(StateSpec<K, V, S, M> spec) {
        HashPartitioner given = spec.partitioner();
        Duration timeout = spec.timeout();
        Function4<Time, K, Optional<V>, State<S>, Optional<M>> function = spec.function();
        Mapping<K, V, S, M> mapping = (time, key, value, state, out) ->
                function.call(time, key, Optional.ofNullable(value), state).ifPresent(out);
        return new MapWithStateDStream<>(
                context,
                context.keyed()
                        .mapWithState(
                                origin,
                                input,
                                given == null ? hash() : given,
                                null,
                                plan(spec.initialState()),
                                timeout == null ? 0 : timeout.toMillis(),
                                mapping));
    }

    /** What a function gives, and one for the timers that it sets. */
    <S, M> MapWithStateDStream<K, V, S, M> map(
            Class<S> type,
            Function3<K, V, TimedState<S>, ? extends Iterable<M>> onRecord,
            Function3<K, Timer, TimedState<S>, ? extends Iterable<M>> onTimer) {
        context.requireStorable(origin, type);
        return new MapWithStateDStream<>(
                context,
                context.keyed().mapWithTimers(origin, input, hash(), type, new TimerFunctions<>(onRecord, onTimer)));
    }

    /** The first of each key, as {@code sent} makes it. */
    <R> Operator<R> deduplicate(Duration within, boolean keepsKeys, Function<Pair<K, V>, R> sent) {
        if (within.toMillis() < 1) {
            throw new IllegalArgumentException(origin + " can't remember keys for " + Durations.text(within)
                    + ": give at least 1ms; the batch interval drops what repeats within a batch");
        }
        return context.keyed().deduplicate(origin, input, hash(), within.toMillis(), keepsKeys, sent);
    }

    private HashPartitioner hash() {
        return new HashPartitioner(context.defaultParallelism());
    }

    private <S> @Nullable Plan<Pair<K, S>> plan(@Nullable PairRDD<K, S> states) {
        if (states != null && states.context() != context.sakiaContext()) {
            throw new IllegalArgumentException(
                    origin + " begins with an RDD of another context: make it on this stream's,"
                            + " as in ssc.sakiaContext().parallelizePairs(…)");
        }
        return states == null ? null : states.plan();
    }
}
