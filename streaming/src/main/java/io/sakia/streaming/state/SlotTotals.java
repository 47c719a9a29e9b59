package io.sakia.streaming.state;

import io.sakia.column.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A total for each slot of {@link KeySlots}, or none. Once it belongs to a version it is not changed any more: what changes is a copy.
 *
 * <pre>
 *   slot      0   1   2   3
 *   values  [ 7 |   | 0 |   ]
 *   present   1   0   1   0
 *   newest  [ 4 |   | 5 |   ]    the newest pane in each total, where somebody asks for it
 * </pre>
 */
final class SlotTotals {
    private static final long[] NONE = {};

    private final Cells values;
    private final long[] present;
    private final long[] newest;

    private SlotTotals(Cells values, long[] present, long[] newest) {
        this.values = values;
        this.present = present;
        this.newest = newest;
    }

    /** No totals, for so many slots. */
    static SlotTotals none(int slots, boolean withNewest) {
        return new SlotTotals(new Cells(slots), new long[words(slots)], withNewest ? new long[slots] : NONE);
    }

    /** No totals, for so many slots, in places that are ready for values like those of others. */
    static SlotTotals like(Cells others, int slots, boolean withNewest) {
        return new SlotTotals(Cells.like(others, slots), new long[words(slots)], withNewest ? new long[slots] : NONE);
    }

    /** A copy for so many slots, at least as many as there were. */
    SlotTotals copy(int slots) {
        return new SlotTotals(
                values.copy(slots),
                Arrays.copyOf(present, words(slots)),
                newest == NONE ? NONE : Arrays.copyOf(newest, slots));
    }

    Cells values() {
        return values;
    }

    /** A bit for each slot, whether it has a total. */
    long[] present() {
        return present;
    }

    /** For each slot the newest pane in its total, where that is kept. */
    long[] newest() {
        return newest;
    }

    /** Whether {@link #newest} is kept. */
    boolean hasNewest() {
        return newest != NONE;
    }

    /** How many slots there are places for. */
    int slots() {
        return values.room();
    }

    boolean has(int slot) {
        return slot < values.room() && (present[slot >>> 6] & (1L << slot)) != 0;
    }

    @Nullable
    Object get(int slot) {
        return values.get(slot);
    }

    /** Gives a slot a total. */
    void set(int slot, int kind, long bits, @Nullable Object object) {
        values.set(slot, kind, bits, object);
        present[slot >>> 6] |= 1L << slot;
    }

    /** Gives a slot a total. */
    void set(int slot, @Nullable Object total) {
        int kind = Kind.of(total);
        set(slot, kind, Kind.bits(kind, total), total);
    }

    /** Gives a slot what stands among other values. */
    void set(int slot, Cells from, int place) {
        values.set(slot, from, place);
        present[slot >>> 6] |= 1L << slot;
    }

    /** Whether numbers of a kind can be put in as they are. */
    boolean takes(int kind) {
        if (kind > Kind.OBJECT && values.kind() == Cells.NONE) {
            values.set(0, kind, 0, null);
        }
        return kind > Kind.OBJECT && values.kind() == kind;
    }

    /** Gives the slots of a slice what it has of them, which may be nothing. */
    void put(Slice slice) {
        int[] slots = slice.slots();
        int i = 0;
        if (takes(slice.values().kind())) {
            long[] numbers = slice.values().bits();
            long[] bits = values.bits();
            for (; i < slots.length; i++) {
                int slot = slots[i];
                bits[slot] = numbers[i];
                if (slice.has(i)) {
                    present[slot >>> 6] |= 1L << slot;
                } else {
                    present[slot >>> 6] &= ~(1L << slot);
                }
            }
        }
        for (; i < slots.length; i++) {
            if (slice.has(i)) {
                set(slots[i], slice.values(), i);
            } else {
                remove(slots[i]);
            }
        }
    }

    /** Takes a slot's total away. */
    void remove(int slot) {
        present[slot >>> 6] &= ~(1L << slot);
        values.clear(slot, slot + 1);
    }

    /** The totals of slots under their new numbers; those that have none are gone. */
    SlotTotals renumber(int[] newSlots, int slots) {
        SlotTotals moved = like(values, slots, hasNewest());
        for (int slot = 0; slot < values.room() && slot < newSlots.length; slot++) {
            if (newSlots[slot] >= 0 && has(slot)) {
                moved.set(newSlots[slot], values, slot);
                if (hasNewest()) {
                    moved.newest[newSlots[slot]] = newest[slot];
                }
            }
        }
        return moved;
    }

    static int words(int slots) {
        return (slots + 63) >>> 6;
    }
}
