package io.sakia.engine;

import io.sakia.plan.Origin;
import org.jspecify.annotations.Nullable;

/** An operator's function failed on a record: thrown inside tasks, with the place and the record as text. */
public final class OperatorException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;

    private final Origin origin;
    private final @Nullable String record;

    private OperatorException(Origin origin, @Nullable String record, Throwable cause) {
        super(origin + ": " + cause, cause, false, false);
        this.origin = origin;
        this.record = record;
    }

    /** Wraps what an operator threw; what was wrapped further in keeps its place. */
    public static OperatorException of(Origin origin, @Nullable Object record, Throwable cause) {
        if (cause instanceof OperatorException wrapped) {
            return wrapped;
        }
        return new OperatorException(origin, record == null ? null : describe(record), cause);
    }

    /** The operator. */
    public Origin origin() {
        return origin;
    }

    /** The record at fault, shortened, or null if none is known. */
    public @Nullable String record() {
        return record;
    }

    private static String describe(Object record) {
        String text;
        try {
            text = String.valueOf((Object) record.toString());
        } catch (RuntimeException | StackOverflowError e) {
            text = "a " + record.getClass().getName() + " whose toString fails: " + e;
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
    }
}
