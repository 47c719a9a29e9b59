package io.sakia.streaming.error;

import io.sakia.TaskContext;
import io.sakia.connector.Range;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that was rejected, as a task tells it to the driver.
 *
 * @param source the name of the source that is read, or null
 * @param range what is read of it, or null
 */
record Rejected(
        Object record,
        String type,
        String message,
        List<String> frames,
        @Nullable String source,
        @Nullable Range range,
        String position)
        implements Serializable {
    /** So many frames of the user's are told. */
    private static final int FRAMES = 5;

    /** Where frames of Sakia's begin that called the function. */
    private static final String OURS = "io.sakia.streaming.error.";

    static Rejected of(Object record, Throwable thrown, boolean withFrames, TaskContext.@Nullable Reading reading) {
        String message = thrown.getMessage();
        return new Rejected(
                record,
                thrown.getClass().getName(),
                message == null ? "" : ShortText.of(message),
                withFrames ? frames(thrown) : List.of(),
                reading == null ? null : reading.source(),
                reading == null ? null : reading.range(),
                reading == null ? "" : reading.position());
    }

    private static List<String> frames(Throwable thrown) {
        List<String> frames = new ArrayList<>(FRAMES);
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (frames.size() == FRAMES || frame.getClassName().startsWith(OURS)) {
                break;
            }
            frames.add(frame.toString());
        }
        return List.copyOf(frames);
    }

    DeadLetter.Cause cause() {
        return new DeadLetter.Cause(type, message, frames);
    }
}
