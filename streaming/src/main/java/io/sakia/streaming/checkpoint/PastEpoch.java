package io.sakia.streaming.checkpoint;

import java.util.List;

/**
 * Batches that can be run again together, because all is there that stood in the checkpoint before the first of them.
 *
 * @param epoch its number
 * @param batches in order; at least one
 * @param interval in milliseconds the distance of batches; 0 if they began with the data, negative if the log does not tell
 * @param position in the records of the log: it stands before the one that sealed the epoch
 */
public record PastEpoch(long epoch, List<PastBatch> batches, long interval, int position) {
    /** Copies the list. */
    public PastEpoch {
        batches = List.copyOf(batches);
    }

    /** The first batch. */
    public PastBatch first() {
        return batches.get(0);
    }

    /** The last batch. */
    public PastBatch last() {
        return batches.get(batches.size() - 1);
    }
}
