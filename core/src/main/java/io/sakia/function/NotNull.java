package io.sakia.function;

import org.jspecify.annotations.Nullable;

/** Refuses null where a user's function has to give a value: folds would take it for "nothing yet" and lose what they had. */
public final class NotNull {
    private NotNull() {}

    /** What a function gave, if it gave anything. */
    public static <T> T given(@Nullable T value) {
        if (value == null) {
            throw new NullPointerException(
                    "the function gave null, and a value can't be null: leave it out, or wrap it in an Optional");
        }
        return value;
    }
}
