package io.sakia.streaming.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The newest pane, which still takes records: a partial for each slot that came in it, changed in place. What has changed since a session began
 * can be taken back, at the cost of what was changed.
 *
 * <p>Which place a slot has is known without clearing anything between panes: the place that a slot had last counts only if it names the slot back
 * (Briggs and Torczon, "An Efficient Representation for Sparse Sets", 1993).
 */
final class OpenPane {
    private static final int SMALLEST = 16;

    private long number = Long.MIN_VALUE;
    private int[] slots = new int[SMALLEST];
    private Cells partials = new Cells(SMALLEST);
    private int size;
    private int[] places = {};

    // What was changed since the session began: places that were there already, with what they held.
    private int begun;
    private int[] changed = {};
    private Cells former = new Cells(0);
    private int changes;

    /** The pane; the lowest number if there was none yet. */
    long number() {
        return number;
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
        int place = slot < places.length ? places[slot] : 0;
        return place < size && slots[place] == slot ? place : -1;
    }

    /** A place for a slot that has none, whose partial is to be written next. */
    int append(int slot, int room) {
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, 2 * size);
            partials.resize(2 * size);
        }
        if (slot >= places.length) {
            places = Arrays.copyOf(places, Math.max(room, slot + 1));
        }
        slots[size] = slot;
        places[slot] = size;
        return size++;
    }

    /** Begins to remember what changes. */
    void beginSession() {
        begun = size;
        changes = 0;
    }

    /** Remembers what a place holds, which is to be changed. */
    void willChange(int place) {
        if (place >= begun) {
            return;
        }
        if (changes == changed.length) {
            int room = Math.max(SMALLEST, 2 * changes);
            changed = Arrays.copyOf(changed, room);
            former.resize(room);
        }
        changed[changes] = place;
        former.set(changes, partials, place);
        changes++;
    }

    /** How many slots have come or changed since the session began, each change counted. */
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

    /** Takes changes back, the last one first. */
    void undo(Undo undo) {
        for (int i = undo.places.length - 1; i >= 0; i--) {
            partials.set(undo.places[i], undo.former, i);
        }
        partials.clear(undo.size, size);
        size = undo.size;
    }

    /** The pane as it is. */
    Slice slice() {
        return new Slice(number, Arrays.copyOf(slots, size), partials.copy(size), null);
    }

    /** Becomes an empty pane. */
    void begin(long pane) {
        number = pane;
        partials.clear(0, size);
        size = 0;
        begun = 0;
        changes = 0;
    }

    /** Becomes what a pane was. */
    void load(Slice slice, int room) {
        begin(slice.number());
        for (int i = 0; i < slice.size(); i++) {
            partials.set(append(slice.slots()[i], room), slice.values(), i);
        }
        begun = size;
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
        for (int i = 0; i < size; i++) {
            slots[i] = newSlots[slots[i]];
        }
        places = new int[0];
        @Nullable Slice all = slice();
        load(all, 0);
    }
}
