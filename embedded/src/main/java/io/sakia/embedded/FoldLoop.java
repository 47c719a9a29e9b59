package io.sakia.embedded;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.column.Column;
import io.sakia.column.Kind;
import io.sakia.column.LoopCopies;
import io.sakia.column.RecordForm;
import io.sakia.embedded.disk.LostBlockException;
import io.sakia.embedded.spill.AggregationTable;
import io.sakia.embedded.spill.KeyedBucket;
import io.sakia.embedded.spill.KeyedFold;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The inner loop of a fold: finds a key in the table and folds into its accumulator, without boxes as long as the table's columns hold numbers.
 * Whatever is rare (growth, memory, disk, another kind) is a call of the {@link KeyedFold}, and as soon as something lies on disk, all is.
 *
 * <p>The class is a template too. {@link FoldLoops} defines its bytes again as a hidden class for an aggregate that folds many records:
 *
 * <pre>
 *   FoldLoop            SHARED = null        the aggregate is a field; one profile for all aggregates
 *   FoldLoop/0x…8000    SHARED = sum         the aggregate is a constant, which the JIT compiles into the loop
 *   FoldLoop/0x…9000    SHARED = count       … with types and branches as they are in this fold alone
 * </pre>
 *
 * <p>So what is to be compiled with the loop stands here, not in methods that other loops share: their profiles are of all loops. A box is made
 * right where the user's function is called and its result is opened right behind it, where the JIT finds that neither is needed. Nothing here
 * may be static and change, or use a lambda or a nested class.
 *
 * <p>The order of statements counts. Where the JIT has left out a branch that was never taken, it must be able to go on in the interpreter, with
 * every object that is live there: a box that is made before such a branch, or is given to a method that is not compiled in, is really made. So
 * all kinds are asked for first, then come the boxes, the call, and the result's opening, with no branch between.
 */
@SuppressWarnings(
        "NullAway") // it does not follow the nullability of type arguments, and keys are never null behind put
final class FoldLoop extends AggregateLink {
    private static final @Nullable Aggregate<Object, @Nullable Object, Object> SHARED =
            LoopCopies.shared(MethodHandles.lookup());
    private static final @Nullable RecordForm FORM = LoopCopies.form(MethodHandles.lookup());
    private static final @Nullable Class<?> RECORD = FORM == null ? null : FORM.type();
    private static final @Nullable MethodHandle MAKE = FORM == null ? null : FORM.make();
    private static final @Nullable MethodHandle STORE = FORM == null ? null : FORM.store();
    private static final int WIDTH = FORM == null ? 0 : FORM.width();
    private static final long[] NO_CELLS = {};

    /** After so many pairs it is said how many were put in. */
    private static final int ROUND = 1024;

    private final Aggregate<Object, @Nullable Object, Object> own;
    private final AggregateFolder folder;
    private final KeyedFold fold;
    private final boolean parts;
    private final Attempt attempt;
    /** Who is told how many records the template has folded, if anybody is. */
    private final LoopCopies<?>.@Nullable Use use;

    /** The texts that stand in for keys which are equal to them; null where values are parts, whose keys were exchanged before. */
    private final @Nullable KnownTexts texts;

    /** Whether accumulators that are records of numbers may lie in cells until {@link #flush}. */
    private boolean keeps;

    /** The accumulators by position, in place of those in the table, which are older; of length 0 where the table's count. */
    private long[] cells = NO_CELLS;

    /** How many accumulators lie there. */
    private int laid;

    private int put;

    /** How many keys were exchanged. */
    private int known;

    /** Null where the fold must be asked: at first, and once something lies on disk. */
    private @Nullable AggregationTable table;

    /** The same where pairs hold parts: {@link #put} finds no table then. */
    private @Nullable AggregationTable merged;

    /**
     * A loop.
     *
     * @param parts whether pairs hold the accumulators of parts, and not values
     * @param use is told how many records are folded; null if nobody asks
     */
    FoldLoop(AggregateFolder folder, KeyedFold fold, boolean parts, Attempt attempt, LoopCopies<?>.@Nullable Use use) {
        this.own = folder.aggregate();
        this.folder = folder;
        this.fold = fold;
        this.parts = parts;
        this.attempt = attempt;
        this.use = use;
        this.texts = parts ? null : attempt.loops().history(folder.origin()).texts();
    }

