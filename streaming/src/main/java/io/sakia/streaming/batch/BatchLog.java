package io.sakia.streaming.batch;

import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a second run needs to know of the first, in the order in which it is written.
 *
 * <pre>
 *   planned(1) planned(2) … planned(n)   sealed(1..n)   [sinks publish]   committed(1..n)   planned(n+1) …
 *        │                                    │                                │
 *        └ run again on the same plan         └ only publish to the end        └ done
 * </pre>
 */
public interface BatchLog {
    /** A batch is about to run on this plan. */
    void planned(Planned batch);

    /** An epoch's state and staged output are complete: from here on it is only published to the end. */
    void sealed(Sealed epoch);

    /** An epoch's output is published. */
    void committed(long epoch);

    /**
     * All that a second run of a batch needs.
     *
     * @param batch the batch id
     * @param time the batch's time in milliseconds
     * @param previous the last batch's time
     * @param zero the time from which slides are counted
     * @param sources each source's share, in the order of the graph
     * @param parallelism the number of partitions where nothing else is said
     * @param seed what random choices of the batch start from
     * @param fingerprint stands for the program's graph
     */
    record Planned(
            long batch,
            long time,
            long previous,
            long zero,
            List<Share> sources,
            int parallelism,
            long seed,
            long fingerprint) {
        /** Copies the list. */
        public Planned {
            sources = List.copyOf(sources);
        }
    }

    /**
     * A source's share of a batch.
     *
     * @param source the source's name
     * @param ranges what is read
     * @param end the cursor after it, or null for an input that can't be read again
     */
    record Share(
            String source,
            List<? extends Range> ranges,
            @Nullable Cursor end) {}

    /**
     * A run of batches that become final together.
     *
     * @param epoch the epoch's number, from 1
     * @param firstBatch the first batch id
     * @param lastBatch the last batch id
     */
    record Sealed(long epoch, long firstBatch, long lastBatch) {}

    /** A log that is gone with the process: nothing is recovered from it. */
    static BatchLog none() {
        return new NoBatchLog();
    }
}
