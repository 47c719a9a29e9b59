package io.sakia.streaming.graph;

import java.io.Serializable;

/**
 * How far event time has come in a batch, in milliseconds since 1970: no record with a time before the watermark is expected any more. The
 * records of a batch are judged by what was known a batch before, so one that is within the bounded lateness is never late, however records
 * were cut into batches; what is due is let go of after all of them, by what is known now. So what a window puts out is never late for
 * the window behind it.
 *
 * <pre>
 *   batch           1          2          3
 *   records         5 9        12         7 20
 *   before          NONE       NONE       9         late are those for which all has closed at 9
 *   now             NONE       9          12        all that ends at 12 or before is put out
 * </pre>
 *
 * @param before the watermark of the last batch
 * @param now the watermark of this batch, made of what the batches before it have read; not less than {@code before}
 */
public record Watermarks(long before, long now) implements Serializable {
    /** The watermark where nothing is known. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    /** The watermark after which nothing comes. */
    public static final long END = Long.MAX_VALUE;

    /** Nothing is known, or there is no event time. */
    public static final Watermarks NONE = new Watermarks(UNKNOWN, UNKNOWN);

    /** Refuses a watermark that falls. */
    public Watermarks {
        if (now < before) {
            throw new IllegalArgumentException("a watermark never falls, but this goes from " + before + " to " + now);
        }
    }

    /** Those of the next batch. */
    public Watermarks then(long next) {
        return new Watermarks(now, Math.max(now, next));
    }

    /** Those of two streams that are read together: the slower one counts. */
    public Watermarks and(Watermarks other) {
        return new Watermarks(Math.min(before, other.before), Math.min(now, other.now));
    }
}