    @Override
    void put(int keyKind, long keyBits, @Nullable Object key, int valueKind, long valueBits, @Nullable Object value) {
        if (SHARED == null && ++put == ROUND) {
            note();
        }
        Column accumulators;
        int position;
        Object after;
        try {
            AggregationTable all = table;
            int hash;
            if (keyKind == Kind.OBJECT) {
                hash = Kind.hash(key.hashCode());
                position = all == null ? -1 : find(all, key, hash);
            } else {
                hash = Kind.hash(keyKind, keyBits);
                position = all == null ? -1 : find(all, keyKind, keyBits, hash);
            }
            if (position < 0) {
                insert(keyKind, keyBits, key, hash, valueKind, valueBits, value);
                return;
            }
            accumulators = all.accumulators();
            if (accumulators.kind() != Kind.LONG) {
                if (RECORD != null && laid > 0) {
                    addToRecord(accumulators, position, keyKind, keyBits, key, valueKind, valueBits, value);
                } else {
                    addOther(accumulators, position, keyKind, keyBits, key, valueKind, valueBits, value);
                }
                return;
            }
            long before = accumulators.bits()[position];
            Object operand = payload(valueKind, valueBits, value);
            after = aggregate().add(before, operand);
            if (after instanceof Long number) {
                accumulators.bits()[position] = number;
                return;
            }
        } catch (LostBlockException | UncheckedIOException e) {
            throw e;
        } catch (Throwable e) {
            throw failed(e, keyKind, keyBits, key, valueKind, valueBits, value);
        }
        keep(accumulators, position, after, valueKind, value);
    }

    @Override
    void merge(KeyedBucket part, long bytes) {
        if (fold.adopts(part, bytes)) {
            merged = null;
            return;
        }
        if (use != null) {
            use.count(part.size);
        }
        Column keys = part.keys;
        Column accumulators = part.accumulators;
        for (int i = 0; i < part.size; i++) {
            attempt.checkStopped();
            int keyKind = keys.kind();
            long keyBits = 0;
            Object key = null;
            if (keyKind == Kind.OBJECT) {
                key = keys.objects()[i];
                keyKind = Kind.of(key);
                keyBits = Kind.keyBits(keyKind, key);
            } else {
                keyBits = keys.bits()[i];
            }
            int kind = accumulators.kind();
            long bits = 0;
            Object accumulator = null;
            if (kind == Kind.OBJECT) {
                accumulator = accumulators.objects()[i];
                kind = Kind.of(accumulator);
                bits = Kind.bits(kind, accumulator);
            } else {
                bits = accumulators.bits()[i];
            }
            try {
                merge(keyKind, keyBits, key, part.hashes[i], kind, bits, accumulator);
            } catch (LostBlockException | UncheckedIOException e) {
                throw e;
            } catch (Throwable e) {
                throw failed(e, keyKind, keyBits, key, kind, bits, accumulator);
            }
        }
    }

    @Override
    void learn(KeyedBucket folded, FoldHistory history) {
        history.note(folded, texts, known);
    }

    @Override
    Column results(KeyedBucket folded) {
        Aggregate<Object, @Nullable Object, Object> aggregate = aggregate();
        Column results = new Column(folded.size);
        for (int i = 0; i < folded.size; i++) {
            attempt.checkStopped();
            Object result;
            try {
                result = aggregate.result(accumulator(folded.accumulators, i));
            } catch (Throwable e) {
                throw failed(e, folded, i);
            }
            int kind = Kind.of(result);
            if (kind == Kind.OBJECT) {
                results.append(kind, 0, result);
            } else {
                results.append(kind, Kind.bits(kind, result), null);
            }
        }
        return results;
    }

    /** Folds a value into an accumulator that lies in cells: a record is made of them, and the one that comes out is taken apart again. */
    private void addToRecord(
            Column accumulators,
            int position,
            int keyKind,
            long keyBits,
            @Nullable Object key,
            int valueKind,
            long valueBits,
            @Nullable Object value) {
        long[] all = cells;
        int at = position * WIDTH;
        Object after;
        try {
            Object before = (Object) MAKE.invokeExact(all, at);
            Object operand = payload(valueKind, valueBits, value);
            after = aggregate().add(before, operand);
            if (after != null && after.getClass() == RECORD) {
                STORE.invokeExact(after, all, at);
                return;
            }
        } catch (Throwable e) {
            throw failed(e, keyKind, keyBits, key, valueKind, valueBits, value);
        }
        flush();
        keeps = false;
        keep(accumulators, position, after, valueKind, value);
    }

