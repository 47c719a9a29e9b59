package io.sakia.plan;

import io.sakia.HashPartitioner;
import io.sakia.Partitioner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The partitioner of an operation by key that was given none.
 *
 * <p>The rule: of the partitioners that placed the inputs, the one with the most partitions (the first of several) is taken, so
 * that what it placed does not move; unless it has fewer partitions than the default and less than a tenth of those of the widest
 * input, which would press much data into few partitions. Otherwise keys go by hash into the default number of partitions.
 *
 * <pre>
 *   by hash in 4, unplaced in 8       the hash of 4
 *   by hash in 4, by range in 6       the ranges
 *   by hash in 4, unplaced in 400     the default
 * </pre>
 */
public final class DefaultPartitioner {
    private static final int MUCH_WIDER = 10;

    private DefaultPartitioner() {}

    /** The partitioner for one or more inputs, where {@code parallelism} is the default number of partitions. */
    public static Partitioner of(int parallelism, List<? extends Plan<?>> inputs) {
        @Nullable Partitioner largest = null;
        int widest = 0;
        for (Plan<?> input : inputs) {
            Partitioner placed = input.partitioner();
            if (placed != null && (largest == null || placed.numPartitions() > largest.numPartitions())) {
                largest = placed;
            }
            widest = Math.max(widest, input.partitions());
        }
        return largest != null
                        && (widest < (long) MUCH_WIDER * largest.numPartitions()
                                || parallelism <= largest.numPartitions())
                ? largest
                : new HashPartitioner(parallelism);
    }
}
