package io.sakia.streaming.state;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a {@link StateTable} that differ between two versions, each with the state that it has in the version which is
 * <em>not</em> live; null where the key has none there.
 *
 * <p>While a session writes it, the log also tells whether a slot is in it, in constant time and without anything to clear
 * between sessions: the table remembers for each slot the place where it was logged last, and that place counts only if it
 * names the slot back (Briggs and Torczon, "An Efficient Representation for Sparse Sets", 1993).
 */
final class ChangeLog implements StateTable.SlotHolder {
    private int[] slots = {};
    private @Nullable Object[] states = {};
    private int size;

    int size() {
        return size;
    }

    int slot(int place) {
        return slots[place];
    }

    @Nullable
    Object state(int place) {
        return states[place];
    }

    void state(int place, @Nullable Object state) {
        states[place] = state;
    }

    /** Whether {@code slot} is in the log, given the place where it was logged last in any log. */
    boolean has(int slot, int lastPlace) {
        return lastPlace < size && slots[lastPlace] == slot;
    }

    /** Adds a slot that is not in the log; gives its place. */
    int add(int slot, @Nullable Object state) {
        if (size == slots.length) {
            int capacity = Math.max(8, size * 2);
            slots = Arrays.copyOf(slots, capacity);
            states = Arrays.copyOf(states, capacity);
        }
        slots[size] = slot;
        states[size] = state;
        return size++;
    }

    /** Gives back what was reserved for growing: the log is complete. */
    void trim() {
        slots = Arrays.copyOf(slots, size);
        states = Arrays.copyOf(states, size);
    }

    @Override
    public void renumber(BitSet needed, int[] newSlots) {
        for (int place = 0; place < size; place++) {
            slots[place] = newSlots[slots[place]];
        }
    }

    @Override
    public void markSlots(BitSet marks) {
        for (int place = 0; place < size; place++) {
            marks.set(slots[place]);
        }
    }
}