    /** Folds a value into an accumulator that is no Long: by itself, so that the hottest method stays small enough to be compiled in. */
    private void addOther(
            Column accumulators,
            int position,
            int keyKind,
            long keyBits,
            @Nullable Object key,
            int valueKind,
            long valueBits,
            @Nullable Object value) {
        int kind = accumulators.kind();
        Object after;
        try {
            if (kind == Kind.OBJECT) {
                Object before = accumulators.objects()[position];
                Object operand = payload(valueKind, valueBits, value);
                after = aggregate().add(before, operand);
            } else if (kind == Kind.DOUBLE) {
                double before = Double.longBitsToDouble(accumulators.bits()[position]);
                Object operand = payload(valueKind, valueBits, value);
                after = aggregate().add(before, operand);
                if (after instanceof Double number) {
                    accumulators.bits()[position] = Double.doubleToRawLongBits(number);
                    return;
                }
            } else {
                int before = (int) accumulators.bits()[position];
                Object operand = payload(valueKind, valueBits, value);
                after = aggregate().add(before, operand);
                if (after instanceof Integer number) {
                    accumulators.bits()[position] = number;
                    return;
                }
            }
        } catch (Throwable e) {
            throw failed(e, keyKind, keyBits, key, valueKind, valueBits, value);
        }
        keep(accumulators, position, after, valueKind, value);
    }

    private void merge(
            int keyKind,
            long keyBits,
            @Nullable Object key,
            int hash,
            int valueKind,
            long valueBits,
            @Nullable Object value) {
        AggregationTable all = merged == null ? open() : merged;
        if (all == null) {
            fold.put(keyKind, keyBits, key, AggregateFolder.PART, valueKind, valueBits, value);
            return;
        }
        int position = keyKind == Kind.OBJECT ? find(all, key, hash) : find(all, keyKind, keyBits, hash);
        if (position < 0) {
            insertPart(all, keyKind, keyBits, key, hash, valueKind, valueBits, value);
            return;
        }
        Column accumulators = all.accumulators();
        if (accumulators.kind() != Kind.LONG) {
            mergeOther(accumulators, position, keyKind, keyBits, key, valueKind, valueBits, value);
            return;
        }
        Object after;
        try {
            long before = accumulators.bits()[position];
            Object operand = part(valueKind, valueBits, value);
            after = aggregate().merge(before, operand);
        } catch (Throwable e) {
            throw failed(e, keyKind, keyBits, key, valueKind, valueBits, value);
        }
        if (after instanceof Long number) {
            accumulators.bits()[position] = number;
        } else {
            keep(accumulators, position, after, valueKind, value);
        }
    }

    /** The same as {@link #addOther} for the accumulator of a part. */
    private void mergeOther(
            Column accumulators,
            int position,
            int keyKind,
            long keyBits,
            @Nullable Object key,
            int valueKind,
            long valueBits,
            @Nullable Object value) {
        int kind = accumulators.kind();
        Object after;
        try {
            if (kind == Kind.OBJECT) {
                Object before = accumulators.objects()[position];
                Object operand = part(valueKind, valueBits, value);
                after = aggregate().merge(before, operand);
            } else if (kind == Kind.DOUBLE) {
                double before = Double.longBitsToDouble(accumulators.bits()[position]);
                Object operand = part(valueKind, valueBits, value);
                after = aggregate().merge(before, operand);
                if (after instanceof Double number) {
                    accumulators.bits()[position] = Double.doubleToRawLongBits(number);
                    return;
                }
            } else {
                int before = (int) accumulators.bits()[position];
                Object operand = part(valueKind, valueBits, value);
                after = aggregate().merge(before, operand);
                if (after instanceof Integer number) {
                    accumulators.bits()[position] = number;
                    return;
                }
            }
        } catch (Throwable e) {
            throw failed(e, keyKind, keyBits, key, valueKind, valueBits, value);
        }
        keep(accumulators, position, after, valueKind, value);
    }

