package io.sakia.streaming.state;

import io.sakia.Pair;
import io.sakia.column.Column;
import io.sakia.column.Kind;
import io.sakia.column.LoopCopies;
import io.sakia.column.PairSink;
import io.sakia.column.RecordColumns;
import io.sakia.connector.StableHash;
import io.sakia.engine.OperatorException;
import io.sakia.plan.Origin;
import io.sakia.streaming.time.Time;
import java.lang.invoke.MethodHandles;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The inner loop of {@code mapWithState}: finds a key's slot once, and lets the function read and change what stands there, without boxes as long
 * as the table's columns hold numbers. It is itself the state that the function sees, and what takes the
 * records that it sends on: whatever is done with a box must be done here, where it is compiled for this function alone.
 *
 * <pre>
 *   for 64 keys of a column   hash, look into the index          loads that do not wait for each other
 *   for 64 keys of a column   look at key and state in the slot  likewise
 *   for each of them          call the function              its state is in the cache by now
 * </pre>
 *
 * <p>The class is a template too, of which {@link LoopCopies} makes a copy for each busy function; the same rules hold as for all such loops: kinds
 * are asked for before boxes are made, a box is given to nothing that may not be compiled in, and nothing here is static and changes, or is a lambda or
 * a nested class.
 */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
final class MappingLoop extends PairSink implements State<Object>, Consumer<Object> {
    private static final @Nullable Mapping<Object, Object, Object, Object> SHARED =
            LoopCopies.shared(MethodHandles.lookup());

    private static final StateView[] NONE = {};
    private static final int BLOCK = 64;

    private final Mapping<Object, Object, Object, Object> own;
    private final Time time;
    private final Origin origin;
    private final Consumer<Object> admitted;
    private final RecordColumns<Object> out;
    private final StateSession<Object, Object> session;
    private final StateTable<Object, Object> table;
    private final ChangeLog log;
    /** Who is told how many records the template has done, if anybody is. */
    private final LoopCopies<?>.@Nullable Use use;

    private final long[] hashes = new long[BLOCK];
    private final int[] slots = new int[BLOCK];

    private final StateView[] views;
    private int turn;

    // The pair whose turn it is.
    private int keyKind;
    private long keyBits;
    private @Nullable Object key;
    private long hash;
    private int slot;

    /** Whether a state was found storable that is a number of this kind, under a key of that. */
    private int storable = Kind.OBJECT;

    private int storableKey = Kind.OBJECT;

    MappingLoop(Mapping<Object, Object, Object, Object> mapping, MappingPlace place, LoopCopies<?>.@Nullable Use use) {
        this.own = mapping;
        this.time = place.time();
        this.origin = place.origin();
        this.admitted = place.keys();
        this.out = place.out();
        this.session = place.session();
        this.table = session.table();
        this.log = session.log();
        this.use = use;
        this.views = SHARED == null ? StateView.of(this, this) : NONE;
    }

    @Override
    public void put(
            int itsKind, long itsBits, @Nullable Object itsKey, int valueKind, long valueBits, @Nullable Object value) {
        if (SHARED == null && use != null) {
            use.count(1);
        }
        keyKind = itsKind;
        keyBits = itsBits;
        try {
            if (itsKind == Kind.OBJECT) {
                key = itsKey;
                hash = session.hash(itsKey);
                admitted.accept(itsKey);
                slot = table.find(itsKey, hash);
            } else {
                key = null;
                hash = StableHash.mix(itsBits);
                requireHere();
                slot = table.find(itsKind, itsBits, hash);
            }
        } catch (RuntimeException e) {
            throw failed(valueKind, valueBits, value, e);
        }
        call(valueKind, valueBits, value);
    }

    @Override
    public void putAll(Column keys, Column values, int from, int to) throws Exception {
        for (int start = from; start < to; start += BLOCK) {
            int count = Math.min(BLOCK, to - start);
            if (keys.kind() == Kind.OBJECT && !hash(keys.objects(), start, count)) {
                super.putAll(keys, values, start, start + count);
                continue;
            }
            if (SHARED == null && use != null) {
                use.count(count);
            }
            if (keys.kind() == Kind.OBJECT) {
                putBlock(keys.objects(), values, start, count);
            } else {
                putBlock(keys.kind(), keys.bits(), values, start, count);
            }
        }
    }

    /** Hashes some keys; false if one of them is a number, or can't be a key here, which is told when its turn comes. */
    private boolean hash(@Nullable Object[] keys, int start, int count) {
        for (int i = 0; i < count; i++) {
            Object its = keys[start + i];
            if (its == null || Kind.of(its) != Kind.OBJECT) {
                return false;
            }
            try {
                hashes[i] = StableHash.of(its);
            } catch (RuntimeException e) {
                return false;
            }
            if (!session.isHere(hashes[i])) {
                return false;
            }
        }
        return true;
    }

    private void putBlock(@Nullable Object[] keys, Column values, int start, int count) {
        table.locate(keys, start, count, hashes, slots);
        keyKind = Kind.OBJECT;
        keyBits = 0;
        for (int i = 0; i < count; i++) {
            key = keys[start + i];
            hash = hashes[i];
            slot = slots[i];
            int valueKind = values.kind();
            long valueBits = 0;
            Object value = null;
            if (valueKind == Kind.OBJECT) {
                value = values.objects()[start + i];
                valueKind = Kind.of(value);
                valueBits = Kind.bits(valueKind, value);
            } else {
                valueBits = values.bits()[start + i];
            }
            try {
                admitted.accept(key);
                if (slot < 0 || !table.isAlive(slot)) { // an earlier pair of this block may have changed that
                    slot = table.find(key, hash);
                }
            } catch (RuntimeException e) {
                throw failed(valueKind, valueBits, value, e);
            }
            call(valueKind, valueBits, value);
        }
    }

