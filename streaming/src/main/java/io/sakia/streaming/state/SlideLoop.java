package io.sakia.streaming.state;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.column.Kind;
import io.sakia.column.LoopCopies;
import io.sakia.column.RecordColumns;
import io.sakia.engine.OperatorException;
import io.sakia.function.Function;
import io.sakia.function.NotNull;
import io.sakia.plan.Origin;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * The inner loops of windows. As long as totals and partials are numbers of one kind they have loops of their own, without boxes.
 *
 * <p>The class is a template too, of which {@link LoopCopies} makes a copy for each busy aggregate; the same rules hold as for all such loops: kinds are
 * asked for before boxes are made, a box is given to nothing that may not be compiled in, and nothing here is static and changes, or is a lambda or a
 * nested class.
 */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
final class SlideLoop extends SlideLoops {
    private static final @Nullable Aggregate<Object, Object, Object> SHARED = LoopCopies.shared(MethodHandles.lookup());

    private final Aggregate<Object, Object, Object> own;
    private final StateCopier<Object> copier;
    private final Origin origin;
    private final KeySlots keys;
    /** Who is told how many entries the template has done, if anybody is. */
    private final LoopCopies<?>.@Nullable Use use;

    /** A class whose values need no copies: the last one that was found to be such. */
    private @Nullable Class<?> kept;

    private int records;
    private boolean other;
    private @Nullable Object otherResult;

    SlideLoop(
            Aggregate<Object, Object, Object> aggregate,
            StateCopier<Object> copier,
            Origin origin,
            KeySlots keys,
            LoopCopies<?>.@Nullable Use use) {
        this.own = aggregate;
        this.copier = copier;
        this.origin = origin;
        this.keys = keys;
        this.use = use;
    }

    @Override
    @Nullable
    Object copy(@Nullable Object value) {
        return value == null || value.getClass() == kept ? value : copyOther(value);
    }

    private Object copyOther(Object value) {
        Class<?> type = value.getClass();
        if (copier.keeps(type)) {
            kept = type;
            return value;
        }
        return copier.copy(value);
    }

    @Override
    void merge(Cells values, int place, int kind, long bits, @Nullable Object value) throws Exception {
        if (kind > Kind.OBJECT && values.kind() == kind) {
            long number = merged(kind, values.bits()[place], bits);
            if (other) {
                values.set(place, other());
            } else {
                values.bits()[place] = number;
            }
            return;
        }
        values.set(place, aggregate().merge(copy(values.get(place)), Kind.box(kind, bits, value)));
    }

    @Override
    @Nullable
    Object begin(Cells values, int place, Object record) throws Exception {
        countRecord();
        Object made = aggregate().add(aggregate().create(), record);
        int kind = Kind.of(made);
        values.set(place, kind, Kind.bits(kind, made), made);
        return kind == Kind.OBJECT ? made : null;
    }

    @Override
    void add(Cells values, int place, Object record, boolean isOthers) throws Exception {
        countRecord();
        int kind = values.kind();
        if (kind > Kind.OBJECT) {
            long number = added(kind, values.bits()[place], record);
            if (other) {
                values.set(place, other());
            } else {
                values.bits()[place] = number;
            }
            return;
        }
        Object value = values.get(place);
        values.set(place, aggregate().add(isOthers ? copy(value) : value, record));
    }

    private void countRecord() {
        if (SHARED == null && use != null && ++records == 1024) {
            use.count(records);
            records = 0;
        }
    }

    @Override
    void emit(Slice pane, RecordColumns<Object> out) {
        int size = pane.size();
        int kind = pane.values().kind();
        out.expect(size);
        for (int i = 0; i < size; i++) {
            int slot = pane.slots()[i];
            if (kind == Kind.OBJECT) {
                Object result;
                try {
                    result = aggregate().result(copy(pane.values().get(i)));
                } catch (Exception e) {
                    throw failed(slot, e);
                }
                put(slot, result, null, out);
                continue;
            }
            long result;
            try {
                result = result(kind, pane.values().bits()[i]);
            } catch (Exception e) {
                throw failed(slot, e);
            }
            if (other) {
                put(slot, other(), null, out);
            } else {
                put(slot, kind, result, null, out);
            }
        }
    }

