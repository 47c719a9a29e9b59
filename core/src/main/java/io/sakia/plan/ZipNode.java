package io.sakia.plan;

import io.sakia.function.TaskFunction;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/** Reads the partitions of equal number of several inputs side by side: what joins and cogroups stand on. */
public final class ZipNode<T> extends Plan<T> {
    private final List<Plan<?>> inputs;
    private final TaskFunction<ZipFunction<T>> function;

    /**
     * Zips inputs of the same number of partitions.
     *
     * @param keepsPartitioner whether the records are pairs, placed as those of the first input
     */
    public ZipNode(
            Origin origin, List<Plan<?>> inputs, TaskFunction<ZipFunction<T>> function, boolean keepsPartitioner) {
        super(origin, count(inputs), keepsPartitioner ? inputs.get(0).partitioner() : null);
        this.inputs = List.copyOf(inputs);
        this.function = function;
    }

    /** What is done with the iterators, which stand in the order of the inputs. */
    public TaskFunction<ZipFunction<T>> function() {
        return function;
    }

    @Override
    public List<Plan<?>> inputs() {
        return inputs;
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
        return visitor.zip(this);
    }

    private static int count(List<Plan<?>> inputs) {
        int partitions = inputs.get(0).partitions();
        for (Plan<?> input : inputs) {
            if (input.partitions() != partitions) {
                throw new IllegalArgumentException("inputs that are zipped need the same number of partitions, not "
                        + inputs.stream().map(Plan::partitions).toList());
            }
        }
        return partitions;
    }

    /** A function of several partitions' iterators. */
    @FunctionalInterface
    public interface ZipFunction<T> extends Serializable {
        /** Gives the records of one partition; pulls its inputs as it needs them. */
        Iterator<T> call(List<Iterator<?>> records) throws Exception;
    }
}
