package io.sakia.streaming.error;

import io.sakia.Pair;
import io.sakia.function.FlatMapFunction;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.Step;
import io.sakia.plan.StepVisitor;

/**
 * The steps that do what one step does, with a {@link Guard} around its function. They are steps like any others, so an engine need not know of
 * them. Made once for an operator.
 *
 * <pre>
 *   map       ──►  map (a mark for what is rejected) ─ filter (all but the mark)
 *   filter    ──►  filter
 *   flatMap   ──►  flatMap
 * </pre>
 *
 * @param <I> what comes in
 * @param <T> what goes out
 */
public interface GuardedSteps<I, T> {
    /** The plan over an input. */
    Plan<T> over(Origin origin, Plan<I> input, boolean keepsPartitioner);

    /** Whether a step's function can be guarded. */
    static boolean canGuard(Step<?, ?> step) {
        return !(step instanceof Step.MapPartitions) && !(step instanceof Step.FoldByKey);
    }

    /** The steps for a step that {@linkplain #canGuard can be guarded}. */
    static <I, T> GuardedSteps<I, T> of(Step<I, T> step, Guard guard) {
        GuardedSteps<?, ?> steps = step.accept(new Guarding(guard));
        @SuppressWarnings("unchecked") // they are those of this step
        GuardedSteps<I, T> its = (GuardedSteps<I, T>) steps;
        return its;
    }

    /** Puts the guard around the function of a step. */
    record Guarding(Guard guard) implements StepVisitor<GuardedSteps<?, ?>> {
        @Override
        public <I, T> GuardedSteps<I, T> map(Step.Map<I, T> step) {
            java.util.function.Function<Function<I, T>, Function<I, Object>> wrapping =
                    function -> new Rejecting.Mapping<>(function, guard);
            Step<I, Object> map = new Step.Map<>(step.function().wrapped(wrapping));
            Step<Object, Object> filter = new Step.Filter<>(TaskFunction.shared(new Rejecting.Passing()));
            return (origin, input, keeps) -> {
                Plan<Object> mapped = new NarrowNode<>(origin, input, map, keeps);
                @SuppressWarnings("unchecked") // all but the marks are results of the function
                Plan<T> results = (Plan<T>) new NarrowNode<>(origin, mapped, filter, keeps);
                return results;
            };
        }

        @Override
        public <T> GuardedSteps<T, T> filter(Step.Filter<T> step) {
            java.util.function.Function<Function<T, Boolean>, Function<T, Boolean>> wrapping =
                    function -> new Rejecting.Choosing<>(function, guard);
            Step<T, T> filter = new Step.Filter<>(step.function().wrapped(wrapping));
            return (origin, input, keeps) -> new NarrowNode<>(origin, input, filter, keeps);
        }

        @Override
        public <I, T> GuardedSteps<I, T> flatMap(Step.FlatMap<I, T> step) {
            java.util.function.Function<FlatMapFunction<I, T>, FlatMapFunction<I, T>> wrapping =
                    function -> new Rejecting.Flattening<>(function, guard);
            Step<I, T> flatMap = new Step.FlatMap<>(step.function().wrapped(wrapping));
            return (origin, input, keeps) -> new NarrowNode<>(origin, input, flatMap, keeps);
        }

        @Override
        public <I, T> GuardedSteps<I, T> mapPartitions(Step.MapPartitions<I, T> step) {
            throw noRecordAtATime();
        }

        @Override
        public <K, V, C> GuardedSteps<Pair<K, V>, Pair<K, C>> foldByKey(Step.FoldByKey<K, V, C> step) {
            throw noRecordAtATime();
        }

        private static IllegalStateException noRecordAtATime() {
            return new IllegalStateException("a step over whole partitions has no record to reject");
        }
    }
}
