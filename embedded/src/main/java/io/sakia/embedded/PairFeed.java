package io.sakia.embedded;

import io.sakia.Pair;
import io.sakia.column.Column;
import org.jspecify.annotations.Nullable;

/** The pairs of two columns, each made as it is asked for. */
final class PairFeed extends Feed {
    private final Attempt attempt;
    private final Column keys;
    private final Column values;
    private final int size;
    private int next;

    /** The first {@code size} pairs of two columns. */
    PairFeed(Attempt attempt, Column keys, Column values, int size) {
        this.attempt = attempt;
        this.keys = keys;
        this.values = values;
        this.size = size;
    }

    @Override
    @SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
    @Nullable
    Object next() {
        attempt.checkStopped();
        if (next == size) {
            return null;
        }
        Pair<Object, @Nullable Object> pair = new Pair<>(keys.get(next), values.get(next));
        next++;
        return pair;
    }
}
