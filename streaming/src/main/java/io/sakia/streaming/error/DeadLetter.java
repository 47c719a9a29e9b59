package io.sakia.streaming.error;

import io.sakia.Pair;
import io.sakia.streaming.time.Time;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A record on which an operator's function failed.
 *
 * @param operator the operator's name; where it has none, its operation and place, as {@code map at Clicks.java:14}
 * @param place the operator's operation, name and place
 * @param batch the batch in which it failed
 * @param time the batch's time
 * @param source the name of the source that gave it; empty if it came out of a shuffle or out of a cache
 * @param range what was read of the source; empty likewise
 * @param position where in the source it stood, as the source tells it: a file and its line, an offset
 * @param cause what the function threw
 * @param record what the function was given
 */
public record DeadLetter(
        String operator,
        String place,
        long batch,
        Time time,
        String source,
        String range,
        String position,
        Cause cause,
        Object record)
        implements Serializable {
    /**
     * What a function threw.
     *
     * @param type the exception's class
     * @param message its message, shortened; empty if it has none
     * @param frames where it was thrown, the innermost first; only with the first letters of an operator in each partition of a batch
     */
    public record Cause(String type, String message, List<String> frames) implements Serializable {
        /** Copies the list. */
        public Cause {
            frames = List.copyOf(frames);
        }

        /** As an exception's first line. */
        @Override
        public String toString() {
            return message.isEmpty() ? type : type + ": " + message;
        }
    }

    /** The key, where the record is a pair. */
    public Optional<Object> key() {
        return record instanceof Pair<?, ?> pair ? Optional.of(pair.key()) : Optional.empty();
    }

    /** As one line: {@code map at Clicks.java:14, line 3 of clicks.csv: "1;x": java.lang.NumberFormatException: For input string: "x"}. */
    @Override
    public String toString() {
        String where = !position.isEmpty()
                ? ", " + position
                : key().map(its -> ", key " + its).orElse("");
        return place + where + ": " + ShortText.of(record) + ": " + cause;
    }
}
