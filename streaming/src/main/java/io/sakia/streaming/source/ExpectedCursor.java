package io.sakia.streaming.source;

import io.sakia.connector.Cursor;
import io.sakia.connector.Source;

/** Refuses to continue from the cursor of a source of another kind. */
final class ExpectedCursor {
    private ExpectedCursor() {}

    static <C extends Cursor> C as(Class<C> type, Cursor cursor, Source<?, ?> source) {
        if (!type.isInstance(cursor)) {
            throw new IllegalArgumentException(
                    "the checkpoint has a " + cursor.getClass().getName() + " for "
                            + source.description() + ", which needs a " + type.getSimpleName()
                            + ": give each source the name that it had when the checkpoint was written");
        }
        return type.cast(cursor);
    }
}
