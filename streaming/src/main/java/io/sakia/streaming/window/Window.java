package io.sakia.streaming.window;

import java.io.Serializable;
import java.time.Instant;

/**
 * A stretch of event time: its start belongs to it, its end does not.
 *
 * <pre>{@code new Window(0, 60_000) // [1970-01-01T00:00:00Z, 1970-01-01T00:01:00Z)}</pre>
 *
 * <p>A window of a number of records is from 0 to that number, and a global one goes from {@link Long#MIN_VALUE} to {@link Long#MAX_VALUE}.
 *
 * @param startMillis in milliseconds since 1970
 * @param endMillis in milliseconds since 1970
 */
public record Window(long startMillis, long endMillis) implements Serializable, Comparable<Window> {
    /** The first moment in it. */
    public Instant start() {
        return Instant.ofEpochMilli(startMillis);
    }

    /** The first moment after it. */
    public Instant end() {
        return Instant.ofEpochMilli(endMillis);
    }

    /** By end, then by start. */
    @Override
    public int compareTo(Window other) {
        int byEnd = Long.compare(endMillis, other.endMillis);
        return byEnd != 0 ? byEnd : Long.compare(startMillis, other.startMillis);
    }

    @Override
    public String toString() {
        return "[" + start() + ", " + end() + ")";
    }
}
