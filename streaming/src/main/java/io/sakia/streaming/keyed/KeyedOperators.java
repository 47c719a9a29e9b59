package io.sakia.streaming.keyed;

import io.sakia.Accumulator;
import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.connector.EventTime;
import io.sakia.function.Function;
import io.sakia.function.Function2;
import io.sakia.function.Function3;
import io.sakia.function.TaskFunction;
import io.sakia.plan.KeyedPlans;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.ShuffleSpec;
import io.sakia.plan.Step;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.Operators;
import io.sakia.streaming.graph.Totals;
import io.sakia.streaming.graph.WindowSpec;
import io.sakia.streaming.keyed.KeyedOperator.Definition;
import io.sakia.streaming.keyed.KeyedOperator.Output;
import io.sakia.streaming.keyed.KeyedOperator.Placing;
import io.sakia.streaming.state.KeyPanes;
import io.sakia.streaming.state.Mapping;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.state.StateHome;
import io.sakia.streaming.window.Window;
import io.sakia.streaming.window.WindowKind;
import io.sakia.streaming.window.WindowsOn;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the stateful operators. */
public final class KeyedOperators {
    private final StateHome home;
    private final StoredTypes types;

    /**
     * For one run of a program.
     *
     * @param home where states are in executors
     * @param types what the program may store
     */
    public KeyedOperators(StateHome home, StoredTypes types) {
        this.home = home;
        this.types = types;
    }

    /**
     * A function of each pair and the state of its key.
     *
     * @param declared the class of the states, or null if the program gave none
     * @param initial the states to begin with, or null for none
     * @param timeout in milliseconds how long a key may stay away, or 0 for ever
     */
    public <K, V, S, M> MappedStates<K, S, M> mapWithState(
            Origin origin,
            Operator<Pair<K, V>> input,
            HashPartitioner partitioner,
            @Nullable Class<S> declared,
            @Nullable Plan<Pair<K, S>> initial,
            long timeout,
            Mapping<K, V, S, M> mapping) {
        TaskFunction<Mapping<K, V, S, M>> function = TaskFunction.of(origin, mapping);
        Placing<K, V> placing = placing(input, (at, plan) -> KeyedPlans.partition(at, plan, partitioner));
        Output<M> output = (at, records) -> records;
        KeyedOperator<K, V, ?, M> operator = timeout == 0
                ? new KeyedOperator<>(
                        origin,
                        define(
                                input,
                                placing,
                                partitioner,
                                output,
                                types.<S>copier(),
                                new MapWithState<>(function, declared)))
                : new KeyedOperator<>(
                        origin,
                        define(
                                input,
                                placing,
                                partitioner,
                                output,
                                StateCopier.immutable(),
                                new MapWithTimeout<>(function, timeout)));
        return new MappedStates<>(operator.beginningWith(initial));
    }

    /**
     * A function of each pair and the state of its key, and one of each timer that these have set.
     *
     * @param declared the class of the states
     */
    public <K, V, S, M> MappedStates<K, S, M> mapWithTimers(
            Origin origin,
            Operator<Pair<K, V>> input,
            HashPartitioner partitioner,
            Class<S> declared,
            TimerFunctions<K, V, S, M> functions) {
        Placing<K, V> placing = placing(input, (at, plan) -> KeyedPlans.partition(at, plan, partitioner));
        StateFunction<K, V, Timed<S>, M> step = new MapWithTimers<>(
                TaskFunction.of(origin, functions),
                declared,
                !input.eventClocks().isEmpty(),
                null);
        return new MappedStates<>(new KeyedOperator<>(
                origin, define(input, placing, partitioner, (at, records) -> records, StateCopier.immutable(), step)));
    }

