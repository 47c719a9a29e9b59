package io.sakia.streaming.graph;

import io.sakia.streaming.time.Time;
import java.io.Serializable;

/**
 * One turn of the wheel.
 *
 * @param id the batch id, from 1
 * @param time the batch's time, not before the last one's
 * @param previous the last batch's time, or the stream's zero time for the first
 * @param zero the time from which slides are counted
 * @param paused for how many milliseconds since zero nobody ran the stream: between a stop or a crash and the next start
 */
public record Batch(long id, Time time, Time previous, Time zero, long paused) implements Serializable {
    /** A batch of a stream that was never interrupted. */
    public Batch(long id, Time time, Time previous, Time zero) {
        this(id, time, previous, zero, 0);
    }

    /**
     * The batch's time without the pauses, in milliseconds. What waits for a time to pass, such as a key that times out, goes by this: nothing
     * came while nobody ran the stream, and that says nothing about the key.
     */
    public long runningTime() {
        return time.milliseconds() - paused;
    }

    /** Whether a multiple of {@code slide} milliseconds since zero lies in (previous, time]. */
    public boolean reaches(long slide) {
        return Math.floorDiv(time.milliseconds() - zero.milliseconds(), slide)
                > Math.floorDiv(previous.milliseconds() - zero.milliseconds(), slide);
    }

    /** The last multiple of {@code slide} since zero that is not after this batch's time. */
    public long boundary(long slide) {
        return zero.milliseconds() + Math.floorDiv(time.milliseconds() - zero.milliseconds(), slide) * slide;
    }
}
