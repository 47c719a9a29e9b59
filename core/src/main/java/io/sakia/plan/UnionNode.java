package io.sakia.plan;

import io.sakia.Partitioner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All partitions of all inputs, in order. Where every input was placed by the same partitioner the partitions of equal number
 * are put together instead, and the partitioner is kept.
 */
public final class UnionNode<T> extends Plan<T> {
    private final List<Plan<T>> inputs;

    /** The union of one or more inputs. */
    public UnionNode(Origin origin, List<Plan<T>> inputs) {
        super(origin, count(inputs), shared(inputs));
        this.inputs = List.copyOf(inputs);
    }

    /** The inputs with their type. */
    public List<Plan<T>> parts() {
        return inputs;
    }

    /** Whether partition i holds partition i of every input, instead of the inputs' partitions one after another. */
    public boolean sideBySide() {
        return partitioner() != null;
    }

    @Override
    public List<Plan<?>> inputs() {
        return List.copyOf(inputs);
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
        return visitor.union(this);
    }

    private static <T> int count(List<Plan<T>> inputs) {
        Partitioner shared = shared(inputs);
        return shared != null
                ? shared.numPartitions()
                : inputs.stream().mapToInt(Plan::partitions).sum();
    }

    private static <T> @Nullable Partitioner shared(List<Plan<T>> inputs) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("a union needs at least one input");
        }
        Partitioner first = inputs.get(0).partitioner();
        return first != null && inputs.stream().allMatch(input -> first.equals(input.partitioner())) ? first : null;
    }
}
