package io.sakia.engine;

import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import java.util.Arrays;
import java.util.List;

/**
 * One run of an action over some partitions of a plan.
 *
 * @param origin the action that the user called, for errors and for the UI
 * @param plan what is computed
 * @param partitions which partitions, in the order of the results; no partition twice
 * @param action what is done with each
 * @param cancellation by which others can stop the job
 * @param properties how it is treated
 * @param progress is told each result as soon as it is there
 */
public record Job<T, R>(
        Origin origin,
        Plan<T> plan,
        List<Integer> partitions,
        Action<T, R> action,
        Cancellation cancellation,
        JobProperties properties,
        Progress<R> progress) {
    /** Refuses partitions that the plan does not have. */
    public Job {
        partitions = List.copyOf(partitions);
        for (int partition : partitions) {
            if (partition < 0 || partition >= plan.partitions()) {
                throw new IllegalArgumentException(
                        "partition " + partition + " is asked for, but " + plan.origin() + " has " + plan.partitions());
            }
        }
    }

    /** A job like any other, whose results are wanted at its end. */
    public Job(Origin origin, Plan<T> plan, List<Integer> partitions, Action<T, R> action, Cancellation cancellation) {
        this(origin, plan, partitions, action, cancellation, JobProperties.NONE, Progress.none());
    }

    /** A job over all partitions. */
    public static <T, R> Job<T, R> over(Origin origin, Plan<T> plan, Action<T, R> action, Cancellation cancellation) {
        return new Job<>(origin, plan, allPartitions(plan), action, cancellation);
    }

    /** The numbers of all partitions of a plan. */
    public static List<Integer> allPartitions(Plan<?> plan) {
        Integer[] partitions = new Integer[plan.partitions()];
        Arrays.setAll(partitions, Integer::valueOf);
        return List.of(partitions);
    }

    /** Is told results while the job runs, in the order in which they come. */
    @FunctionalInterface
    public interface Progress<R> {
        /**
         * The result of a partition is there; told once for each. Called on a thread of the engine's that others wait for: returns at once,
         * calls nothing of the engine, throws nothing.
         *
         * @param position the position of the partition among those that were asked for
         */
        void succeeded(int position, R result);

        /** Nobody who listens. */
        static <R> Progress<R> none() {
            return Nobody.told();
        }

        /** Whether anybody listens. */
        default boolean isWanted() {
            return true;
        }
    }

    private static final class Nobody implements Progress<Object> {
        private static final Nobody INSTANCE = new Nobody();

        @SuppressWarnings("unchecked") // it looks at no result
        static <R> Progress<R> told() {
            return (Progress<R>) (Progress<?>) INSTANCE;
        }

        @Override
        public void succeeded(int position, Object result) {}

        @Override
        public boolean isWanted() {
            return false;
        }
    }
}