    @Override
    void append(SlotTotals totals, int[] slots, int size, Cells newer, long pane) {
        count(size);
        int i = 0;
        try {
            if (totals.takes(newer.kind())) {
                i = appendNumbers(totals, slots, size, newer);
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

    /** Gives how far it has come, which is to the end unless a total is of another kind. */
    private int appendNumbers(SlotTotals totals, int[] slots, int size, Cells newer) {
        int kind = newer.kind();
        long[] numbers = newer.bits();
        long[] present = totals.present();
        long[] values = totals.values().bits();
        int i = 0;
        try {
            for (; i < size; i++) {
                int slot = slots[i];
                long bit = 1L << slot;
                if ((present[slot >>> 6] & bit) == 0) {
                    present[slot >>> 6] |= bit;
                    values[slot] = numbers[i];
                    continue;
                }
                long number = merged(kind, values[slot], numbers[i]);
                if (other) {
                    totals.set(slot, other());
                    return i + 1;
                }
                values[slot] = number;
            }
        } catch (Exception e) {
            throw failed(slots[i], e);
        }
        return size;
    }

    @Override
    Slice prepend(SlotTotals totals, Slice older) {
        int size = older.size();
        count(size);
        int[] slots = older.slots();
        Cells rests = Cells.like(older.values(), size);
        long[] present = new long[SlotTotals.words(size)];
        int i = 0;
        try {
            if (totals.takes(older.values().kind())) {
                i = prependNumbers(totals, older, rests.bits(), present);
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

    private int prependNumbers(SlotTotals totals, Slice older, long[] rests, long[] hasRest) {
        int kind = older.values().kind();
        int[] slots = older.slots();
        int size = slots.length;
        long[] partials = older.values().bits();
        long[] present = totals.present();
        long[] values = totals.values().bits();
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
                long rest = values[slot];
                rests[i] = rest;
                hasRest[i >>> 6] |= 1L << i;
                long number = merged(kind, partials[i], rest);
                if (other) {
                    totals.set(slot, other());
                    return i + 1;
                }
                values[slot] = number;
            }
        } catch (Exception e) {
            throw failed(slots[i], e);
        }
        return size;
    }

    @Override
    void subtract(SlotTotals totals, Slice oldest, long first) {
        count(oldest.size());
        long[] newest = totals.newest();
        int[] slots = oldest.slots();
        int i = 0;
        try {
            if (totals.takes(oldest.values().kind())) {
                i = subtractNumbers(totals, oldest, first);
            }
            for (; i < slots.length; i++) {
                int slot = slots[i];
                if (totals.has(slot)) {
                    if (newest[slot] < first) {
                        totals.remove(slot);
                    } else {
                        Object rest = aggregate()
                                .subtract(
                                        copy(totals.get(slot)), oldest.values().get(i));
                        totals.set(slot, rest);
                    }
                }
            }
        } catch (Exception e) {
            throw failed(slots[i], e);
        }
    }

    private int subtractNumbers(SlotTotals totals, Slice oldest, long first) {
        int kind = oldest.values().kind();
        int[] slots = oldest.slots();
        int size = slots.length;
        long[] partials = oldest.values().bits();
        long[] present = totals.present();
        long[] newest = totals.newest();
        long[] values = totals.values().bits();
        int i = 0;
        try {
            for (; i < size; i++) {
                int slot = slots[i];
                long bit = 1L << slot;
                if (newest[slot] < first) {
                    present[slot >>> 6] &= ~bit;
                } else if ((present[slot >>> 6] & bit) != 0) {
                    long number = subtracted(kind, values[slot], partials[i]);
                    if (other) {
                        totals.set(slot, other());
                        return i + 1;
                    }
                    values[slot] = number;
                }
            }
        } catch (Exception e) {
            throw failed(slots[i], e);
        }
        return size;
    }

    @Override
    void join(SlotTotals totals, int slot, SlotTotals newer) {
        try {
            if (totals.has(slot)) {
                totals.set(slot, aggregate().merge(copy(totals.get(slot)), newer.get(slot)));
            } else {
                totals.set(slot, newer.values(), slot);
            }
        } catch (Exception e) {
            throw failed(slot, e);
        }
    }

    @Override
    @Nullable
    Object joined(int slot, @Nullable Object older, @Nullable Object newer) {
        try {
            return aggregate().merge(copy(older), newer);
        } catch (Exception e) {
            throw failed(slot, e);
        }
    }

    @Override
    void emit(
            SlotTotals older,
            SlotTotals newer,
            @Nullable Function<Pair<Object, Object>, Boolean> wanted,
            RecordColumns<Object> out) {
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
            RecordColumns<Object> out) {
        int kind = back != 0 ? newer.values().kind() : older.values().kind();
        boolean numbers = kind > Kind.OBJECT && (front == 0 || older.values().kind() == kind);
        for (long rest = front | back; rest != 0; rest &= rest - 1) {
            int slot = (word << 6) + Long.numberOfTrailingZeros(rest);
            long bit = 1L << slot;
            if (!numbers) {
                putObject(slot, (front & bit) != 0, (back & bit) != 0, older, newer, wanted, out);
                continue;
            }
            long result;
            try {
                long total;
                if ((back & bit) == 0) {
                    total = older.values().bits()[slot];
                } else if ((front & bit) == 0) {
                    total = newer.values().bits()[slot];
                } else {
                    total = merged(
                            kind, older.values().bits()[slot], newer.values().bits()[slot]);
                }
                result = other ? resultOf(other()) : result(kind, total);
            } catch (Exception e) {
                throw failed(slot, e);
            }
            if (other) {
                put(slot, other(), wanted, out);
            } else if (wanted == null || isWanted(slot, Kind.box(kind, result), wanted)) {
                put(slot, kind, result, null, out);
            }
        }
    }

    private void putObject(
            int slot,
            boolean front,
            boolean back,
            SlotTotals older,
            SlotTotals newer,
            @Nullable Function<Pair<Object, Object>, Boolean> wanted,
            RecordColumns<Object> out) {
        Object result;
        try {
            if (!back) {
                result = aggregate().result(copy(older.get(slot)));
            } else if (!front) {
                result = aggregate().result(copy(newer.get(slot)));
            } else {
                Object total = aggregate().merge(copy(older.get(slot)), newer.get(slot));
                result = aggregate().result(copy(total));
            }
        } catch (Exception e) {
            throw failed(slot, e);
        }
        put(slot, result, wanted, out);
    }

    private void put(
            int slot,
            @Nullable Object result,
            @Nullable Function<Pair<Object, Object>, Boolean> wanted,
            RecordColumns<Object> out) {
        try {
            NotNull.given(result);
        } catch (NullPointerException e) {
            throw failed(slot, e);
        }
        if (wanted == null || isWanted(slot, result, wanted)) {
            int kind = Kind.of(result);
            put(slot, kind, Kind.bits(kind, result), kind == Kind.OBJECT ? result : null, out);
        }
    }

    private void put(int slot, int kind, long bits, @Nullable Object result, RecordColumns<Object> out) {
        Cells all = keys.keys();
        if (all.kind() == Kind.OBJECT) {
            Object key = all.objects()[slot];
            int its = Kind.of(key);
            out.add(its, Kind.keyBits(its, key), key, kind, bits, result);
        } else {
            out.add(all.kind(), all.bits()[slot], null, kind, bits, result);
        }
    }

    /**
     * Two numbers merged, if that gives a number of their kind; if not, it is the {@link #other()}. The boxes are all made in here: only where a
     * method takes numbers and gives one does the JIT see that none is needed.
     */
    private long merged(int kind, long older, long newer) throws Exception {
        Object both;
        if (kind == Kind.LONG) {
            both = aggregate().merge(older, newer);
            if (both instanceof Long number) {
                return number;
            }
        } else if (kind == Kind.DOUBLE) {
            both = aggregate().merge(Double.longBitsToDouble(older), Double.longBitsToDouble(newer));
            if (both instanceof Double number) {
                return Double.doubleToRawLongBits(number);
            }
        } else {
            both = aggregate().merge((int) older, (int) newer);
            if (both instanceof Integer number) {
                return number;
            }
        }
        return otherResult(both);
    }

    /** The same for a record that is added to a number. */
    private long added(int kind, long value, Object record) throws Exception {
        Object sum;
        if (kind == Kind.LONG) {
            sum = aggregate().add(value, record);
            if (sum instanceof Long number) {
                return number;
            }
        } else if (kind == Kind.DOUBLE) {
            sum = aggregate().add(Double.longBitsToDouble(value), record);
            if (sum instanceof Double number) {
                return Double.doubleToRawLongBits(number);
            }
        } else {
            sum = aggregate().add((int) value, record);
            if (sum instanceof Integer number) {
                return number;
            }
        }
        return otherResult(sum);
    }

    /** The same for a number taken out of another. */
    private long subtracted(int kind, long total, long oldest) throws Exception {
        Object rest;
        if (kind == Kind.LONG) {
            rest = aggregate().subtract(total, oldest);
            if (rest instanceof Long number) {
                return number;
            }
        } else if (kind == Kind.DOUBLE) {
            rest = aggregate().subtract(Double.longBitsToDouble(total), Double.longBitsToDouble(oldest));
            if (rest instanceof Double number) {
                return Double.doubleToRawLongBits(number);
            }
        } else {
            rest = aggregate().subtract((int) total, (int) oldest);
            if (rest instanceof Integer number) {
                return number;
            }
        }
        return otherResult(rest);
    }

    /** The same for the result of a number. */
    private long result(int kind, long total) throws Exception {
        Object result;
        if (kind == Kind.LONG) {
            result = aggregate().result(total);
            if (result instanceof Long number) {
                return number;
            }
        } else if (kind == Kind.DOUBLE) {
            result = aggregate().result(Double.longBitsToDouble(total));
            if (result instanceof Double number) {
                return Double.doubleToRawLongBits(number);
            }
        } else {
            result = aggregate().result((int) total);
            if (result instanceof Integer number) {
                return number;
            }
        }
        return otherResult(result);
    }

    /** The same for the result of a total that is of another kind. */
    private long resultOf(@Nullable Object total) throws Exception {
        return otherResult(aggregate().result(copy(total)));
    }

    private long otherResult(@Nullable Object result) {
        other = true;
        otherResult = result;
        return 0;
    }

    /** What the last step gave, where it gave something else than a number of the kind that it took. */
    private @Nullable Object other() {
        Object result = otherResult;
        other = false;
        otherResult = null;
        return result;
    }

    private boolean isWanted(int slot, Object result, Function<Pair<Object, Object>, Boolean> wanted) {
        Pair<Object, Object> pair = Pair.of(keys.key(slot), result);
        try {
            return wanted.call(pair);
        } catch (Exception e) {
            throw OperatorException.of(origin, pair, e);
        }
    }

    private void count(long entries) {
        if (SHARED == null && use != null) {
            use.count(entries);
        }
    }

    private Aggregate<Object, Object, Object> aggregate() {
        return SHARED != null ? SHARED : own;
    }

    private OperatorException failed(int slot, Exception e) {
        return OperatorException.of(origin, keys.key(slot), e);
    }
}
