package io.sakia.streaming.state;

import io.sakia.column.Kind;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a {@link StateTable} that differ between two versions, each with the state that it has in the version which is
 * <em>not</em> live; null where the key has none there.
 */
final class ChangeLog implements StateTable.SlotHolder {
    private int[] slots = {};
    private final int planned;
    private OptionalColumn states = new OptionalColumn(0);
    private int objects;

    /** A log of nothing, with room for about so many slots as soon as the first one comes. */
    ChangeLog(int planned) {
        this.planned = planned;
    }

    /** A log of nothing. */
    ChangeLog() {
        this(0);
    }

    int size() {
        return states.size();
    }

    /** How many states it was given that are objects. */
    int objects() {
        return objects;
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

    /** Adds a slot that is not in the log, with the state that it has in a table. */
    void add(int slot, OptionalColumn table) {
        int place = states.size();
        if (place == slots.length) {
            slots = Arrays.copyOf(slots, place == 0 ? Math.max(8, planned + planned / 8) : place * 2);
            states.ensure(slots.length);
        }
        slots[place] = slot;
        states.append(table, slot);
        if (table.kind() == Kind.OBJECT && table.has(slot)) {
            objects++;
        }
    }

    /** Gives back what was reserved for growing, if it is much: the log is complete. */
    void trim() {
        if (slots.length > states.size() + states.size() / 4) {
            slots = Arrays.copyOf(slots, states.size());
            states.trim();
        }
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
