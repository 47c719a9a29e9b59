package io.sakia.engine;

import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One run of an action over some partitions of a plan.
 *
 * @param origin the action that the user called, for errors and for the UI
 * @param plan what is computed
 * @param partitions which partitions, in the order of the results; no partition twice
 * @param action what is done with each
 * @param cancellation by which others can stop the job
 */
public record Job<T, R>(
        Origin origin, Plan<T> plan, List<Integer> partitions, Action<T, R> action, Cancellation cancellation) {
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

    /** A job over all partitions. */
    public static <T, R> Job<T, R> over(Origin origin, Plan<T> plan, Action<T, R> action, Cancellation cancellation) {
        return new Job<>(
                origin, plan, IntStream.range(0, plan.partitions()).boxed().toList(), action, cancellation);
    }
}
