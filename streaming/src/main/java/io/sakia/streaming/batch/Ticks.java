package io.sakia.streaming.batch;

import io.sakia.streaming.graph.Batch;
import org.jspecify.annotations.Nullable;

/** Tells when a batch may begin. Used by the batch loop's thread. */
interface Ticks {
    /** The time from which slides are counted; fixed when the stream starts. */
    long zero();

    /**
     * Waits for the next tick.
     *
     * @param last the last batch, or null before the first
     * @param found whether the last look found data, so that there may be more
     * @param draining whether to come back at once, with the tick that would be next
     * @param wake when to come back even if nothing has happened, as at the end of the open epoch; {@link Long#MAX_VALUE} for never
     * @return the tick, or null if the wait ended without one (the alarm was rung)
     */
    @Nullable
    Tick await(@Nullable Batch last, boolean found, boolean draining, long wake) throws InterruptedException;

    /**
     * A tick.
     *
     * @param time the batch's time if there is one, in milliseconds
     * @param due whether there is a batch even without data
     */
    record Tick(long time, boolean due) {}
}