    /**
     * Folds the first value of a key, or any where there is no table. All that this needs stands in this one method, and so it is too large to be
     * compiled into {@link #put}: that is compiled by itself before the loop that calls it is, and if it were large by then, it would not be compiled into the loop.
     */
    private void insert(
            int keyKind,
            long keyBits,
            @Nullable Object key,
            int hash,
            int valueKind,
            long valueBits,
            @Nullable Object value) {
        if (parts) {
            merge(keyKind, keyBits, key, hash, valueKind, valueBits, value);
            return;
        }
        AggregationTable all = table;
        if (all == null) {
            all = open();
            if (all == null) {
                fold.put(keyKind, keyBits, key, AggregateFolder.VALUE, valueKind, valueBits, value);
                return;
            }
            if (all.size() > 0) {
                put(keyKind, keyBits, key, valueKind, valueBits, value);
                return;
            }
        }
        if (all.isFull() && !fold.mayGrow()) {
            flush();
            table = null;
            fold.put(keyKind, keyBits, key, AggregateFolder.VALUE, valueKind, valueBits, value);
            return;
        }
        Object first;
        try {
            Aggregate<Object, @Nullable Object, Object> aggregate = aggregate();
            Object operand = payload(valueKind, valueBits, value);
            first = aggregate.add(aggregate.create(), operand);
        } catch (Throwable e) {
            throw failed(e, keyKind, keyBits, key, valueKind, valueBits, value);
        }
        Object own = key;
        if (keyKind == Kind.OBJECT && texts != null) {
            own = texts.of(key, hash);
            known += own == key ? 0 : 1;
        }
        int kind = Kind.of(first);
        if (kind == Kind.OBJECT) {
            all.insert(keyKind, keyBits, own, hash, kind, 0, first);
        } else {
            all.insert(keyKind, keyBits, own, hash, kind, Kind.bits(kind, first), null);
        }
        if (RECORD != null && keeps) {
            if (first == null || first.getClass() != RECORD || all.size() - 1 != laid) {
                flush();
                keeps = false;
            } else {
                if (cells.length < all.room() * WIDTH) {
                    cells = Arrays.copyOf(cells, all.room() * WIDTH);
                    fold.beside((long) Long.BYTES * cells.length);
                }
                try {
                    STORE.invokeExact(first, cells, laid * WIDTH);
                } catch (Throwable e) {
                    throw new IllegalStateException("a record can't be laid into cells", e);
                }
                laid++;
            }
        }
        inserted(all, key, valueKind, value);
    }

    /** Takes the first accumulator of a key as it is. */
    private void insertPart(
            AggregationTable all,
            int keyKind,
            long keyBits,
            @Nullable Object key,
            int hash,
            int valueKind,
            long valueBits,
            @Nullable Object value) {
        if (all.isFull() && !fold.mayGrow()) {
            merged = null;
            fold.put(keyKind, keyBits, key, AggregateFolder.PART, valueKind, valueBits, value);
            return;
        }
        all.insert(keyKind, keyBits, key, hash, valueKind, valueBits, value);
        inserted(all, key, valueKind, value);
    }

    private void inserted(AggregationTable all, @Nullable Object key, int valueKind, @Nullable Object value) {
        if (all.keys().kind() == Kind.OBJECT || all.accumulators().kind() == Kind.OBJECT) {
            AggregationTable left = fold.inserted(key, valueKind, value);
            if (left == null) {
                flush();
            }
            use(left);
        }
    }

    @Override
    void mayKeep() {
        keeps = RECORD != null;
    }

    /** Makes objects of the accumulators that lie in cells, and puts them into the table. */
    @Override
    void flush() {
        AggregationTable all = table;
        if (MAKE == null || laid == 0 || all == null) {
            return;
        }
        Object[] objects = all.accumulators().objects();
        try {
            for (int i = 0; i < laid; i++) {
                objects[i] = (Object) MAKE.invokeExact(cells, i * WIDTH);
            }
        } catch (Throwable e) {
            throw Failures.at(folder.origin(), null, e);
        }
        cells = NO_CELLS;
        laid = 0;
        fold.beside(0);
    }