    /**
     * A function of all values of each key and its state.
     *
     * @param initial the states to begin with, or null for none
     */
    public <K, V, S> Operator<Pair<K, S>> updateStateByKey(
            Origin origin,
            Operator<Pair<K, V>> input,
            Partitioner partitioner,
            @Nullable Plan<Pair<K, S>> initial,
            Function2<List<V>, Optional<S>, Optional<S>> function) {
        HashPartitioner states = StatePlaces.of(partitioner);
        Placing<K, V> placing = placing(input, (at, plan) -> KeyedPlans.partition(at, plan, states));
        StateFunction<K, V, S, Pair<K, S>> step = new UpdateStateByKey<>(TaskFunction.of(origin, function));
        Definition<K, V, S, Pair<K, S>> definition =
                define(input, placing, states, StatePlaces.output(partitioner), types.copier(), step);
        return new KeyedOperator<>(origin, definition.keepingKeys()).beginningWith(initial);
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
        StateFunction<K, A, KeyPanes<A>, Pair<K, R>> step = new WindowByKey<>(
                window, TaskFunction.of(origin, aggregate), filter == null ? null : TaskFunction.of(origin, filter));
        Placing<K, A> placing = placing(input, (at, plan) -> KeyedPlans.aggregate(at, plan, folded));
        Definition<K, A, KeyPanes<A>, Pair<K, R>> definition =
                define(input, placing, states, StatePlaces.output(partitioner), StateCopier.immutable(), step);
        return new KeyedOperator<>(origin, definition.keepingKeys().every(window.slide()));
    }

    /**
     * As {@link #aggregateByKeyAndWindow}, over all records together: at most one result once a slide.
     *
     * @param ofNothing whether a window without records gives the result of no records; if not, it gives none
     */
    public <T, A extends @Nullable Object, R> Operator<R> aggregateByWindow(
            Origin origin, Operator<T> input, WindowSpec window, Aggregate<T, A, R> aggregate, boolean ofNothing) {
        Operator<Pair<Integer, A>> parts = Totals.parts(origin, input, aggregate);
        Aggregate<A, A, A> partials = new Partials<>(Totals.merging(aggregate));
        ShuffleSpec<Integer, A, A> folded =
                new ShuffleSpec<>(Totals.ONE, TaskFunction.of(origin, partials), true, null);
        Placing<Integer, A> placing = placing(parts, (at, plan) -> KeyedPlans.aggregate(at, plan, folded));
        WindowByKey<Integer, A, R> byKey = new WindowByKey<>(window, TaskFunction.of(origin, aggregate), null);
        Definition<Integer, A, KeyPanes<A>, R> definition = define(
                parts,
                placing,
                Totals.ONE,
                (at, records) -> records,
                StateCopier.immutable(),
                new WindowTotal<>(byKey, ofNothing));
        return new KeyedOperator<>(origin, definition.every(window.slide()));
    }

    /**
     * Windows of every kind by key. This is where the operator for them is chosen.
     *
     * @param keepsRecords whether accumulators are as large as what came: totals of many of them would be larger than all panes
     * @param finish makes what is put out of a key, a window and its result; null if the result is put out
     * @param late counts the records that come too late for all windows
     */
    public <K, T, A extends @Nullable Object, R> WindowedResults<K, T> windows(
            Origin origin,
            Operator<Pair<K, T>> input,
            HashPartitioner partitioner,
            WindowsOn<T> windows,
            Aggregate<T, A, R> aggregate,
            boolean keepsRecords,
            @Nullable Function3<K, Window, R, ?> finish,
            Accumulator<Long, Long> late) {
        Placing<K, T> placing = placing(input, (at, plan) -> KeyedPlans.partition(at, plan, partitioner));
        TaskFunction<EventTime.Millis<T>> time = windows.time()
                .map(each -> TaskFunction.of(origin, each.millis()))
                .orElse(null);
        TaskFunction<Aggregate<T, A, R>> fold = TaskFunction.of(origin, aggregate);
        TaskFunction<Function3<K, Window, R, ?>> finisher = finish == null ? null : TaskFunction.of(origin, finish);
        if (time != null
                && windows.isPlain()
                && windows.kind() instanceof WindowKind.Sliding sliding
                && (sliding.size() == sliding.slide() || !keepsRecords)) {
            StateFunction<K, T, KeyPanes<A>, Object> step =
                    new PlainWindowsByKey<>(sliding, time, fold, finisher, late);
            return new WindowedResults<>(new KeyedOperator<>(
                    origin,
                    define(input, placing, partitioner, WindowedResults.output(), StateCopier.immutable(), step)));
        }
        StateFunction<K, T, KeyWindows<A>, Object> step =
                new WindowsByKey<>(windows.rules(), time, fold, finisher, late);
        return new WindowedResults<>(new KeyedOperator<>(
                origin, define(input, placing, partitioner, WindowedResults.output(), StateCopier.immutable(), step)));
    }

