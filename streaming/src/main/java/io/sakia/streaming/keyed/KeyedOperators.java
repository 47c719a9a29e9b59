package io.sakia.streaming.keyed;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.function.Function;
import io.sakia.function.Function2;
import io.sakia.function.Function3;
import io.sakia.function.TaskFunction;
import io.sakia.plan.KeyedPlans;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.ShuffleSpec;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.WindowSpec;
import io.sakia.streaming.keyed.KeyedOperator.Definition;
import io.sakia.streaming.keyed.KeyedOperator.Output;
import io.sakia.streaming.keyed.KeyedOperator.Placing;
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
        return operator(origin, input, partitioner, (at, records) -> records, false, step);
    }

    /** A function of all values of each key and its state. */
    public <K, V, S> Operator<Pair<K, S>> updateStateByKey(
            Origin origin,
            Operator<Pair<K, V>> input,
            Partitioner partitioner,
            Function2<List<V>, Optional<S>, Optional<S>> function) {
        StateFunction<K, V, S, Pair<K, S>> step = new UpdateStateByKey<>(TaskFunction.of(origin, function));
        return operator(origin, input, StatePlaces.of(partitioner), StatePlaces.output(partitioner), true, step);
    }

    /**
     * A sliding aggregation by key: each batch is folded once, and panes of batches are put together, or taken out of a running total
     * where the aggregate {@linkplain Aggregate#canSubtract can subtract}. Accumulators are state: they are of types that can be stored.
     *
     * @param filter what is put out, or null for all; what it leaves out stays in the window
     */
    public <K, V, A extends @Nullable Object, R> Operator<Pair<K, R>> aggregateByKeyAndWindow(
            Origin origin,
            Operator<Pair<K, V>> input,
            Partitioner partitioner,
            WindowSpec window,
            Aggregate<V, A, R> aggregate,
            @Nullable Function<Pair<K, R>, Boolean> filter) {
        HashPartitioner states = StatePlaces.of(partitioner);
        ShuffleSpec<K, V, A> folded =
                new ShuffleSpec<>(states, TaskFunction.of(origin, new Partials<>(aggregate)), true, null);
        StateFunction<K, A, Panes<A>, Pair<K, R>> step = new WindowByKey<>(
                window, TaskFunction.of(origin, aggregate), filter == null ? null : TaskFunction.of(origin, filter));
        return new KeyedOperator<>(
                origin,
                new Definition<>(
                        input,
                        placing(input, (at, plan) -> KeyedPlans.aggregate(at, plan, folded)),
                        states,
                        StatePlaces.output(partitioner),
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
            Output<R> output,
            boolean keepsKeys,
            StateFunction<K, V, S, R> step) {
        return new KeyedOperator<>(
                origin,
                new Definition<>(
                        input,
                        placing(input, (at, plan) -> KeyedPlans.partition(at, plan, partitioner)),
                        partitioner,
                        output,
                        0,
                        this.<S>copier(),
                        types,
                        keepsKeys,
                        run,
                        TaskFunction.shared(step)));
    }

    private static <K, V, I> Placing<K, I> placing(Operator<Pair<K, V>> input, PairPlacing<K, V, I> place) {
        return (origin, batch) -> {
            Plan<Pair<K, V>> plan = input.plan(batch);
            return plan == null ? null : place.over(origin, plan);
        };
    }

    /** Places the pairs of a plan by key. */
    private interface PairPlacing<K, V, I> {
        Plan<Pair<K, I>> over(Origin origin, Plan<Pair<K, V>> plan);
    }

    @SuppressWarnings("unchecked") // the copier gives a copy of the same type as it got
    private <S> StateCopier<S> copier() {
        return (StateCopier<S>) (StateCopier<?>) types;
    }
}
