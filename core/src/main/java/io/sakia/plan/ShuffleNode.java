package io.sakia.plan;

import io.sakia.Pair;
import java.util.List;

/**
 * Moves each pair to the partition of its key, and folds and orders on the way. It is where stages are cut.
 *
 * <pre>
 *   [(a,1) (b,1)] [(a,1)] ── HashPartitioner(2), reduce(+) ──► [(a,2)] [(b,1)]
 * </pre>
 *
 * <p>Values of one key meet in the order of (input partition, position), on every engine that promises an order; without an
 * aggregate C is V.
 */
public final class ShuffleNode<K, V, C> extends Plan<Pair<K, C>> {
    private final Plan<Pair<K, V>> input;
    private final ShuffleSpec<K, V, C> spec;

    /** Shuffles the input as the specification says. */
    public ShuffleNode(Origin origin, Plan<Pair<K, V>> input, ShuffleSpec<K, V, C> spec) {
        super(origin, spec.partitioner().numPartitions(), spec.partitioner());
        this.input = input;
        this.spec = spec;
    }

    /** What is shuffled. */
    public Plan<Pair<K, V>> input() {
        return input;
    }

    /** How it is shuffled. */
    public ShuffleSpec<K, V, C> spec() {
        return spec;
    }

    @Override
    public List<Plan<?>> inputs() {
        return List.of(input);
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
        return visitor.shuffle(this);
    }
}
