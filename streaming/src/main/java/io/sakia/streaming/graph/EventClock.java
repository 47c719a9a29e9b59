package io.sakia.streaming.graph;

import io.sakia.plan.Origin;
import java.util.List;

/** The event time of the streams that come from one place where it was told: how far it has come. Used by the batch loop's thread. */
public final class EventClock {
    private Watermarks watermarks = Watermarks.NONE;

    /** Those of the batch that is planned or runs. */
    public Watermarks watermarks() {
        return watermarks;
    }

    /** Begins a batch: what was known is what its records are judged by, and what is known now lets go of what is due. */
    public void begin(Watermarks ofBatch) {
        watermarks = ofBatch;
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
