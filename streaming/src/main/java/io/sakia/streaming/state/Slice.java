package io.sakia.streaming.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a closed pane is to the keys that came in it: a value for each of their slots. It never changes.
 *
 * @param number the pane
 * @param slots the slots of the keys, in the order in which they came
 * @param values of the slots: their partials, or what their totals become when the pane leaves
 * @param present a bit for each of the values, whether there is one; null if there are all
 */
@SuppressWarnings("ArrayRecordComponent") // nobody changes what is in them, or compares them
record Slice(long number, int[] slots, Cells values, long @Nullable [] present) {
    /** How many keys came. */
    int size() {
        return slots.length;
    }

    /** Whether there is a value at a place. */
    boolean has(int place) {
        return present == null || (present[place >>> 6] & (1L << place)) != 0;
    }

    /** The slice with new numbers for its slots; those that have none are gone. */
    Slice renumber(int[] newSlots) {
        int[] moved = new int[slots.length];
        int kept = 0;
        for (int slot : slots) {
            kept += newSlots[slot] >= 0 ? 1 : 0;
        }
        if (kept == slots.length) {
            for (int i = 0; i < slots.length; i++) {
                moved[i] = newSlots[slots[i]];
            }
            return new Slice(number, moved, values, present);
        }
        Cells left = Cells.like(values, kept);
        long[] bits = new long[SlotTotals.words(kept)];
        int size = 0;
        for (int i = 0; i < slots.length; i++) {
            if (newSlots[slots[i]] >= 0) {
                moved[size] = newSlots[slots[i]];
                if (has(i)) {
                    left.set(size, values, i);
                    bits[size >>> 6] |= 1L << size;
                }
                size++;
            }
        }
        return new Slice(number, Arrays.copyOf(moved, kept), left, bits);
    }
}
