package io.sakia.connector;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the things happened of which records tell, and how much out of order they may come. A stream that knows it has a <em>watermark</em>: the
 * largest time seen less the lateness, by partition of its source, of which the slowest counts. No record older than that is expected any more.
 *
 * <pre>{@code
 * clicks.eventTime(EventTime.of(Click::at).lateness(Durations.seconds(5)).idleAfter(Durations.minutes(1)))
 * }</pre>
 *
 * <p>With a lateness of 5 s, the times {@code 12:00:07 12:00:03 12:00:09} take the watermark to {@code 12:00:02} and then to {@code 12:00:04}.
 *
 * @param millis gives a record's time in milliseconds since 1970
 * @param lateness by how much a record may come after younger ones of its partition and not be late
 * @param idleAfter how long a partition of the source may be silent before the others go on without it; zero for ever
 */
public record EventTime<T>(Millis<T> millis, Duration lateness, Duration idleAfter) implements Serializable {
    /** Gives the time at which the thing happened of which a record tells. */
    @FunctionalInterface
    public interface Moment<T> extends Serializable {
        Instant of(T record) throws Exception;
    }

    /** Gives the same in milliseconds since 1970. */
    @FunctionalInterface
    public interface Millis<T> extends Serializable {
        long of(T record) throws Exception;
    }

    /** Refuses durations that can't be meant. */
    public EventTime {
        if (lateness.isNegative()) {
            throw new IllegalArgumentException(
                    "the lateness is how far records come behind younger ones, 0 or more, not " + lateness);
        }
        if (idleAfter.isNegative()) {
            throw new IllegalArgumentException("a partition can't be idle after " + idleAfter);
        }
    }

    /** The time that a function gives: {@code EventTime.of(Click::at)}. Records come in order, unless {@link #lateness(Duration)} says otherwise. */
    public static <T> EventTime<T> of(Moment<T> time) {
        return ofMillis(record -> given(time.of(record)).toEpochMilli());
    }

    /** As {@link #of}, in milliseconds since 1970. */
    public static <T> EventTime<T> ofMillis(Millis<T> millis) {
        return new EventTime<>(millis, Duration.ZERO, Duration.ZERO);
    }

    /** The same for records that come out of order by so much. One that comes later than that may be left out by what goes by event time. */
    public EventTime<T> lateness(Duration newLateness) {
        return new EventTime<>(millis, newLateness, idleAfter);
    }

    /**
     * The same for a source that pauses. A partition that gives nothing for so long is left out until it gives something again. While all are
     * silent, event time goes on with the clock from the largest time that was seen, so that windows end.
     *
     * @param silence of the stream's running time, which stands still between runs
     */
    public EventTime<T> idleAfter(Duration silence) {
        if (silence.toMillis() < 1) {
            throw new IllegalArgumentException("a partition is idle after at least 1ms, not " + silence);
        }
        return new EventTime<>(millis, lateness, silence);
    }

    private static Instant given(@Nullable Instant time) {
        if (time == null) {
            throw new IllegalArgumentException(
                    "the record has no time: leave such records out before, or give them one");
        }
        return time;
    }
}
