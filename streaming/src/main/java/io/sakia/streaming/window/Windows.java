package io.sakia.streaming.window;

import io.sakia.connector.EventTime;
import java.time.Duration;

/**
 * Kinds of windows. Those that go by event time are told by {@link #on} where a record's time stands; a specification never changes, each method
 * gives another one.
 *
 * <pre>{@code
 * Windows.tumbling(Durations.minutes(1)).on(Click::at)                         // 12:00–12:01, 12:01–12:02, …
 * Windows.sliding(Durations.minutes(10), Durations.minutes(1)).on(Click::at)   // 11:51–12:01, 11:52–12:02, …
 * Windows.session(Durations.minutes(30)).on(Click::at)                         // until nothing comes for 30 minutes
 * Windows.count(100)                                                           // each 100 records
 * }</pre>
 */
public final class Windows {
    private final WindowKind kind;

    private Windows(WindowKind kind) {
        this.kind = kind;
    }

    /**
     * Windows of one length, each beginning where another ends. They are aligned to 1970-01-01T00:00Z: with an hour each is an hour of the day in
     * UTC.
     *
     * @throws IllegalArgumentException if it is shorter than a millisecond
     */
    public static Windows tumbling(Duration size) {
        long millis = positive("a window", size);
        return new Windows(new WindowKind.Sliding(millis, millis, 0));
    }

    /**
     * Windows of one length, one beginning every {@code slide}, so that a record lies in several. Aligned as {@link #tumbling} ones are.
     *
     * @throws IllegalArgumentException if either is shorter than a millisecond, or the slide is longer than the window
     */
    public static Windows sliding(Duration size, Duration slide) {
        long length = positive("a window", size);
        long step = positive("a slide", slide);
        if (step > length) {
            throw new IllegalArgumentException(
                    "a slide of " + slide + " is longer than its window of " + size
                            + ", so that records between two windows would be in none: give a slide of at most the window's length");
        }
        return new Windows(new WindowKind.Sliding(length, step, 0));
    }

    /**
     * Windows that last as long as records come: those of a key belong together if there is less than {@code gap} between one and the next. A
     * session goes from its first record to {@code gap} after its last. A record that comes out of order may join two sessions into one.
     *
     * @throws IllegalArgumentException if it is shorter than a millisecond
     */
    public static Windows session(Duration gap) {
        return new Windows(new WindowKind.Session(positive("the gap between sessions", gap)));
    }

    /**
     * Windows of so many records of a key, in the order in which they come; event time has no say. Of the last records, which are fewer, nothing
     * comes out.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public static <T> WindowsOn<T> count(long size) {
        if (size < 1) {
            throw new IllegalArgumentException("a window can't have " + size + " records: give at least 1");
        }
        return WindowsOn.of(new WindowKind.Count(size));
    }

    /**
     * One window for all records of a key. What comes out of it are {@linkplain WindowsOn#early early} results; and one on time, when all inputs
     * have ended, if the stream has event time.
     */
    public static <T> WindowsOn<T> global() {
        return WindowsOn.of(new WindowKind.Global());
    }

    /**
     * The same windows, begun so much later: with a day and -2 hours they are days in UTC+2.
     *
     * @throws IllegalArgumentException for sessions, which begin with their first record
     */
    public Windows offset(Duration offset) {
        if (!(kind instanceof WindowKind.Sliding sliding)) {
            throw new IllegalArgumentException(
                    "sessions begin with their first record and have no offset; leave it out");
        }
        return new Windows(
                new WindowKind.Sliding(sliding.size(), sliding.slide(), offset.toMillis() % sliding.slide()));
    }

    /**
     * These windows over records whose time a function gives. If the stream has no event time yet, this tells it, with records in order unless
     * {@link WindowsOn#lateness} says otherwise.
     */
    public <T> WindowsOn<T> on(EventTime.Moment<T> time) {
        return WindowsOn.of(kind, EventTime.of(time));
    }

    /** As {@link #on}, in milliseconds since 1970. */
    public <T> WindowsOn<T> onMillis(EventTime.Millis<T> millis) {
        return WindowsOn.of(kind, EventTime.ofMillis(millis));
    }

    private static long positive(String what, Duration length) {
        long millis = length.toMillis();
        if (millis < 1 || millis > WindowKind.LARGEST) {
            throw new IllegalArgumentException(what + " can't be " + length + " long: give at least 1ms");
        }
        return millis;
    }
}