    /**
     * Records of two streams that have one key and are close in time.
     *
     * @param late counts the records that come too late
     */
    public <K, T, U> JoinedResults<K, T, U> join(
            Origin origin,
            Operator<Pair<K, T>> left,
            Operator<Pair<K, U>> right,
            HashPartitioner partitioner,
            JoinBounds<T, U> bounds,
            Accumulator<Long, Long> late) {
        Operator<Pair<K, Sided>> both =
                Operators.union(origin, List.of(sided(origin, left, true), sided(origin, right, false)));
        Placing<K, Sided> placing = placing(both, (at, plan) -> KeyedPlans.partition(at, plan, partitioner));
        StateFunction<K, Sided, JoinSides, Object> step = new JoinInTime<>(
                bounds.before(),
                bounds.after(),
                time(origin, bounds.leftTime()),
                time(origin, bounds.rightTime()),
                bounds.keepsLeft(),
                bounds.keepsRight(),
                late);
        return new JoinedResults<>(new WindowedResults<>(new KeyedOperator<>(
                origin, define(both, placing, partitioner, WindowedResults.output(), StateCopier.immutable(), step))));
    }

    private static <K, T> Operator<Pair<K, Sided>> sided(Origin origin, Operator<Pair<K, T>> input, boolean isLeft) {
        Step<Pair<K, T>, Pair<K, Sided>> step =
                new Step.Map<>(TaskFunction.shared(pair -> Pair.of(pair.key(), new Sided(isLeft, pair.value()))));
        return Operators.narrow(origin, input, step, true);
    }

    @SuppressWarnings("unchecked") // it is called with the records of its stream
    private static <T> TaskFunction<EventTime.Millis<Object>> time(Origin origin, EventTime.Millis<T> time) {
        return TaskFunction.of(origin, (EventTime.Millis<Object>) time);
    }

    /**
     * The first value of each key, and others only when {@code within} milliseconds have passed since that one.
     *
     * @param keepsKeys whether {@code sent} gives the pairs that it gets
     * @param sent makes what is put out of a key and its first value
     */
    public <K, V, R> Operator<R> deduplicate(
            Origin origin,
            Operator<Pair<K, V>> input,
            HashPartitioner partitioner,
            long within,
            boolean keepsKeys,
            Function<Pair<K, V>, R> sent) {
        Aggregate<V, ?, V> first = Aggregate.reduce((older, newer) -> older);
        ShuffleSpec<K, V, V> firsts = new ShuffleSpec<>(partitioner, TaskFunction.of(origin, first), true, null);
        Placing<K, V> placing = placing(input, (at, plan) -> KeyedPlans.aggregate(at, plan, firsts));
        Definition<K, V, Long, R> definition = define(
                input,
                placing,
                partitioner,
                (at, records) -> records,
                StateCopier.immutable(),
                new DeduplicateByKey<>(within, sent));
        return new KeyedOperator<>(origin, keepsKeys ? definition.keepingKeys() : definition);
    }

    private <K, I, S, R> Definition<K, I, S, R> define(
            Operator<?> input,
            Placing<K, I> placing,
            HashPartitioner partitioner,
            Output<R> output,
            StateCopier<S> copier,
            StateFunction<K, I, S, R> step) {
        return new Definition<>(
                input, placing, partitioner, output, 0, copier, types, false, home, TaskFunction.shared(step));
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
}
