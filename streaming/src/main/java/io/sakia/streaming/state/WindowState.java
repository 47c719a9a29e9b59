package io.sakia.streaming.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a version of a partition's windows is made of, beside its keys and its open pane. Nothing in it changes.
 *
 * <pre>
 *   without an inverse                                          with an inverse
 *
 *     front, oldest first         back, newest first              front, oldest first   back, newest first
 *       4: rests of its keys        9: partials of its keys         4: partials …         9: partials …
 *       5: rests …                  8: partials …                   5: partials …         8: partials …
 *       7: rests …
 *   olds  total of the front      news  total of the back           news  total of both
 * </pre>
 *
 * @param running whether there is a running total, from which an inverse takes what leaves
 * @param front older panes, oldest first; the rest of a key is what its total in {@code olds} becomes when the pane leaves
 * @param olds the totals of the front by slot
 * @param back newer panes, newest first, with the partials of their keys
 * @param oldestBack the number of the oldest pane in the back; the highest number if there is none
 * @param news the totals of the back by slot, or of all
 * @param pending panes that have closed since the last slide, oldest first, which are in no total yet
 * @param late what came for panes of the front after it was made, oldest first, which is in no total; only by event time
 * @param newest the newest pane that has closed; the lowest number if there is none
 * @param ahead the totals of the back and of the pane that was open at the last slide; null if there was none, or it has changed
 * @param alive a bit for each slot below {@code seen}: whether its key has anything in the window
 * @param seen how many slots there were at the last slide; all since are alive
 * @param keys how many slots below {@code seen} are alive
 * @param entries how many values the closed panes have
 */
@SuppressWarnings("ArrayRecordComponent") // nobody changes what is in them, or compares them
record WindowState(
        boolean running,
        @Nullable Slices front,
        SlotTotals olds,
        @Nullable Slices back,
        long oldestBack,
        SlotTotals news,
        List<Slice> pending,
        List<Slice> late,
        long newest,
        @Nullable SlotTotals ahead,
        long[] alive,
        int seen,
        int keys,
        long entries) {
    /** Nothing. */
    static WindowState empty(boolean running) {
        return new WindowState(
                running,
                null,
                SlotTotals.none(64, false),
                null,
                Long.MAX_VALUE,
                SlotTotals.none(64, running),
                List.of(),
                List.of(),
                Long.MIN_VALUE,
                null,
                new long[0],
                0,
                0,
                0);
    }

    /** Whether the key of a slot has anything in the window. */
    boolean isAlive(int slot) {
        return slot >= seen || (alive[slot >>> 6] & (1L << slot)) != 0;
    }

    /** The same with a pane that has closed. */
    WindowState closing(Slice pane) {
        List<Slice> more = new ArrayList<>(pending.size() + 1);
        more.addAll(pending);
        more.add(pane);
        return new WindowState(
                running,
                front,
                olds,
                back,
                oldestBack,
                news,
                more,
                late,
                Math.max(newest, pane.number()),
                ahead,
                alive,
                seen,
                keys,
                entries + pane.size());
    }

    /** The same, where the pane that was open at the last slide has changed. */
    WindowState withoutAhead() {
        return new WindowState(
                running, front, olds, back, oldestBack, news, pending, late, newest, null, alive, seen, keys, entries);
    }

    /** The same under new numbers of slots, those that are not alive gone. */
    WindowState renumber(int[] newSlots, int kept) {
        int words = SlotTotals.words(kept);
        long[] nowAlive = new long[words];
        int nowSeen = 0;
        for (int slot = 0; slot < newSlots.length; slot++) {
            if (newSlots[slot] >= 0 && slot < seen) {
                nowSeen++;
                if (isAlive(slot)) {
                    nowAlive[newSlots[slot] >>> 6] |= 1L << newSlots[slot];
                }
            }
        }
        int room = Math.max(64, kept);
        List<Slice> nowPending = new ArrayList<>(pending);
        nowPending.replaceAll(slice -> slice.renumber(newSlots));
        List<Slice> nowLate = new ArrayList<>(late);
        nowLate.replaceAll(slice -> slice.renumber(newSlots));
        return new WindowState(
                running,
                Slices.renumber(front, newSlots),
                olds.renumber(newSlots, room),
                Slices.renumber(back, newSlots),
                oldestBack,
                news.renumber(newSlots, room),
                nowPending,
                nowLate,
                newest,
                ahead == null ? null : ahead.renumber(newSlots, room),
                nowAlive,
                nowSeen,
                keys,
                entries);
    }
}
