package io.sakia.plan;

import java.util.List;

/**
 * Puts runs of neighbouring partitions together, of all or of a part of them, without moving anything between tasks otherwise.
 *
 * <pre>
 *   all of 0 … 4 in 2        [0 1] [2 3 4]
 *   from 1 to before 4       [1] [2] [3]      the others are not computed
 * </pre>
 */
public final class CoalesceNode<T> extends Plan<T> {
    private final Plan<T> input;
    private final int from;
    private final int to;

    /** At most {@code partitions} partitions, at least 1 if the input has any. */
    public CoalesceNode(Origin origin, Plan<T> input, int partitions) {
        super(origin, Math.min(check(partitions), input.partitions()), null);
        this.input = input;
        this.from = 0;
        this.to = input.partitions();
    }

    private CoalesceNode(Origin origin, Plan<T> input, int from, int to) {
        super(origin, to - from, null);
        this.input = input;
        this.from = from;
        this.to = to;
    }

    /** The partitions from {@code from} to before {@code to}, each by itself. No other partition of the input is computed. */
    public static <T> CoalesceNode<T> part(Origin origin, Plan<T> input, int from, int to) {
        if (from < 0 || to < from || to > input.partitions()) {
            throw new IllegalArgumentException("partitions " + from + " to before " + to + " are asked for, but "
                    + input.origin() + " has " + input.partitions());
        }
        return new CoalesceNode<>(origin, input, from, to);
    }

    /** What is put together. */
    public Plan<T> input() {
        return input;
    }

    /** The first of the input's partitions that make up partition {@code partition}; the last is {@code first(partition + 1) - 1}. */
    public int first(int partition) {
        return from + (int) ((long) partition * (to - from) / partitions());
    }

    @Override
    public List<Plan<?>> inputs() {
        return List.of(input);
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
        return visitor.coalesce(this);
    }

    private static int check(int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("coalesce needs at least 1 partition, not " + partitions);
        }
        return partitions;
    }
}
