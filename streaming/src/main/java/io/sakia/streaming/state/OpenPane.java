package io.sakia.streaming.state;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A pane that still takes records: a partial for each slot that came in it, changed in place. What has changed since a session began can be taken
 * back, at the cost of what was changed.
 *
 * <pre>
 *   index     (open addressing, linear probing, power of two; a cell holds place + 1, 0 is free)
 *     [ . 2 . 1 . 3 . . ]
 *   place       0     1     2
 *   slots     [ 9     4     7   ]     in the order in which they came
 *   partials  [ …     …     …   ]
 * </pre>
 *
 * <p>Its memory follows what came in it, not how many slots there are: of short panes thousands may be open at once. While an index is as long as
 * there are slots, each has a cell of its own.
 */
final class OpenPane {
    private static final int SMALLEST = 4;
    private static final int SCATTER = 0x9e3779b1;

    private final long number;
    private int[] slots = new int[SMALLEST];
    private final Cells partials = new Cells(SMALLEST);
    private int size;
    private int[] index = new int[2 * SMALLEST];
    private int bits = Integer.numberOfTrailingZeros(2 * SMALLEST);

    // What was changed since the session began: places that were there already, with what they held.
    private int begun;
    private int[] changed = {};
    private final Cells former = new Cells(0);
    private int changes;
    private final BitSet isChanged = new BitSet();
    private OpenPanes.@Nullable Touch touch;

    /** An empty pane. */
    OpenPane(long number) {
        this.number = number;
    }

    /** Which pane it is. */
    long number() {
        return number;
    }

    /** What the session that is open does to it; null if nothing yet. */
    OpenPanes.@Nullable Touch touch() {
        return touch;
    }

    void touch(OpenPanes.@Nullable Touch newTouch) {
        touch = newTouch;
    }

    /** How many slots have come. */
    int size() {
        return size;
    }

    /** The slots that have come, and more places. */
    int[] slots() {
        return slots;
    }

    /** The partials by place. */
    Cells partials() {
        return partials;
    }

    /** The place of a slot, or −1. */
    int find(int slot) {
        int mask = index.length - 1;
        int cell = cell(slot, mask);
        while (true) {
            int place = index[cell] - 1;
            if (place < 0 || slots[place] == slot) {
                return place;
            }
            cell = (cell + 1) & mask;
        }
    }

    /** A place for a slot that has none, whose partial is to be written next. */
    int append(int slot) {
        if (size == slots.length) {
            grow();
        }
        slots[size] = slot;
        point(slot, size + 1);
        return size++;
    }

    private void grow() {
        slots = Arrays.copyOf(slots, 2 * size);
        partials.resize(2 * size);
        bits++;
        index = new int[1 << bits];
        for (int place = 0; place < size; place++) { // in this order, so that the last ones can be taken away again
            point(slots[place], place + 1);
        }
    }

    private void point(int slot, int entry) {
        int mask = index.length - 1;
        int cell = cell(slot, mask);
        while (index[cell] != 0) {
            cell = (cell + 1) & mask;
        }
        index[cell] = entry;
    }

    private int cell(int slot, int mask) {
        return (slot + (slot >>> bits) * SCATTER) & mask;
    }

    /** Takes the places from one on away; no other was placed around them. */
    private void truncate(int places) {
        int mask = index.length - 1;
        for (int place = size - 1; place >= places; place--) {
            int cell = cell(slots[place], mask);
            while (index[cell] != place + 1) {
                cell = (cell + 1) & mask;
            }
            index[cell] = 0;
        }
        if (places < size) {
            partials.clear(places, size);
            size = places;
        }
    }

    /** Begins to remember what changes. */
    void beginSession() {
        begun = size;
        changes = 0;
        isChanged.clear();
    }

    /**
     * Remembers what a place holds, which is to be changed.
     *
     * @return whether that is a value which the pane had before the session, so that nobody may change it
     */
    boolean willChange(int place) {
        if (place >= begun || isChanged.get(place)) {
            return false;
        }
        isChanged.set(place);
        if (changes == changed.length) {
            int room = Math.max(2 * SMALLEST, 2 * changes);
            changed = Arrays.copyOf(changed, room);
            former.resize(room);
        }
        changed[changes] = place;
        former.set(changes, partials, place);
        changes++;
        return true;
    }

    /** How many slots have come or changed since the session began. */
    int changes() {
        return size - begun + changes;
    }

    /** The slot of a change. */
    int changedSlot(int change) {
        return change < changes ? slots[changed[change]] : slots[begun + change - changes];
    }

    /** What takes the changes since the session began back. */
    Undo undo() {
        return new Undo(begun, Arrays.copyOf(changed, changes), former.copy(changes));
    }

    /** Takes changes back. */
    void undo(Undo undo) {
        for (int i = undo.places.length - 1; i >= 0; i--) {
            partials.set(undo.places[i], undo.former, i);
        }
        truncate(undo.size);
        beginSession();
    }

    /** The pane as it is. */
    Slice slice() {
        return new Slice(number, Arrays.copyOf(slots, size), partials.copy(size), null);
    }

    /** Becomes what it was at another time. */
    void load(Slice slice) {
        truncate(0);
        for (int i = 0; i < slice.size(); i++) {
            partials.set(append(slice.slots()[i]), slice.values(), i);
        }
        beginSession();
    }

    /**
     * What was changed.
     *
     * @param size how many places there were
     * @param places that were changed
     * @param former what they held
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody changes what is in them, or compares them
    record Undo(int size, int[] places, Cells former) {}

    /** New numbers for the slots, all of which have some. */
    void renumber(int[] newSlots) {
        Slice now = slice();
        for (int i = 0; i < size; i++) {
            now.slots()[i] = newSlots[slots[i]];
        }
        load(now);
    }
}
