package io.sakia.streaming.state;

import io.sakia.Pair;
import io.sakia.column.Column;
import io.sakia.column.Kind;
import io.sakia.function.Function2;
import io.sakia.function.VoidFunction2;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A hash table from keys to states that is changed in place, logs what it changes, and can be put back.
 *
 * <pre>
 *   slot        0     1     2       3        dense, in the order of insertion: the key index finds that of a key
 *   keys      [ a     b     c       d     …
 *   states    [ 7     –     5       9     …  empty: the slot is dead
 *   logged    1 0 1 0                       whether the slot is in the log of this session
 * </pre>
 *
 * <p><b>Order.</b> Iteration goes by slot, so by insertion. A key that is removed and put again in one session keeps its place;
 * one that was removed in an earlier session comes last. {@link #renew} moves a key to the end: its slot dies, and it gets another. The
 * order is thus a function of the version's own history: sessions that were rolled back or abandoned leave no trace in it, and
 * {@link #exchange} restores it with the states.
 *
 * <p><b>Dead slots.</b> Removing a key only clears its state. The slot stays where it is, for two reasons: a log may have to
 * bring it back, and iteration goes on undisturbed while its caller puts and removes. The cell stays too and takes part in
 * probing; it is pointed to the key's next slot when there is one. So at most one slot of a key is alive, and the key's cell
 * points to it. Slots move only in {@link #compact}, which runs between sessions, keeps those that are alive or in a log or have to be
 * told as removed, renumbers who names them and builds a new index. It is worth while when it frees at least half as many slots as are needed, so its
 * cost spreads over the removals that made the dead slots, and the table never holds many more than the live and the logged.
 *
 * <p><b>Columns.</b> Keys and states lie in columns that keep bits as long as all are of one kind of number: a table from Long to Long holds no
 * box, so no change has to follow a reference into memory that is not in the cache.
 *
 * <p>Logging, finding and exchanging never copy the table; its columns grow by doubling. Not thread-safe.
 */
final class StateTable<K, S> {
    private final @Nullable ColdSlots<K, S> cold;
    private final KeyIndex<K> index;
    private OptionalColumn states;
    private LogMarks marks;
    private int live;
    private int first; // all slots below it are dead

    /** An empty table. */
    StateTable() {
        this(0, null);
    }

    /**
     * An empty table.
     *
     * @param room takes so many keys before it grows
     * @param cold moves objects to disk when memory is short, or null for never
     */
    StateTable(long room, @Nullable ColdSlots<K, S> cold) {
        this.cold = cold;
        if (cold != null) {
            cold.attach(this);
        }
        index = new KeyIndex<>(room, cold);
        states = new OptionalColumn(index.room());
        marks = new LogMarks(index.room());
    }

    /** How many keys have a state. */
    int size() {
        return live;
    }

    /** How many slots are in use, dead ones included. */
    int slots() {
        return index.slots();
    }

    /** The state of a key, or null if it has none. */
    @Nullable
    S get(K key, long hash) {
        int slot = find(key, hash);
        return slot < 0 ? null : stateAt(slot);
    }

    /** The states, by slot; {@link ColdSlots#COLD} stands for what is on disk. */
    OptionalColumn states() {
        return states;
    }

    /** The keys, by slot, likewise. */
    Column keys() {
        return index.keys();
    }

    /** What is on disk; null if nothing ever is. */
    @Nullable
    ColdSlots<K, S> cold() {
        return cold;
    }

    /** Whether a key has a state. */
    boolean contains(K key, long hash) {
        int slot = find(key, hash);
        return slot >= 0 && states.has(slot);
    }

    /** The slot of a key, dead or alive; -1 if it has none. */
    int find(K key, long hash) {
        return index.find(key, hash);
    }

    /** The same for a key by its kind and bits. */
    int find(int kind, long bits, long hash) {
        return index.find(kind, bits, null, hash);
    }

    /** Hashes some keys and finds their slots, as {@link KeyIndex#locate} does, so that what is needed next is in the cache. */
    void locate(int kind, long[] bits, int from, int count, long[] hashes, int[] slots) {
        index.locate(kind, bits, from, count, hashes, slots, states);
    }

    /** Finds the slots of some keys that are objects, likewise. */
    void locate(@Nullable Object[] some, int from, int count, long[] hashes, int[] slots) {
        index.locate(some, from, count, hashes, slots, states);
    }

    /** Gives a key a state; logs what it had, if this is the first change of the key in the log. */
    void put(K key, long hash, S state, ChangeLog log) {
        int slot = find(key, hash);
        if (slot < 0 || isSpent(slot, log)) {
            slot = append(key, hash);
        }
        set(slot, state, log);
    }

    /** Whether a slot is dead and no log of this session brings it back: its key needs another one. */
    boolean isSpent(int slot, ChangeLog log) {
        return !states.has(slot) && !marks.isLogged(slot, log);
    }

    /**
     * Gives a key a state and the last place in the order. A key that is given one more than once in a session keeps the place that it got
     * first.
     */
    void renew(K key, long hash, S state, ChangeLog log) {
        int slot = find(key, hash);
        boolean appendedHere = slot >= 0 && marks.isNew(slot, log);
        if (!appendedHere) {
            if (slot >= 0 && states.has(slot)) {
                log(slot, log);
                states.put(slot, null);
                live--;
            }
            slot = append(key, hash);
        }
        set(slot, state, log);
    }

    /** Whether the key of a slot in the log has got another slot since. */
    boolean isMoved(int slot) {
        return index.findKeyOf(slot) != slot;
    }

    /** Whether the key of a slot, dead or alive, has a state. */
    boolean hasState(int slot) {
        int now = index.findKeyOf(slot);
        return now >= 0 && states.has(now);
    }

    /** The slots of the keys that have a state and this hash, mostly one or none. */
    int[] alive(long hash) {
        return index.alive(hash, states);
    }

    /** Whether a slot has a state. */
    boolean isAlive(int slot) {
        return states.has(slot);
    }

    /** Takes a key's state away, logging it likewise; gives whether there was one. */
    boolean remove(K key, long hash, ChangeLog log) {
        int slot = find(key, hash);
        if (slot < 0 || !states.has(slot)) {
            return false;
        }
        removeAt(slot, log);
        return true;
    }

    /** Takes the state in a slot away, logging it likewise. */
    void removeAt(int slot, ChangeLog log) {
        log(slot, log);
        states.put(slot, null);
        live--;
    }

    /**
     * Visits every key that has a state, in order. The action may put and remove at will: it sees the changes to keys that are
     * still to come, but not keys that are added meanwhile.
     */
    void forEach(StateCopier<S> copier, VoidFunction2<? super K, ? super S> action) throws Exception {
        int end = slots();
        for (int slot = 0; slot < end; slot++) {
            if (states.has(slot)) {
                Pair<K, S> entry = peek(slot);
                action.call(entry.key(), given(slot, entry.value(), copier));
            }
        }
    }

    /** Visits keys that have a state, in order, until the action gives false; likewise. */
    void forEachWhile(StateCopier<S> copier, Function2<? super K, ? super S, Boolean> action) throws Exception {
        while (first < slots() && !states.has(first)) {
            first++;
        }
        int end = slots();
        for (int slot = first; slot < end; slot++) {
            if (states.has(slot)) {
                Pair<K, S> entry = peek(slot);
                if (!action.call(entry.key(), given(slot, entry.value(), copier))) {
                    return;
                }
            }
        }
    }

    /** Exchanges the states in the log with those in the table: the version that the log led to is live now, and it leads back. */
    void exchange(ChangeLog log) {
        if (cold == null) {
            exchange(log, true);
            return;
        }
        try {
            cold.hold(log); // whatever can't be read, nothing was changed
            exchange(log, true);
        } finally {
            cold.release();
        }
        cold.settle();
    }

    /** Puts the states in the log back into the table, and forgets those that are there. */
    void restore(ChangeLog log) {
        exchange(log, false);
    }

    private void exchange(ChangeLog log, boolean both) {
        for (int place = 0; place < log.size(); place++) {
            int slot = log.slot(place);
            boolean next = log.hasState(place);
            boolean former = states.has(slot);
            if (!former && next) {
                index.point(slot);
                live++;
                first = Math.min(first, slot);
            } else if (former && !next) {
                live--;
            }
            if (both) {
                log.exchange(place, states);
            } else {
                states.put(slot, log.state(place));
            }
            noteObjects(slot);
        }
    }

    /** The key of a slot that is in use. */
    K keyAt(int slot) {
        return index.keyAt(slot);
    }

    /** The hash of the key of a slot that is in use. */
    long hashAt(int slot) {
        return index.hashAt(slot);
    }

    /** The state in a slot, or null if it is dead. */
    @SuppressWarnings("unchecked")
    @Nullable
    S stateAt(int slot) {
        Object state = states.get(slot);
        return (S) (cold != null && states.kind() == Kind.OBJECT ? cold.used(slot, state) : state);
    }

    /** The key and the state in a slot, which is alive; those that are on disk stay there. */
    @SuppressWarnings("unchecked")
    Pair<K, S> peek(int slot) {
        return cold != null && cold.isCold(slot)
                ? cold.peek(slot)
                : new Pair<>(keyAt(slot), Objects.requireNonNull((S) states.get(slot)));
    }

    /** What may be given away of a state that was peeked at: a copy, which that of one on disk is as it is. */
    private S given(int slot, S state, StateCopier<S> copier) {
        return cold != null && cold.isStateCold(slot) ? state : copier.copy(state);
    }

    /** Tells what looks after memory that a slot may have other objects than before. */
    private void noteObjects(int slot) {
        if (cold != null && (states.kind() == Kind.OBJECT || index.keys().kind() == Kind.OBJECT)) {
            cold.changed(slot);
        }
    }

    /** Visits every key that has a state, in order, as what makes this table of an empty one. */
    void visit(StateVisitor<K, S> visitor) throws IOException {
        for (int slot = 0; slot < slots(); slot++) {
            if (states.has(slot)) {
                visit(slot, StateVisitor.Change.LAST, visitor);
            }
        }
    }

    /** Visits the key of a slot that is alive. */
    void visit(int slot, StateVisitor.Change change, StateVisitor<K, S> visitor) throws IOException {
        Pair<K, S> entry = peek(slot);
        visitor.visit(change, entry.key(), hashAt(slot), entry.value());
    }

    /**
     * Does to this table what a visitor was told, without logging it: it is being filled, and nobody goes back to what it was. Gives
     * whether the change fits, as it does unless the older version was another one.
     */
    boolean repeat(StateVisitor.Change change, K key, long hash, @Nullable S state) {
        int slot = find(key, hash);
        boolean alive = slot >= 0 && states.has(slot);
        if (change == StateVisitor.Change.IN_PLACE) {
            if (alive) {
                states.put(slot, state);
                noteObjects(slot);
            }
            return alive;
        }
        if (alive) {
            states.put(slot, null);
            live--;
        }
        if (change == StateVisitor.Change.REMOVED) {
            return alive;
        }
        int last = append(key, hash);
        states.put(last, state);
        live++;
        noteObjects(last);
        return true;
    }

    /** Puts the keys into the order of a number that their states have; those with equal ones stay as they are. There is no log. */
    void sort(ToLongFunction<? super S> by) {
        compact(List.of());
        Integer[] order = new Integer[slots()];
        long[] numbers = new long[slots()];
        for (int slot = 0; slot < slots(); slot++) {
            order[slot] = slot;
            numbers[slot] = by.applyAsLong(peek(slot).value());
        }
        Arrays.sort(order, Comparator.comparingLong(slot -> numbers[slot]));
        keep(slots(), Arrays.stream(order).mapToInt(Integer::intValue).toArray());
        index.pointTo(states);
    }

    /** Something that names slots, dead ones among them, and follows them when they move. */
    interface SlotHolder {
        /** Marks every slot that it needs. */
        void markSlots(BitSet marks);

        /**
         * Follows slots that have moved.
         *
         * @param needed those that are still there
         */
        void renumber(BitSet needed, int[] newSlots);
    }

    /** Whether {@link #compact} would free at least half as many slots as it keeps, when holders need so many slots at most. */
    boolean isWorthCompacting(long held) {
        long dead = slots() - live - held; // at least so many are needed by nobody
        return dead > KeyIndex.SMALLEST + (live + held) / 2;
    }

    /** Drops the dead slots that none of the holders needs, which are all there are. */
    void compact(Collection<? extends SlotHolder> holders) {
        BitSet needed = new BitSet(slots());
        holders.forEach(holder -> holder.markSlots(needed));
        states.markPresent(needed);
        int[] newSlots = new int[slots()];
        int count = 0;
        for (int slot = needed.nextSetBit(0); slot >= 0; slot = needed.nextSetBit(slot + 1)) {
            newSlots[slot] = count++;
        }
        keep(count + count / 4, needed.stream().toArray());
        holders.forEach(holder -> holder.renumber(needed, newSlots));
        first = 0;
        index.pointTo(states);
    }

    /** Keeps some slots, in a given order. No log is being written. */
    private void keep(int room, int[] slots) {
        int capacity = Math.max(KeyIndex.SMALLEST, room);
        OptionalColumn newStates = new OptionalColumn(capacity);
        for (int slot : slots) {
            newStates.append(states, slot);
        }
        index.keep(capacity, slots);
        states = newStates;
        marks = new LogMarks(capacity);
        if (cold != null) {
            cold.moved(slots);
        }
    }

    private void set(int slot, S state, ChangeLog log) {
        int kind = Kind.of(state);
        set(slot, kind, Kind.bits(kind, state), state, log);
    }

    /** Puts a state into a slot that is not {@linkplain #isSpent spent}, logging what was there likewise. */
    void set(int slot, int kind, long bits, @Nullable Object state, ChangeLog log) {
        log(slot, log);
        if (!states.has(slot)) {
            live++;
            first = Math.min(first, slot);
        }
        states.put(slot, kind, bits, state);
        noteObjects(slot);
    }

    private void log(int slot, ChangeLog log) {
        if (!marks.isLogged(slot, log)) {
            marks.mark(slot, !states.has(slot), log);
            if (cold != null) {
                cold.heat(slot);
            }
            log.add(slot, states);
        }
    }

    /** A new slot for a key that has no live one, dead so far. */
    private int append(K key, long hash) {
        int kind = Kind.of(key);
        return append(kind, Kind.keyBits(kind, key), key, hash);
    }

    /** The same for a key by its kind and bits. */
    int append(int kind, long bits, @Nullable Object key, long hash) {
        int slot = index.append(kind, bits, key, hash);
        states.append();
        if (index.room() > marks.room()) {
            marks.grow(index.room());
        }
        return slot;
    }
}
