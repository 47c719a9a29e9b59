package io.sakia.streaming.window;

import io.sakia.connector.EventTime;
import io.sakia.streaming.time.Durations;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Windows over records of one type, and when their results come. Never changes; each method gives another one.
 *
 * <pre>{@code
 * Windows.tumbling(Durations.hours(1)).on(Click::at)
 *         .allowedLateness(Durations.minutes(10)) // results on time are put right for so long
 *         .early(Durations.seconds(5))            // and every 5 s there is what has come so far
 * }</pre>
 *
 * @param <T> the records
 */
public final class WindowsOn<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final WindowKind kind;
    private final @Nullable EventTime<T> time;
    private final @Nullable Duration lateness;
    private final long allowedLateness;
    private final long early;
    private final long earlyEvery;

    private WindowsOn(
            WindowKind kind,
            @Nullable EventTime<T> time,
            @Nullable Duration lateness,
            long allowedLateness,
            long early,
            long earlyEvery) {
        this.kind = kind;
        this.time = time;
        this.lateness = lateness;
        this.allowedLateness = allowedLateness;
        this.early = early;
        this.earlyEvery = earlyEvery;
    }

    static <T> WindowsOn<T> of(WindowKind kind) {
        return new WindowsOn<>(kind, null, null, 0, 0, 0);
    }

    static <T> WindowsOn<T> of(WindowKind kind, EventTime<T> time) {
        return new WindowsOn<>(kind, time, null, 0, 0, 0);
    }

    /**
     * The same, telling the stream besides by how much records may come out of order: no window ends before. Only where the stream has no event
     * time from above, where that would be told already.
     */
    public WindowsOn<T> lateness(Duration newLateness) {
        EventTime<T> given = requireTime("lateness");
        return new WindowsOn<>(kind, given.lateness(newLateness), newLateness, allowedLateness, early, earlyEvery);
    }

    /**
     * The same, with windows that are kept for so long after their results on time came. A record that comes in that time is added, and once a
     * batch there is a {@link Timing#LATE} result for each window that has changed.
     */
    public WindowsOn<T> allowedLateness(Duration newAllowedLateness) {
        requireTime("allowedLateness");
        long millis = newAllowedLateness.toMillis();
        if (millis < 0 || millis > WindowKind.LARGEST) {
            throw new IllegalArgumentException("a window can't be kept for " + newAllowedLateness + ": give 0 or more");
        }
        return new WindowsOn<>(kind, time, lateness, millis, early, earlyEvery);
    }

    /**
     * The same with {@link Timing#EARLY} results: {@code after} the clock has gone on by so much since a key's first record, or its first one
     * after the last such results, there is one for each of its windows that has changed and is not over.
     */
    public WindowsOn<T> early(Duration after) {
        long millis = after.toMillis();
        if (millis < 1 || millis > WindowKind.LARGEST) {
            throw new IllegalArgumentException("early results can't come every " + after + ": give at least 1ms");
        }
        return new WindowsOn<>(kind, time, lateness, allowedLateness, millis, earlyEvery);
    }

    /**
     * The same with {@link Timing#EARLY} results: one at the end of each batch in which the number of a window's records has reached a multiple of
     * {@code records}, unless the window is over.
     */
    public WindowsOn<T> earlyEvery(long records) {
        if (records < 1) {
            throw new IllegalArgumentException(
                    "early results can't come every " + records + " records: give at least 1");
        }
        return new WindowsOn<>(kind, time, lateness, allowedLateness, early, records);
    }

    /** How records fall into windows. */
    public WindowKind kind() {
        return kind;
    }

    /** Where a record's time stands; empty if the windows do not go by time. */
    public Optional<EventTime<T>> time() {
        return Optional.ofNullable(time);
    }

    /** The lateness, if one was given. */
    public Optional<Duration> lateness() {
        return Optional.ofNullable(lateness);
    }

    /** For how many milliseconds a window is kept after its end. */
    public long allowedLatenessMillis() {
        return allowedLateness;
    }

    /** After how many milliseconds early results come, or 0 for never. */
    public long earlyMillis() {
        return early;
    }

    /** After how many records early results come, or 0 for never. */
    public long earlyRecords() {
        return earlyEvery;
    }

    /** Whether each window has one result, on time, and is over with it. */
    public boolean isPlain() {
        return allowedLateness == 0 && early == 0 && earlyEvery == 0;
    }

    /** These windows without the program's function: all that the rules of records that are told by their times need. It travels to tasks. */
    public WindowsOn<T> rules() {
        return new WindowsOn<>(kind, null, lateness, allowedLateness, early, earlyEvery);
    }

    /** As {@code tumbling windows of 1m, kept 10s longer}. */
    @Override
    public String toString() {
        return kind.text()
                + (allowedLateness == 0
                        ? ""
                        : ", kept " + Durations.text(Duration.ofMillis(allowedLateness)) + " longer")
                + (early == 0 ? "" : ", early after " + Durations.text(Duration.ofMillis(early)))
                + (earlyEvery == 0 ? "" : ", early every " + earlyEvery + " records");
    }

    private EventTime<T> requireTime(String what) {
        if (time == null) {
            throw new IllegalArgumentException(
                    "windows that do not go by event time have no " + what + "; leave it out, or take windows of time");
        }
        return time;
    }
}
