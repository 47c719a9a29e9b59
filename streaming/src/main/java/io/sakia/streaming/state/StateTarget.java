package io.sakia.streaming.state;

import io.sakia.connector.KeyGroups;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which state a task advances, and for which batch.
 *
 * <p>{@code keepFrom} bounds what a store remembers. It is the id of the oldest increment to which the driver may still go
 * back: that of the last sealed epoch, or {@link Increment#EMPTY} while none is sealed. Null stands for the accepted increment
 * itself: a driver that never goes back further than to the batch it runs needs no more. An id that was let go of before is no
 * error and changes nothing.
 *
 * @param operator the operator's name in the program
 * @param partition the partition, from 0
 * @param partitions how many partitions the operator's key groups are spread over
 * @param batch the id of the batch that is computed
 * @param keepFrom the oldest increment that may still be asked for, or null for the accepted one
 */
public record StateTarget(
        String operator,
        int partition,
        int partitions,
        long batch,
        @Nullable String keepFrom) implements Serializable {
    /** Refuses partitions that cannot be. */
    public StateTarget {
        if (partitions < 1 || partitions > KeyGroups.COUNT || partition < 0 || partition >= partitions) {
            throw new IllegalArgumentException("operator '" + operator + "' can't have state for partition " + partition
                    + " of " + partitions + ": there may be 1 to " + KeyGroups.COUNT + " partitions, counted from 0");
        }
    }

    /** A target whose store goes back to the accepted increment and no further. */
    public StateTarget(String operator, int partition, int partitions, long batch) {
        this(operator, partition, partitions, batch, null);
    }

    /** As {@code operator 'counts', partition 3 of 8, batch 17}. */
    @Override
    public String toString() {
        return "operator '" + operator + "', partition " + partition + " of " + partitions + ", batch " + batch;
    }
}
