package io.sakia.streaming.error;

import java.io.Serializable;
import java.util.List;

/**
 * A {@link DeadLetter} as it is stored: what anybody can read who does not have the program's classes.
 *
 * @param operator the operator's name; where it has none, its operation and place
 * @param place the operator's operation, name and place
 * @param batch the batch in which it failed
 * @param time the batch's time in milliseconds since 1970
 * @param source the name of the source that gave it, or empty
 * @param range what was read of the source, or empty
 * @param position where in the source it stood, or empty
 * @param type the exception's class
 * @param message its message, shortened
 * @param frames where it was thrown; only with some letters
 * @param key the key as text, where the record is a pair, or empty
 * @param record the record as text, shortened
 * @param number which of its operator's stored records it is; −1 if its type can't be stored
 */
public record StoredLetter(
        String operator,
        String place,
        long batch,
        long time,
        String source,
        String range,
        String position,
        String type,
        String message,
        List<String> frames,
        String key,
        String record,
        int number)
        implements Serializable {
    /** Copies the list. */
    public StoredLetter {
        frames = List.copyOf(frames);
    }

    static StoredLetter of(DeadLetter letter, int number) {
        return new StoredLetter(
                letter.operator(),
                letter.place(),
                letter.batch(),
                letter.time().milliseconds(),
                letter.source(),
                letter.range(),
                letter.position(),
                letter.cause().type(),
                letter.cause().message(),
                letter.cause().frames(),
                letter.key().map(ShortText::of).orElse(""),
                ShortText.of(letter.record()),
                number);
    }

    /** The exception, as its first line. */
    public String cause() {
        return message.isEmpty() ? type : type + ": " + message;
    }
}
