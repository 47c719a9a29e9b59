package io.sakia.streaming.state;

import io.sakia.HashPartitioner;
import io.sakia.function.Function3;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code mapWithState} does, in full.
 *
 * <pre>{@code
 * StateSpec.function((String word, Optional<Long> one, State<Long> state) -> …).numPartitions(4)
 * }</pre>
 *
 * @param function gets a key, a value and the key's state, and gives what is sent on
 * @param partitioner places the keys, or null for the default
 */
public record StateSpec<K, V, S, M>(
        Function3<K, Optional<V>, State<S>, M> function,
        @Nullable HashPartitioner partitioner) {
    /** A specification with nothing but its function. */
    public static <K, V, S, M> StateSpec<K, V, S, M> function(Function3<K, Optional<V>, State<S>, M> function) {
        return new StateSpec<>(function, null);
    }

    /** The same in so many partitions. */
    public StateSpec<K, V, S, M> numPartitions(int numPartitions) {
        return new StateSpec<>(function, new HashPartitioner(numPartitions));
    }
}
