package io.sakia.streaming.graph;

import io.sakia.plan.Origin;
import java.util.List;

/**
 * The event time of the streams that come from one place where it was told: how far it has come in the batch that is planned or runs, and how far it
 * will have come in the next. Used by the batch loop's thread.
 */
public final class EventClock {
    private final Progress progress;
    private Watermarks watermarks = Watermarks.NONE;

    /** What makes a clock go on, by the stream's {@linkplain Batch#runningTime running time} in milliseconds. */
    interface Progress {
        /** The watermark of a batch at a time, if nothing more comes until then. */
        long at(long running);

        /** The smallest running time at which the watermark is at least {@code time}, if nothing more comes; {@link StatefulOperator#NEVER} if it won't be. */
        long reaches(long time);
    }

    /** A clock that goes by nothing but what {@link #begin} says. */
    public EventClock() {
        this(new Progress() {
            @Override
            public long at(long running) {
                return Watermarks.UNKNOWN;
            }

            @Override
            public long reaches(long time) {
                return StatefulOperator.NEVER;
            }
        });
    }

    EventClock(Progress progress) {
        this.progress = progress;
    }

    /** Those of the batch that is planned or runs. */
    public Watermarks watermarks() {
        return watermarks;
    }

    /** Begins a batch: what was known is what its records are judged by, and what is known now lets go of what is due. */
    public void begin(Watermarks ofBatch) {
        watermarks = ofBatch;
    }

    /** Begins the batch after the last one, at a running time. */
    public void next(long running) {
        begin(watermarks.then(progress.at(running)));
    }

    /** Whether the watermark of a next batch at a running time would be at least {@code time}. */
    boolean isPast(long time, long running) {
        return watermarks.now() >= time || progress.at(running) >= time;
    }

    /** The smallest running time from which {@link #isPast} holds; the smallest long if it does whenever the batch is. */
    long reaches(long time) {
        return watermarks.now() >= time ? Long.MIN_VALUE : progress.reaches(time);
    }

    /** How far several have come together; {@link Watermarks#NONE} if there are none. */
    static Watermarks together(List<EventClock> clocks) {
        if (clocks.isEmpty()) {
            return Watermarks.NONE;
        }
        Watermarks slowest = clocks.get(0).watermarks;
        for (EventClock clock : clocks) {
            slowest = slowest.and(clock.watermarks);
        }
        return slowest;
    }

    /**
     * Refuses an input without event time.
     *
     * @param origin the operation that needs it
     */
    public static void require(Origin origin, Operator<?> input) {
        if (input.eventClocks().isEmpty()) {
            throw new IllegalArgumentException(
                    origin + " goes by event time, but " + input.origin()
                            + " has none: say where a record's time stands, as in stream.eventTime(Click::at, Durations.seconds(5)), before it");
        }
    }
}
