package io.sakia.streaming.graph;

import io.sakia.StorageLevel;
import io.sakia.plan.CacheNode;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.Step;
import io.sakia.plan.UnionNode;
import io.sakia.streaming.error.GuardedSteps;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stateless operators: each turns its inputs' plans of a batch into its own. */
public final class Operators {
    private Operators() {}

    /** Makes a plan of one input's plan. */
    @FunctionalInterface
    public interface Planning<I, T> {
        /** The plan over an input's plan, in a batch. */
        Plan<T> over(Plan<I> input, Batch batch, Origin origin);
    }

    /** Makes a plan of two inputs' plans. */
    @FunctionalInterface
    public interface Planning2<I, J, T> {
        /** The plan over two inputs' plans, in a batch. */
        Plan<T> over(Plan<I> first, Plan<J> second, Batch batch, Origin origin);
    }

    /** Makes a plan of any number of inputs' plans. */
    @FunctionalInterface
    public interface PlanningMany<T> {
        /** The plan over the inputs' plans, in their order, in a batch. */
        Plan<T> over(List<Plan<?>> inputs, Batch batch, Origin origin);
    }

    /** A narrow step; the step is made once and serves every batch. */
    public static <I, T> Operator<T> narrow(
            Origin origin, Operator<I> input, Step<I, T> step, boolean keepsPartitioner) {
        return GuardedSteps.canGuard(step)
                ? new NarrowOperator<>(origin, input, step, keepsPartitioner)
                : own(origin, input, step, keepsPartitioner);
    }

    /** As {@link #narrow}, where the function is Sakia's own and does not fail. */
    public static <I, T> Operator<T> own(Origin origin, Operator<I> input, Step<I, T> step, boolean keepsPartitioner) {
        return unary(origin, input, (plan, batch, at) -> new NarrowNode<>(at, plan, step, keepsPartitioner));
    }

    /** Anything over one input. */
    public static <I, T> Operator<T> unary(Origin origin, Operator<I> input, Planning<I, T> planning) {
        return new Operator<>(origin, List.of(input)) {
            @Override
            protected @Nullable Plan<T> compute(Batch batch) {
                Plan<I> plan = input.plan(batch);
                return plan == null ? null : planning.over(plan, batch, origin());
            }
        };
    }

    /** Anything over two inputs of the same slide. */
    public static <I, J, T> Operator<T> binary(
            Origin origin, Operator<I> first, Operator<J> second, Planning2<I, J, T> planning) {
        sameSlide(origin, List.of(first, second));
        return new Operator<>(origin, List.of(first, second)) {
            @Override
            protected @Nullable Plan<T> compute(Batch batch) {
                Plan<I> left = first.plan(batch);
                Plan<J> right = second.plan(batch);
                return left == null || right == null ? null : planning.over(left, right, batch, origin());
            }
        };
    }

    /** Anything over one or more inputs of the same slide. */
    public static <T> Operator<T> many(Origin origin, List<? extends Operator<?>> inputs, PlanningMany<T> planning) {
        sameSlide(origin, inputs);
        return new Operator<>(origin, inputs) {
            @Override
            protected @Nullable Plan<T> compute(Batch batch) {
                List<Plan<?>> plans = new ArrayList<>(inputs.size());
                for (Operator<?> input : inputs) {
                    Plan<?> plan = input.plan(batch);
                    if (plan == null) {
                        return null;
                    }
                    plans.add(plan);
                }
                return planning.over(plans, batch, origin());
            }
        };
    }

    /** All records of several inputs of the same slide. */
    public static <T> Operator<T> union(Origin origin, List<Operator<T>> inputs) {
        sameSlide(origin, inputs);
        return new Operator<>(origin, inputs) {
            @Override
            protected @Nullable Plan<T> compute(Batch batch) {
                List<Plan<T>> plans = new ArrayList<>(inputs.size());
                for (Operator<T> input : inputs) {
                    Plan<T> plan = input.plan(batch);
                    if (plan != null) {
                        plans.add(plan);
                    }
                }
                return plans.isEmpty() ? null : new UnionNode<>(origin(), plans);
            }
        };
    }

    /** Keeps what the input computes for as long as the batch's plan lives. */
    public static <T> Operator<T> cache(Origin origin, Operator<T> input, StorageLevel level) {
        return new Operator<>(origin, List.of(input)) {
            @Override
            protected @Nullable Plan<T> compute(Batch batch) {
                Plan<T> plan = input.plan(batch);
                return plan == null ? null : new CacheNode<>(origin(), plan, level);
            }

            @Override
            public String note() {
                return "kept " + level;
            }
        };
    }

    private static void sameSlide(Origin origin, List<? extends Operator<?>> inputs) {
        long slide = inputs.get(0).slide();
        for (Operator<?> input : inputs) {
            if (input.slide() != slide) {
                throw new IllegalArgumentException(origin + " puts streams together that put out at different times ("
                        + inputs.get(0).origin() + " and " + input.origin() + "): give them the same slide");
            }
        }
    }
}
