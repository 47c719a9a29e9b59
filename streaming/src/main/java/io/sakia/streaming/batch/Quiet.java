package io.sakia.streaming.batch;

import io.sakia.streaming.time.Clock;
import java.time.Duration;

/**
 * How long a stream has found no data, and whether it ends for that.
 *
 * <pre>
 *   data   a batch with data ends      a look finds nothing, and so much has passed
 *    │ ─────────► since │ ───────── length ──────────► │ drain
 * </pre>
 *
 * Only a look at the inputs makes it over: what came since the look before is never left behind. Used by the batch loop's thread.
 */
final class Quiet {
    private final Clock clock;
    private final long length;
    private long since;

    private Quiet(Clock clock, long length) {
        this.clock = clock;
        this.length = length;
    }

    /** The end of a stream that has been quiet for so long. */
    static Quiet of(Clock clock, Duration length) {
        return new Quiet(clock, length.toMillis());
    }

    /** Of a stream that goes on however quiet it is. */
    static Quiet endless(Clock clock) {
        return new Quiet(clock, Long.MAX_VALUE);
    }

    /** Counts from now: the stream begins, or has done with data. */
    void begin() {
        since = clock.millis();
    }

    /** In milliseconds the time at which to look at the inputs once more; {@link Long#MAX_VALUE} for never. */
    long due() {
        return length == Long.MAX_VALUE ? length : since + length;
    }

    /** Whether a look that has found nothing is the one that ends the stream. */
    boolean isOver() {
        return clock.millis() >= due();
    }
}
