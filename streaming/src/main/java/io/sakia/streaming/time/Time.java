package io.sakia.streaming.time;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * A batch's time. It never falls from one batch to the next; the batch id, not the time, identifies a batch.
 *
 * @param milliseconds since 1970-01-01T00:00Z
 */
public record Time(long milliseconds) implements Comparable<Time>, Serializable {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    /** This time and a duration after it. */
    public Time plus(Duration duration) {
        return new Time(milliseconds + duration.toMillis());
    }

    /** This time and a duration before it. */
    public Time minus(Duration duration) {
        return new Time(milliseconds - duration.toMillis());
    }

    /** As an instant. */
    public Instant toInstant() {
        return Instant.ofEpochMilli(milliseconds);
    }

    /** The time of day where the program runs, for people: {@code 14:03:07.250}. */
    public String clock() {
        return CLOCK.format(LocalTime.ofInstant(toInstant(), ZoneId.systemDefault()));
    }

    @Override
    public int compareTo(Time other) {
        return Long.compare(milliseconds, other.milliseconds);
    }

    /** As {@code 1700000000000 ms}. */
    @Override
    public String toString() {
        return milliseconds + " ms";
    }
}
