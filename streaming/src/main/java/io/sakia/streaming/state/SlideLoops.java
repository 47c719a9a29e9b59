package io.sakia.streaming.state;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.column.Kind;
import io.sakia.engine.OperatorException;
import io.sakia.function.Function;
import io.sakia.function.NotNull;
import io.sakia.plan.Origin;
import org.jspecify.annotations.Nullable;

/**
 * The inner loops of windows: whatever calls the program's aggregate. An aggregate may change the accumulator into which it merges, and panes
 * keep theirs, with their totals, from slide to slide and for undoing: so what is merged into is a copy each time, and what is put out shares
 * nothing with what is kept. The copy is free where accumulators cannot change, and for numbers there is none.
 */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
final class SlideLoops {
    private final Aggregate<Object, Object, Object> own;
    private final StateCopier<Object> copier;
    private final Origin origin;
    private final KeySlots keys;

    SlideLoops(
            Aggregate<Object, Object, Object> aggregate, StateCopier<Object> copier, Origin origin, KeySlots keys) {
        this.own = aggregate;
        this.copier = copier;
        this.origin = origin;
        this.keys = keys;
    }

    /** A value of one's own. */
    @Nullable
    Object copy(@Nullable Object value) {
        return value == null ? null : copier.copy(value);
    }

    /** Merges a value into that at a place. */
    void merge(Cells values, int place, int kind, long bits, @Nullable Object value) throws Exception {
        if (values.kind() == Kind.LONG && kind == Kind.LONG) {
            long older = values.bits()[place];
            Object merged = aggregate().merge(older, bits);
            if (merged instanceof Long number) {
                values.bits()[place] = number;
            } else {
                values.set(place, merged);
            }
            return;
        }
        values.set(place, aggregate().merge(copy(values.get(place)), Kind.box(kind, bits, value)));
    }

    /** Puts the values of a newer pane behind the totals of its slots. */
    void append(SlotTotals totals, int[] slots, int size, Cells newer, long pane) {
        int i = 0;
        try {
            if (newer.kind() == Kind.LONG && ready(totals, Kind.LONG)) {
                i = appendLongs(totals, slots, size, newer.bits());
            }
            for (; i < size; i++) {
                int slot = slots[i];
                if (totals.has(slot)) {
                    totals.set(slot, aggregate().merge(copy(totals.get(slot)), newer.get(i)));
                } else {
                    totals.set(slot, newer, i);
                }
            }
        } catch (Exception e) {
            throw failed(slots[i], e);
        }
        if (totals.hasNewest()) {
            long[] newest = totals.newest();
            for (int j = 0; j < size; j++) {
                newest[slots[j]] = pane;
            }
        }
    }

    /** Gives how far it has come, which is to the end unless a total is no Long any more. */
    private int appendLongs(SlotTotals totals, int[] slots, int size, long[] newer) {
        Aggregate<Object, Object, Object> aggregate = aggregate();
        long[] present = totals.present();
        long[] values = totals.values().bits();
        int i = 0;
        try {
            for (; i < size; i++) {
                int slot = slots[i];
                long bit = 1L << slot;
                if ((present[slot >>> 6] & bit) == 0) {
                    present[slot >>> 6] |= bit;
                    values[slot] = newer[i];
                    continue;
                }
                Object merged = aggregate.merge(values[slot], newer[i]);
                if (!(merged instanceof Long number)) {
                    totals.set(slot, merged);
                    return i + 1;
                }
                values[slot] = number;
            }
        } catch (Exception e) {
            throw failed(slots[i], e);
        }
        return size;
    }

    /**
     * Puts the values of an older pane in front of the totals of its slots; gives what the totals were, which they become again when the pane
     * leaves.
     */
    Slice prepend(SlotTotals totals, Slice older) {
        int size = older.size();
        int[] slots = older.slots();
        Cells rests = Cells.like(older.values(), size);
        long[] present = new long[SlotTotals.words(size)];
        int i = 0;
        try {
            if (older.values().kind() == Kind.LONG && ready(totals, Kind.LONG)) {
                i = prependLongs(totals, older, rests, present);
            }
            for (; i < size; i++) {
                int slot = slots[i];
                if (totals.has(slot)) {
                    rests.set(i, totals.values(), slot);
                    present[i >>> 6] |= 1L << i;
                    totals.set(slot, aggregate().merge(copy(older.values().get(i)), totals.get(slot)));
                } else {
                    totals.set(slot, older.values(), i);
                }
            }
        } catch (Exception e) {
            throw failed(slots[i], e);
        }
        return new Slice(older.number(), slots, rests, present);
    }

    private int prependLongs(SlotTotals totals, Slice older, Cells rests, long[] hasRest) {
        Aggregate<Object, Object, Object> aggregate = aggregate();
        int[] slots = older.slots();
        int size = slots.length;
        long[] partials = older.values().bits();
        long[] present = totals.present();
        long[] values = totals.values().bits();
        long[] rest = rests.bits();
        int i = 0;
        try {
            for (; i < size; i++) {
                int slot = slots[i];
                long bit = 1L << slot;
                if ((present[slot >>> 6] & bit) == 0) {
                    present[slot >>> 6] |= bit;
                    values[slot] = partials[i];
                    continue;
                }
                rest[i] = values[slot];
                hasRest[i >>> 6] |= 1L << i;
                Object merged = aggregate.merge(partials[i], values[slot]);
                if (!(merged instanceof Long number)) {
                    totals.set(slot, merged);
                    return i + 1;
                }
                values[slot] = number;
            }
        } catch (Exception e) {
            throw failed(slots[i], e);
        }
        return size;
    }

