package io.sakia.plan;

import java.util.List;

/** Applies a step to each partition by itself. */
public final class NarrowNode<I, T> extends Plan<T> {
    private final Plan<I> input;
    private final Step<I, T> step;

    /**
     * Applies a step.
     *
     * @param keepsPartitioner whether the records stay pairs with the keys they had
     */
    public NarrowNode(Origin origin, Plan<I> input, Step<I, T> step, boolean keepsPartitioner) {
        super(origin, input.partitions(), keepsPartitioner ? input.partitioner() : null);
        this.input = input;
        this.step = step;
    }

    /** What the step reads. */
    public Plan<I> input() {
        return input;
    }

    /** What is done. */
    public Step<I, T> step() {
        return step;
    }

    @Override
    public List<Plan<?>> inputs() {
        return List.of(input);
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
        return visitor.narrow(this);
    }
}
