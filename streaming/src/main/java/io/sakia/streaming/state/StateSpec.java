package io.sakia.streaming.state;

import io.sakia.HashPartitioner;
import io.sakia.Partitioner;
import io.sakia.function.Function3;
import io.sakia.function.Function4;
import io.sakia.function.NotNull;
import io.sakia.rdd.PairRDD;
import io.sakia.streaming.time.Durations;
import io.sakia.streaming.time.Time;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code mapWithState} does, in full. A specification never changes; each method gives another one.
 *
 * <pre>{@code
 * StateSpec.function((String user, Optional<Click> click, State<Visit> state) -> …)
 *         .timeout(Durations.minutes(30))
 *         .numPartitions(4)
 * }</pre>
 *
 * @param function gets the batch's time, a key, a value and the key's state, and gives what is sent on, if anything
 * @param partitioner places the keys, or null for the default
 * @param initialState the states to begin with, or null for none
 * @param timeout how long a key may stay away before its state goes, or null for ever
 */
public record StateSpec<K, V, S, M>(
        Function4<Time, K, Optional<V>, State<S>, Optional<M>> function,
        @Nullable HashPartitioner partitioner,
        @Nullable PairRDD<K, S> initialState,
        @Nullable Duration timeout) {
    /**
     * A specification with nothing but its function, which gives one record for each pair. The value is empty where the key is
     * {@linkplain #timeout(Duration) timing out}.
     */
    public static <K, V, S, M> StateSpec<K, V, S, M> function(Function3<K, Optional<V>, State<S>, M> function) {
        return function((time, key, value, state) -> Optional.of(NotNull.given(function.call(key, value, state))));
    }

    /** A specification with nothing but its function, which gets the batch's time and gives one record or none for each pair. */
    public static <K, V, S, M> StateSpec<K, V, S, M> function(
            Function4<Time, K, Optional<V>, State<S>, Optional<M>> function) {
        return new StateSpec<>(function, null, null, null);
    }

    /** The same in so many partitions. */
    public StateSpec<K, V, S, M> numPartitions(int numPartitions) {
        return new StateSpec<>(function, new HashPartitioner(numPartitions), initialState, timeout);
    }

    /**
     * The same with the keys placed by a hash partitioner.
     *
     * @throws IllegalArgumentException for another partitioner: states live in key groups, which are placed by hash, and what the function
     *     gives has no key by which it could be placed afterwards
     */
    public StateSpec<K, V, S, M> partitioner(Partitioner newPartitioner) {
        if (!(newPartitioner instanceof HashPartitioner hash)) {
            throw new IllegalArgumentException("mapWithState keeps its states in key groups, which " + newPartitioner
                    + " can't place: give a HashPartitioner or numPartitions, and place what comes out by partitionBy");
        }
        return new StateSpec<>(function, hash, initialState, timeout);
    }

    /**
     * The same with states to begin with: each key of the RDD has its state before the first pair of the first batch. The RDD is read in the
     * first batch and never again. A key that it has twice is refused.
     */
    public StateSpec<K, V, S, M> initialState(PairRDD<K, S> newInitialState) {
        return new StateSpec<>(function, partitioner, newInitialState, timeout);
    }

    /**
     * The same with a limit of how long a key may stay away. Time is that of batches: a key times out in the first batch whose time is at
     * least {@code idle} after that of the last batch which brought the key (for initial states: after the first batch), unless that batch
     * brings it again. Then the function is called once more, with an empty value and a state that {@linkplain State#isTimingOut() is timing
     * out}, after all pairs of the batch; what it gives is sent on, and the state is removed. Keys time out in the order in which they came
     * last. It happens without data too: batches at a fixed interval come anyway, and a self-clocked stream makes one for it.
     *
     * <pre>
     *   idle 2, batches of 1:   [a] [b] [b] [] []   calls a · b · b, a is out · nothing · b is out
     * </pre>
     *
     * @throws IllegalArgumentException when it is shorter than a millisecond
     */
    public StateSpec<K, V, S, M> timeout(Duration idle) {
        if (idle.toMillis() < 1) {
            throw new IllegalArgumentException("a timeout of " + Durations.text(idle)
                    + " would let no state live: give at least 1ms, and best several batch intervals");
        }
        return new StateSpec<>(function, partitioner, initialState, idle);
    }
}
