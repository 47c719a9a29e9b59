package io.sakia.plan;

import io.sakia.Aggregate;
import io.sakia.Partitioner;
import io.sakia.function.TaskFunction;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ShuffleNode} does on the way. Made once for an operator; may serve many nodes.
 *
 * @param partitioner places each key
 * @param aggregate folds the values of a key, or null to keep each value
 * @param mapSide whether values are folded before they move as well as after
 * @param order the order of keys within a partition, or null for any (deterministic) order
 */
public record ShuffleSpec<K, V, C>(
        Partitioner partitioner,
        @Nullable TaskFunction<Aggregate<V, ?, C>> aggregate,
        boolean mapSide,
        @Nullable TaskFunction<Comparator<? super K>> order) {
    /** Refuses folding without an aggregate. */
    public ShuffleSpec {
        if (mapSide && aggregate == null) {
            throw new IllegalArgumentException("a shuffle without an aggregate has nothing to fold on the map side");
        }
    }
}
