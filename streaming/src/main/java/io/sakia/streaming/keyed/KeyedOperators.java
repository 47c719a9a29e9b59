package io.sakia.streaming.keyed;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.function.Function2;
import io.sakia.function.Function3;
import io.sakia.function.TaskFunction;
import io.sakia.plan.KeyedPlans;
import io.sakia.plan.Origin;
import io.sakia.plan.ShuffleSpec;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.WindowSpec;
import io.sakia.streaming.keyed.KeyedOperator.Definition;
import io.sakia.streaming.state.Panes;
import io.sakia.streaming.state.State;
import io.sakia.streaming.state.StateCopier;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the stateful operators. */
public final class KeyedOperators {
    private final String run;
    private final StoredTypes types;

    /**
     * For one run of a program.
     *
     * @param run a name that no other run in this JVM has
     * @param types what the program may store
     */
    public KeyedOperators(String run, StoredTypes types) {
        this.run = run;
        this.types = types;
    }

    /** A function of each pair and the state of its key. */
    public <K, V, S, M> Operator<M> mapWithState(
            Origin origin,
            Operator<Pair<K, V>> input,
            HashPartitioner partitioner,
            Function3<K, V, State<S>, M> function) {
        StateFunction<K, V, S, M> step = new MapWithState<>(TaskFunction.of(origin, function));
        return operator(origin, input, partitioner, false, step);
    }

    /** A function of all values of each key and its state. */
    public <K, V, S> Operator<Pair<K, S>> updateStateByKey(
            Origin origin,
            Operator<Pair<K, V>> input,
            HashPartitioner partitioner,
            Function2<List<V>, Optional<S>, Optional<S>> function) {
        StateFunction<K, V, S, Pair<K, S>> step = new UpdateStateByKey<>(TaskFunction.of(origin, function));
        return operator(origin, input, partitioner, true, step);
    }

    /** A sliding reduction by key, with an inverse or without. */
    public <K, V> Operator<Pair<K, V>> reduceByKeyAndWindow(
            Origin origin,
            Operator<Pair<K, V>> input,
            HashPartitioner partitioner,
            WindowSpec window,
            Function2<V, V, V> function,
            @Nullable Function2<V, V, V> inverse) {
        TaskFunction<Function2<V, V, V>> reduce = TaskFunction.of(origin, function);
        StateFunction<K, V, Panes<V>, Pair<K, V>> step =
                new WindowByKey<>(window, reduce, inverse == null ? null : TaskFunction.of(origin, inverse));
        TaskFunction<Aggregate<V, ?, V>> aggregate = TaskFunction.of(origin, Aggregate.reduce(function));
        ShuffleSpec<K, V, V> folded = new ShuffleSpec<>(partitioner, aggregate, true, null);
        return new KeyedOperator<>(
                origin,
                new Definition<>(
                        input,
                        (at, plan) -> KeyedPlans.aggregate(at, plan, folded),
                        partitioner,
                        window.slide(),
                        StateCopier.immutable(),
                        types,
                        true,
                        run,
                        TaskFunction.shared(step)));
    }

    private <K, V, S, R> Operator<R> operator(
            Origin origin,
            Operator<Pair<K, V>> input,
            HashPartitioner partitioner,
            boolean keepsKeys,
            StateFunction<K, V, S, R> step) {
        return new KeyedOperator<>(
                origin,
                new Definition<>(
                        input,
                        (at, plan) -> KeyedPlans.partition(at, plan, partitioner),
                        partitioner,
                        0,
                        this.<S>copier(),
                        types,
                        keepsKeys,
                        run,
                        TaskFunction.shared(step)));
    }

    @SuppressWarnings("unchecked") // the copier gives a copy of the same type as it got
    private <S> StateCopier<S> copier() {
        return (StateCopier<S>) (StateCopier<?>) types;
    }
}