    /** Takes a pane out of the totals of its slots; a total whose newest pane is older than {@code first} goes. */
    void subtract(SlotTotals totals, Slice oldest, long first) {
        Aggregate<Object, Object, Object> aggregate = aggregate();
        long[] newest = totals.newest();
        int[] slots = oldest.slots();
        int i = 0;
        try {
            for (; i < slots.length; i++) {
                int slot = slots[i];
                if (!totals.has(slot)) {
                    continue;
                }
                Cells values = totals.values();
                if (newest[slot] < first) {
                    totals.remove(slot); // nothing stays, so nothing need be taken out, and no rounding error stays either
                } else if (values.kind() == Kind.LONG && oldest.values().kind() == Kind.LONG) {
                    Object rest = aggregate.subtract(
                            values.bits()[slot], oldest.values().bits()[i]);
                    if (rest instanceof Long number) {
                        values.bits()[slot] = number;
                    } else {
                        totals.set(slot, rest);
                    }
                } else {
                    totals.set(
                            slot,
                            aggregate.subtract(
                                    copy(totals.get(slot)), oldest.values().get(i)));
                }
            }
        } catch (Exception e) {
            throw failed(slots[i], e);
        }
    }

    /** The total of an older and a newer part, each of which may have nothing of a slot. */
    void join(SlotTotals older, int slot, SlotTotals newer) {
        try {
            if (older.has(slot)) {
                older.set(slot, aggregate().merge(copy(older.get(slot)), newer.get(slot)));
            } else {
                older.set(slot, newer.values(), slot);
            }
        } catch (Exception e) {
            throw failed(slot, e);
        }
    }

    /** A pane's rest with what is newer behind it. */
    @Nullable
    Object joined(int slot, @Nullable Object older, @Nullable Object newer) {
        try {
            return aggregate().merge(copy(older), newer);
        } catch (Exception e) {
            throw failed(slot, e);
        }
    }

    /** Puts out the results of all slots that have a total in one of two parts. */
    void emit(
            SlotTotals older,
            SlotTotals newer,
            @Nullable Function<Pair<Object, Object>, Boolean> wanted,
            PairOutput out) {
        int words = Math.max(older.present().length, newer.present().length);
        for (int word = 0; word < words; word++) {
            long front = word < older.present().length ? older.present()[word] : 0;
            long back = word < newer.present().length ? newer.present()[word] : 0;
            if ((front | back) != 0) {
                emit(word, front, back, older, newer, wanted, out);
            }
        }
    }

    private void emit(
            int word,
            long front,
            long back,
            SlotTotals older,
            SlotTotals newer,
            @Nullable Function<Pair<Object, Object>, Boolean> wanted,
            PairOutput out) {
        Aggregate<Object, Object, Object> aggregate = aggregate();
        Cells before = older.values();
        Cells after = newer.values();
        int keyKind = keys.keys().kind();
        boolean longs = (front == 0 || before.kind() == Kind.LONG) && (back == 0 || after.kind() == Kind.LONG);
        for (long rest = front | back; rest != 0; rest &= rest - 1) {
            int slot = (word << 6) + Long.numberOfTrailingZeros(rest);
            long bit = 1L << slot;
            Object result;
            try {
                if (longs) {
                    if ((back & bit) == 0) {
                        result = aggregate.result(before.bits()[slot]);
                    } else if ((front & bit) == 0) {
                        result = aggregate.result(after.bits()[slot]);
                    } else {
                        Object total = aggregate.merge(before.bits()[slot], after.bits()[slot]);
                        result = aggregate.result(total instanceof Long ? total : copy(total));
                    }
                } else if ((back & bit) == 0) {
                    result = aggregate.result(copy(before.get(slot)));
                } else if ((front & bit) == 0) {
                    result = aggregate.result(copy(after.get(slot)));
                } else {
                    Object total = aggregate.merge(copy(before.get(slot)), after.get(slot));
                    result = aggregate.result(copy(total));
                }
                NotNull.given(result);
            } catch (Exception e) {
                throw failed(slot, e);
            }
            if (wanted != null && !isWanted(slot, result, wanted)) {
                continue;
            }
            int kind = Kind.of(result);
            long bits = Kind.bits(kind, result);
            if (keyKind == Kind.OBJECT) {
                Object key = keys.keys().objects()[slot];
                int its = Kind.of(key);
                out.put(its, Kind.keyBits(its, key), key, kind, bits, kind == Kind.OBJECT ? result : null);
            } else {
                out.put(
                        keyKind,
                        keys.keys().bits()[slot],
                        null,
                        kind,
                        bits,
                        kind == Kind.OBJECT ? result : null);
            }
        }
    }

    private boolean isWanted(int slot, Object result, Function<Pair<Object, Object>, Boolean> wanted) {
        Pair<Object, Object> pair = Pair.of(keys.key(slot), result);
        try {
            return wanted.call(pair);
        } catch (Exception e) {
            throw OperatorException.of(origin, pair, e);
        }
    }

    private static boolean ready(SlotTotals totals, int kind) {
        if (totals.values().kind() == Cells.NONE) {
            totals.values().set(0, kind, 0, null);
        }
        return totals.values().kind() == kind;
    }

    private Aggregate<Object, Object, Object> aggregate() {
        return own;
    }

    private OperatorException failed(int slot, Exception e) {
        return OperatorException.of(origin, keys.key(slot), e);
    }
}
