package io.sakia.streaming.state;

import io.sakia.connector.KeyGroups;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which state a task advances, and for which batch.
 *
 * <p>A store keeps the accepted version, from which the batch starts, and all that is made of it; nothing older can be gone back to.
 * {@code stored} names the older version that was stored last, {@link Increment#EMPTY} while none was: since that one the store knows which
 * keys have changed. An id that is not known is no error: then the store knows nothing of changes, and stores all keys.
 *
 * @param operator the operator's name in the program
 * @param partition the partition, from 0
 * @param partitions how many partitions the operator's key groups are spread over
 * @param batch the id of the batch that is computed
 * @param stored the increment that was stored last, or null where states are not stored
 */
public record StateTarget(
        String operator,
        int partition,
        int partitions,
        long batch,
        @Nullable String stored) implements Serializable {
    /** Refuses partitions that cannot be. */
    public StateTarget {
        if (partitions < 1 || partitions > KeyGroups.COUNT || partition < 0 || partition >= partitions) {
            throw new IllegalArgumentException("operator '" + operator + "' can't have state for partition " + partition
                    + " of " + partitions + ": there may be 1 to " + KeyGroups.COUNT + " partitions, counted from 0");
        }
    }

    /** A target where states are not stored. */
    public StateTarget(String operator, int partition, int partitions, long batch) {
        this(operator, partition, partitions, batch, null);
    }

    /** As {@code operator 'counts', partition 3 of 8, batch 17}. */
    @Override
    public String toString() {
        return "operator '" + operator + "', partition " + partition + " of " + partitions + ", batch " + batch;
    }
}
