package io.sakia.streaming.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which slots of a {@link StateTable} are in the log of the session that is writing, or was last, and which of those were dead when they came into
 * it: a bit each.
 */
final class LogMarks {
    private @Nullable ChangeLog current;
    private int room;
    private long[] logged;
    private long[] dead;

    /** For so many slots, none of them marked. */
    LogMarks(int room) {
        this.room = room;
        logged = new long[words(room)];
        dead = new long[words(room)];
    }

    /** For how many slots there is room. */
    int room() {
        return room;
    }

    /** Whether a slot is in a log. */
    boolean isLogged(int slot, ChangeLog log) {
        return log == current && (logged[slot >>> 6] & (1L << slot)) != 0;
    }

    /** Whether a slot is in a log, and was dead before. */
    boolean isNew(int slot, ChangeLog log) {
        return isLogged(slot, log) && (dead[slot >>> 6] & (1L << slot)) != 0;
    }

    /** Marks a slot that comes into a log. */
    void mark(int slot, boolean isDead, ChangeLog log) {
        if (log != current) {
            forget();
            current = log;
        }
        logged[slot >>> 6] |= 1L << slot;
        if (isDead) {
            dead[slot >>> 6] |= 1L << slot;
        }
    }

    /** Clears the marks of the last log, at the cost of what is in it. */
    private void forget() {
        ChangeLog last = current;
        if (last != null) {
            for (int place = 0; place < last.size(); place++) {
                logged[last.slot(place) >>> 6] = 0;
                dead[last.slot(place) >>> 6] = 0;
            }
        }
    }

    /** Takes in so many slots. */
    void grow(int slots) {
        logged = Arrays.copyOf(logged, words(slots));
        dead = Arrays.copyOf(dead, words(slots));
        room = slots;
    }

    private static int words(int slots) {
        return (slots + 63) >>> 6;
    }
}
