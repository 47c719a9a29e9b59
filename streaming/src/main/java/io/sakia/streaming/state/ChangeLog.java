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
    private OptionalColumn states = new OptionalColumn(0);

    int size() {
        return states.size();
    }

    int slot(int place) {
        return slots[place];
    }

    @Nullable
    Object state(int place) {
        return states.get(place);
    }

    /** Whether there is a state at a place. */
    boolean hasState(int place) {
        return states.has(place);
    }

    /** Exchanges the state at a place with that of a slot in a table. */
    void exchange(int place, OptionalColumn table) {
        states.exchange(place, table, slots[place]);
    }

    /** Whether {@code slot} is in the log, given the place where it was logged last in any log. */
    boolean has(int slot, int lastPlace) {
        return lastPlace < states.size() && slots[lastPlace] == slot;
    }

    /** Adds a slot that is not in the log, with the state that it has in a table; gives its place. */
    int add(int slot, OptionalColumn table) {
        int place = states.size();
        if (place == slots.length) {
            slots = Arrays.copyOf(slots, Math.max(8, place * 2));
        }
        slots[place] = slot;
        states.append(table, slot);
        return place;
    }

    /** Gives back what was reserved for growing: the log is complete. */
    void trim() {
        slots = Arrays.copyOf(slots, states.size());
        states.trim();
    }

    @Override
    public void renumber(BitSet needed, int[] newSlots) {
        for (int place = 0; place < states.size(); place++) {
            slots[place] = newSlots[slots[place]];
        }
    }

    @Override
    public void markSlots(BitSet marks) {
        for (int place = 0; place < states.size(); place++) {
            marks.set(slots[place]);
        }
    }
}
