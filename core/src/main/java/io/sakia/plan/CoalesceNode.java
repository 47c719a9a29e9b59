package io.sakia.plan;

import java.util.List;

/** Puts runs of neighbouring partitions together, without moving anything between tasks otherwise. */
public final class CoalesceNode<T> extends Plan<T> {
    private final Plan<T> input;

    /** At most {@code partitions} partitions, at least 1 if the input has any. */
    public CoalesceNode(Origin origin, Plan<T> input, int partitions) {
        super(origin, Math.min(check(partitions), input.partitions()), null);
        this.input = input;
    }

    /** What is put together. */
    public Plan<T> input() {
        return input;
    }

    /** The first of the input's partitions that make up partition {@code partition}; the last is {@code first(partition + 1) - 1}. */
    public int first(int partition) {
        return (int) ((long) partition * input.partitions() / partitions());
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
