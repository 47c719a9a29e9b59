package io.sakia.plan;

import io.sakia.Pair;
import java.util.List;

/**
 * For each key of any input, the list of its values in each input: what joins stand on. The inputs were placed alike, so partitions of
 * equal number are grouped side by side and nothing moves.
 *
 * <pre>
 *   [(a,1) (b,2) (a,3)]   and   [(b,x) (c,y)]   ──►   [(a,[[1,3],[]])  (b,[[2],[x]])  (c,[[],[y]])]
 * </pre>
 *
 * <p>Keys come in the order in which they were first seen, one input after the other; values in the order of their input.
 */
public final class CogroupNode<K> extends Plan<Pair<K, List<List<Object>>>> {
    private final List<? extends Plan<? extends Pair<K, ?>>> inputs;

    /** Groups one or more inputs of equal partitioners. */
    public CogroupNode(Origin origin, List<? extends Plan<? extends Pair<K, ?>>> inputs) {
        super(origin, inputs.get(0).partitions(), inputs.get(0).partitioner());
        this.inputs = List.copyOf(inputs);
        for (Plan<?> input : inputs) {
            if (partitioner() == null || !partitioner().equals(input.partitioner())) {
                throw new IllegalArgumentException(origin + " groups what was placed alike, not by " + partitioner()
                        + " and " + input.partitioner());
            }
        }
    }

    @Override
    public List<Plan<?>> inputs() {
        return List.copyOf(inputs);
    }

    /** The same as a function of the inputs' iterators that holds all keys of a partition in memory, for engines with no better way. */
    public ZipNode.ZipFunction<Pair<K, List<List<Object>>>> inMemory() {
        return InMemory::cogroup;
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
        return visitor.cogroup(this);
    }
}
