package io.sakia.streaming.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The panes that still take records, in the order of their numbers, and what a session has done to them.
 *
 * <pre>
 *   panes     5   6   9        most records go to the pane that was used last
 *   held    [ 2 | 0 | 1 … ]    in how many of them each slot is
 *   inUse     1   0   1        the same as bits
 * </pre>
 *
 * <p>By event time there are as many as the lateness is long, by the time of batches there is one. A pane that closes is not changed any more, so that
 * going back only puts it in again.
 */
final class OpenPanes {
    private static final int SMALLEST = 4;

    private OpenPane[] panes = new OpenPane[SMALLEST];
    private int count;
    private @Nullable OpenPane last;
    private int[] held = {};
    private long[] inUse = {};
    private long entries;

    private final List<Touch> touched = new ArrayList<>();

    /** How many there are. */
    int count() {
        return count;
    }

    /** One of them, counted from the oldest. */
    OpenPane get(int at) {
        return panes[at];
    }

    /** The newest, or null if there is none. */
    @Nullable
    OpenPane newest() {
        return count == 0 ? null : panes[count - 1];
    }

    /** The place of the first one that is not older than a number. */
    int from(long number) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (panes[middle].number() < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many partials there are in all panes. */
    long entries() {
        return entries;
    }

    /** A bit for each slot that has a partial in a pane; may be shorter than there are slots. */
    long[] inUse() {
        return inUse;
    }

    /** The pane of a number to which a session is going to add, which is a new one if there is none. */
    OpenPane toAdd(long number) {
        OpenPane pane = last;
        if (pane != null && pane.number() == number) {
            return pane;
        }
        int at = from(number);
        if (at < count && panes[at].number() == number) {
            pane = panes[at];
            touch(pane, true);
        } else {
            pane = new OpenPane(number);
            insert(at, pane);
            touch(pane, false);
        }
        last = pane;
        return pane;
    }

    /** A place in a pane for a slot that has none there. */
    int append(OpenPane pane, int slot) {
        int place = pane.append(slot);
        hold(slot);
        return place;
    }

    /** Closes all panes up to a number, and gives what was in them, oldest first. */
    List<Slice> close(long until) {
        List<Slice> closed = new ArrayList<>();
        while (count > 0 && panes[0].number() <= until) {
            OpenPane pane = panes[0];
            touch(pane, true).closed = true;
            take(0);
            if (pane.size() > 0) {
                closed.add(pane.slice());
            }
        }
        return closed;
    }

    private Touch touch(OpenPane pane, boolean wasOpen) {
        Touch now = pane.touch();
        if (now == null) {
            now = new Touch(pane, wasOpen);
            pane.touch(now);
            pane.beginSession();
            touched.add(now);
        }
        return now;
    }

    private void insert(int at, OpenPane pane) {
        if (count == panes.length) {
            panes = Arrays.copyOf(panes, 2 * count);
        }
        System.arraycopy(panes, at, panes, at + 1, count - at);
        panes[at] = pane;
        count++;
        for (int place = 0; place < pane.size(); place++) {
            hold(pane.slots()[place]);
        }
    }

    private void take(int at) {
        OpenPane pane = panes[at];
        System.arraycopy(panes, at + 1, panes, at, count - at - 1);
        count--;
        last = null;
        for (int place = 0; place < pane.size(); place++) {
            letGo(pane.slots()[place]);
        }
    }

    private void hold(int slot) {
        if (slot >= held.length) {
            held = Arrays.copyOf(held, Math.max(64, Math.max(slot + 1, 2 * held.length)));
            inUse = Arrays.copyOf(inUse, SlotTotals.words(held.length));
        }
        if (held[slot]++ == 0) {
            inUse[slot >>> 6] |= 1L << slot;
        }
        entries++;
    }

    private void letGo(int slot) {
        if (--held[slot] == 0) {
            inUse[slot >>> 6] &= ~(1L << slot);
        }
        entries--;
    }

    /** Begins to remember what a session does. */
    void beginSession() {
        for (Touch touch : touched) {
            touch.pane.touch(null);
        }
        touched.clear();
        last = null;
    }

    /** How many partials have come or changed since the session began. */
    int changes() {
        int changes = 0;
        for (Touch touch : touched) {
            changes += touch.pane.changes();
        }
        return changes;
    }

    /** The panes that the session has changed, or closed. */
    List<OpenPane> touched() {
        return touched.stream().map(touch -> touch.pane).toList();
    }

    /** What the session has done, to be taken back. */
    List<Change> changesOfSession() {
        List<Change> changes = new ArrayList<>(touched.size());
        for (Touch touch : touched) {
            changes.add(new Change(touch.pane, touch.wasOpen, !touch.closed, touch.pane.undo()));
        }
        return changes;
    }

    /** Takes back what was done. */
    void undo(List<Change> changes) {
        for (int i = changes.size() - 1; i >= 0; i--) {
            Change change = changes.get(i);
            if (change.isOpen) {
                take(at(change.pane));
            }
            change.pane.undo(change.undo);
            if (change.wasOpen) {
                insert(from(change.pane.number()), change.pane);
            }
        }
        last = null;
    }

    /** What panes hold that are open after some changes, so that these can be done again. */
    static void keep(List<Change> changes) {
        for (Change change : changes) {
            change.after = change.isOpen ? change.pane.slice() : null;
        }
    }

    /** Does again what was taken back. */
    void redo(List<Change> changes) {
        for (Change change : changes) {
            if (change.wasOpen) {
                take(at(change.pane));
            }
            if (change.after != null) {
                change.pane.load(change.after);
                insert(from(change.pane.number()), change.pane);
                change.after = null;
            }
        }
        last = null;
    }

    private int at(OpenPane pane) {
        int at = from(pane.number());
        if (at == count || panes[at] != pane) {
            throw new IllegalStateException("pane " + pane.number() + " is not open");
        }
        return at;
    }

    /** Becomes the panes of some slices, which are in order. */
    void load(List<Slice> slices) {
        for (Slice slice : slices) {
            OpenPane pane = new OpenPane(slice.number());
            pane.load(slice);
            insert(count, pane);
        }
    }

    /** New numbers for the slots, all of which have some. */
    void renumber(int[] newSlots) {
        OpenPane[] all = Arrays.copyOf(panes, count);
        while (count > 0) {
            take(count - 1);
        }
        held = new int[0];
        inUse = new long[0];
        for (OpenPane pane : all) {
            pane.renumber(newSlots);
            insert(count, pane);
        }
    }

    /** What a session does to a pane. */
    static final class Touch {
        private final OpenPane pane;
        private final boolean wasOpen;
        private boolean closed;

        private Touch(OpenPane pane, boolean wasOpen) {
            this.pane = pane;
            this.wasOpen = wasOpen;
        }
    }

    /** What a session has done to a pane. */
    static final class Change {
        private final OpenPane pane;
        private final boolean wasOpen;
        private final boolean isOpen;
        private final OpenPane.Undo undo;
        private @Nullable Slice after;

        private Change(OpenPane pane, boolean wasOpen, boolean isOpen, OpenPane.Undo undo) {
            this.pane = pane;
            this.wasOpen = wasOpen;
            this.isOpen = isOpen;
            this.undo = undo;
        }

        /** How many values it holds. */
        long size() {
            return undo.places().length + (isOpen ? 0L : pane.size());
        }
    }
}
