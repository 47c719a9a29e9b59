package io.sakia.streaming.state;

import io.sakia.Pair;
import io.sakia.column.RecordColumns;
import io.sakia.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whatever of a window calls the program's aggregate, over many keys at once. An aggregate may change the accumulator into which it merges, and
 * panes keep theirs, with their totals, from slide to slide and for undoing: so what is merged into is a copy each time, and what is put out shares
 * nothing with what is kept. The copy is free where accumulators cannot change, and for numbers there is none.
 */
abstract class SlideLoops {
    /** A value of one's own. */
    abstract @Nullable Object copy(@Nullable Object value);

    /** Merges a value into that at a place. */
    abstract void merge(Cells values, int place, int kind, long bits, @Nullable Object value) throws Exception;

    /**
     * Puts what a first record makes at a place.
     *
     * @return what it has made, where that is an object; null if not
     */
    abstract @Nullable Object begin(Cells values, int place, Object record) throws Exception;

    /**
     * Adds a record to the value at a place.
     *
     * @param isOthers whether somebody else has that value too, so that it may not be changed
     */
    abstract void add(Cells values, int place, Object record, boolean isOthers) throws Exception;

    /** Puts out the results of the values of one pane. */
    abstract void emit(Slice pane, RecordColumns<Object> out);

    /** Puts the values of a newer pane behind the totals of its slots. */
    abstract void append(SlotTotals totals, int[] slots, int size, Cells newer, long pane);

    /**
     * Puts the values of an older pane in front of the totals of its slots; gives what the totals were, which they become again when the pane
     * leaves.
     */
    abstract Slice prepend(SlotTotals totals, Slice older);

    /** Takes a pane out of the totals of its slots; a total whose newest pane is older than {@code first} goes. */
    abstract void subtract(SlotTotals totals, Slice oldest, long first);

    /** Puts a slot's newer total behind what it has, which may be nothing. */
    abstract void join(SlotTotals totals, int slot, SlotTotals newer);

    /** What a slot has in an older and in a newer part together. */
    abstract @Nullable Object joined(int slot, @Nullable Object older, @Nullable Object newer);

    /** Puts out the results of all slots that have a total in one of two parts. */
    abstract void emit(
            SlotTotals older,
            SlotTotals newer,
            @Nullable Function<Pair<Object, Object>, Boolean> wanted,
            RecordColumns<Object> out);
}