    private void putBlock(int kind, long[] bits, Column values, int start, int count) {
        table.locate(kind, bits, start, count, hashes, slots);
        keyKind = kind;
        key = null;
        for (int i = 0; i < count; i++) {
            keyBits = bits[start + i];
            hash = hashes[i];
            slot = slots[i];
            int valueKind = values.kind();
            long valueBits = 0;
            Object value = null;
            if (valueKind == Kind.OBJECT) {
                value = values.objects()[start + i];
                valueKind = Kind.of(value);
                valueBits = Kind.bits(valueKind, value);
            } else {
                valueBits = values.bits()[start + i];
            }
            if (slot < 0 || !table.isAlive(slot)) { // an earlier pair of this block may have changed that
                try {
                    requireHere();
                } catch (RuntimeException e) {
                    throw failed(valueKind, valueBits, value, e);
                }
                slot = table.find(kind, keyBits, hash);
            }
            call(valueKind, valueBits, value);
        }
    }

    private void call(int valueKind, long valueBits, @Nullable Object value) {
        int kind = keyKind;
        long bits = keyBits;
        try {
            Object boxed = kind == Kind.LONG ? (Object) bits : kind == Kind.OBJECT ? key : Kind.box(kind, bits);
            Object operand = valueKind == Kind.LONG
                    ? (Object) valueBits
                    : valueKind == Kind.OBJECT ? value : Kind.box(valueKind, valueBits);
            if (SHARED == null) {
                StateView view = views[turn];
                turn = turn == 2 ? 0 : turn + 1;
                own.call(time, boxed, operand, view, view);
            } else {
                SHARED.call(time, boxed, operand, this, this);
            }
        } catch (Throwable e) {
            throw failed(valueKind, valueBits, value, e);
        }
    }

    @Override
    public void expect(int more) {
        out.expect(more);
    }

    @Override
    public void accept(Object record) {
        if (record instanceof Pair<?, ?> pair) {
            Object its = pair.key();
            Object other = pair.value();
            int itsKind = Kind.of(its);
            int otherKind = Kind.of(other);
            if (itsKind != Kind.OBJECT && otherKind != Kind.OBJECT) {
                out.add(itsKind, Kind.bits(itsKind, its), null, otherKind, Kind.bits(otherKind, other), null);
                return;
            }
            if (itsKind != Kind.OBJECT) {
                out.add(itsKind, Kind.bits(itsKind, its), null, otherKind, 0, other);
                return;
            }
            if (otherKind != Kind.OBJECT) {
                out.add(itsKind, 0, its, otherKind, Kind.bits(otherKind, other), null);
                return;
            }
        }
        out.add(record);
    }

    @Override
    public boolean exists() {
        return slot >= 0 && table.isAlive(slot);
    }

    @Override
    public Object get() {
        if (!exists()) {
            throw absent();
        }
        OptionalColumn states = table.states();
        if (states.kind() == Kind.LONG) {
            return states.bits()[slot];
        }
        return session.copied(table.stateAt(slot));
    }

    @Override
    public Optional<Object> getOption() {
        return exists() ? Optional.of(get()) : Optional.empty();
    }

    @Override
    public void update(Object newState) {
        int kind = Kind.of(newState);
        if (kind == Kind.OBJECT) {
            Object kept = session.kept(boxedKey(), newState);
            place();
            table.set(slot, kind, 0, kept, log);
        } else {
            long bits = Kind.bits(kind, newState);
            if (session.stores()) {
                requireStorable(kind, bits);
            }
            place();
            table.set(slot, kind, bits, null, log);
        }
    }

    @Override
    public void remove() {
        if (exists()) {
            table.removeAt(slot, log);
        }
    }

    @Override
    public boolean isTimingOut() {
        return false;
    }

    private Object boxedKey() {
        return Kind.box(keyKind, keyBits, key);
    }

    private void requireHere() {
        if (!session.isHere(hash)) {
            throw session.elsewhere(boxedKey(), hash);
        }
    }

    private void requireStorable(int kind, long bits) {
        if (kind != storable || keyKind != storableKey || keyKind == Kind.OBJECT) {
            session.requireState(boxedKey(), Kind.box(kind, bits));
            storable = kind;
            storableKey = keyKind;
        }
    }

    /** Sees to it that there is a slot in which a state may be put. */
    private void place() {
        if (slot < 0 || table.isSpent(slot, log)) {
            slot = table.append(keyKind, keyBits, key, hash);
        }
    }

    private NoSuchElementException absent() {
        return new NoSuchElementException("key " + boxedKey() + " has no state yet; ask exists(), or use getOption()");
    }

    private OperatorException failed(int valueKind, long valueBits, @Nullable Object value, Throwable thrown) {
        return OperatorException.of(
                origin, new Pair<>(Kind.box(keyKind, keyBits, key), Kind.box(valueKind, valueBits, value)), thrown);
    }
}