    /** Keeps an accumulator that is an object, or of another kind than the accumulators before. */
    private void keep(Column all, int position, @Nullable Object after, int valueKind, @Nullable Object value) {
        if (all.kind() == Kind.OBJECT) {
            all.objects()[position] = after;
        } else {
            all.set(position, after);
        }
        use(fold.folded(position, valueKind, value));
    }

    private void note() {
        put = 0;
        if (use != null) {
            use.count(ROUND);
            AggregationTable all = table;
            if (all != null && all.accumulators().kind() == Kind.OBJECT) {
                use.sees(all.accumulators().objects()[0]);
            }
        }
    }

    /** The table, as long as all keys are in memory. */
    private @Nullable AggregationTable open() {
        AggregationTable all = fold.table();
        use(all);
        return all;
    }

    private void use(@Nullable AggregationTable all) {
        if (parts) {
            merged = all;
        } else {
            table = all;
        }
    }

    private static int find(AggregationTable all, Object key, int hash) {
        Column keys = all.keys();
        if (keys.kind() != Kind.OBJECT) {
            return -1;
        }
        long[] index = all.index();
        Object[] objects = keys.objects();
        int mask = index.length - 1;
        for (int slot = hash >>> all.shift(); ; slot = (slot + 1) & mask) {
            long entry = index[slot];
            if (entry == 0) {
                return -1;
            }
            if ((int) (entry >>> 32) == hash) {
                Object present = objects[(int) entry - 1];
                if (present == key || present.equals(key)) {
                    return (int) entry - 1;
                }
            }
        }
    }

    private static int find(AggregationTable all, int kind, long bits, int hash) {
        Column keys = all.keys();
        if (keys.kind() != kind) {
            return keys.kind() == Kind.OBJECT ? all.find(kind, bits, null, hash) : -1;
        }
        long[] index = all.index();
        long[] present = keys.bits();
        int mask = index.length - 1;
        for (int slot = hash >>> all.shift(); ; slot = (slot + 1) & mask) {
            long entry = index[slot];
            if (entry == 0) {
                return -1;
            }
            if ((int) (entry >>> 32) == hash && present[(int) entry - 1] == bits) {
                return (int) entry - 1;
            }
        }
    }

    private static @Nullable Object accumulator(Column all, int position) {
        int kind = all.kind();
        if (kind == Kind.LONG) {
            return all.bits()[position];
        }
        if (kind == Kind.OBJECT) {
            return all.objects()[position];
        }
        if (kind == Kind.DOUBLE) {
            return Double.longBitsToDouble(all.bits()[position]);
        }
        return (int) all.bits()[position];
    }

    private static @Nullable Object payload(int kind, long bits, @Nullable Object value) {
        if (kind == Kind.LONG) {
            return bits;
        }
        if (value != null || kind == Kind.OBJECT) {
            return value;
        }
        if (kind == Kind.DOUBLE) {
            return Double.longBitsToDouble(bits);
        }
        return (int) bits;
    }

    /** The same as {@link #payload}, with a profile of its own: values and accumulators are of different kinds. */
    private static @Nullable Object part(int kind, long bits, @Nullable Object value) {
        if (value != null || kind == Kind.OBJECT) {
            return value;
        }
        if (kind == Kind.LONG) {
            return bits;
        }
        if (kind == Kind.DOUBLE) {
            return Double.longBitsToDouble(bits);
        }
        return (int) bits;
    }

    private Aggregate<Object, @Nullable Object, Object> aggregate() {
        return SHARED != null ? SHARED : own;
    }

    private RuntimeException failed(
            Throwable thrown,
            int keyKind,
            long keyBits,
            @Nullable Object key,
            int valueKind,
            long valueBits,
            @Nullable Object value) {
        Object boxed = Kind.box(keyKind, keyBits, key);
        Object payload = Kind.box(valueKind, valueBits, value);
        return boxed == null
                ? Keys.missing(folder.origin(), payload)
                : Failures.at(folder.origin(), new Pair<>(boxed, payload), thrown);
    }

    private RuntimeException failed(Throwable thrown, KeyedBucket folded, int position) {
        Object accumulator = folded.accumulators.get(position);
        return Failures.at(folder.origin(), new Pair<>(folded.keys.get(position), accumulator), thrown);
    }
}
