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
 */
public record Batch(long id, Time time, Time previous, Time zero) implements Serializable {
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
