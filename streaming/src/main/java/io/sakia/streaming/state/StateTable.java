package io.sakia.streaming.state;

import io.sakia.Pair;
import io.sakia.column.Column;
import io.sakia.column.Kind;
import io.sakia.connector.StableHash;
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
 *   index  (open addressing, linear probing, power of two; a cell holds slot + 1, 0 is free)
 *     [ . 3 . . 1 . 4 . . . 2 . ]
 *         │     │   └───────────────┐
 *         └─────┼───────────┐       │
 *   slot        0     1     2       3        dense, in the order of insertion
 *   keys      [ a     b     c       d     …
 *   hashes    [ h(a)  h(b)  h(c)    h(d)  …  64 mixed bits; low ones choose the cell, the top 15 are the key group. Not kept of numbers
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
 * box, so neither a comparison nor a change has to follow a reference into memory that is not in the cache.
 *
 * <p>Logging, finding and exchanging never copy the table; its columns grow by doubling, its index too, but that is filled by and by. Not thread-safe.
 */
final class StateTable<K, S> {
    private static final int SMALLEST = 16;
    private static final long[] NONE = {};
    private static final int[] NO_SLOTS = {};
    private static final int MOST_SLOTS = 1 << 29;

    /** So many cells of a smaller index are moved for each slot that is pointed to; two would do before the next growth. */
    private static final int MOVED_AT_ONCE = 8;

    private Column keys;
    private OptionalColumn states;
    private long[] hashes = NONE; // not kept as long as keys are numbers, whose hashes are made of their bits
    private int hashed; // the hashes of so many slots are kept
    private int room;

    /** The log of the session that is writing, or was last; which slots are in it, and which of those were dead when they came into it. */
    private @Nullable ChangeLog current;

    private long[] logged;
    private long[] loggedDead;
    private int used;
    private int live;
    private int first; // all slots below it are dead

    private int[] index;
    private int cells;

    /** What the index was before it grew, as long as not all of it was moved; from which cell on it was not. */
    private int @Nullable [] older;

    private int moved;
    private long touched; // says nothing: it is there so that what was read is read

    private final @Nullable ColdSlots<K, S> cold;

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
        int capacity = (int) Math.max(SMALLEST, Math.min(room, MOST_SLOTS));
        keys = new Column(capacity);
        states = new OptionalColumn(capacity);
        this.room = capacity;
        logged = new long[words(capacity)];
        loggedDead = new long[words(capacity)];
        index = new int[indexLength(capacity)];
    }

    /** How many keys have a state. */
    int size() {
        return live;
    }

    /** How many slots are in use, dead ones included. */
    int slots() {
        return used;
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
        return keys;
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
        int kind = Kind.of(key);
        return find(kind, Kind.keyBits(kind, key), key, hash);
    }

    /** The same for a key by its kind and bits. */
    int find(int kind, long bits, long hash) {
        return find(kind, bits, null, hash);
    }

    private int find(int kind, long bits, @Nullable Object key, long hash) {
        int entry = index[cell(index, kind, bits, key, hash)];
        int[] all = older;
        return (entry == 0 && all != null ? all[cell(all, kind, bits, key, hash)] : entry) - 1;
    }

    /** The slot that the key of a slot has now, dead or alive. */
    private int findKeyOf(int slot) {
        int entry = index[cellOf(index, slot)];
        int[] all = older;
        return (entry == 0 && all != null ? all[cellOf(all, slot)] : entry) - 1;
    }

    /**
     * Hashes some keys, which are numbers of one kind, and finds their slots, dead or alive; -1 for those that have none. In loops of
     * loads that do not wait for each other, so that it costs little more than one that misses the cache; and so that what is needed next is in the
     * cache.
     *
     * @param bits of the keys, of which {@code count} count from {@code from} on
     */
    void locate(int kind, long[] bits, int from, int count, long[] itsHashes, int[] slots) {
        int[] cellsNow = index;
        int mask = cellsNow.length - 1;
        for (int i = 0; i < count; i++) {
            long hash = StableHash.mix(bits[from + i]);
            itsHashes[i] = hash;
            slots[i] = cellsNow[(int) hash & mask] - 1;
        }
        if (keys.kind() != kind) {
            Arrays.fill(slots, 0, count, -1);
            return;
        }
        long[] present = keys.bits();
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            if (slot >= 0 && present[slot] != bits[from + i]) {
                slots[i] = find(kind, bits[from + i], itsHashes[i]);
            }
        }
        long sum = 0;
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            if (slot >= 0) {
                sum += states.touch(slot);
            }
        }
        touched = sum;
    }

    /**
     * Finds the slots of some keys that are objects, likewise.
     *
     * @param some the keys, of which {@code count} count from {@code from} on
     * @param itsHashes their hashes
     */
    @SuppressWarnings("unchecked") // a key of another type is found nowhere
    void locate(@Nullable Object[] some, int from, int count, long[] itsHashes, int[] slots) {
        if (keys.kind() != Kind.OBJECT) {
            Arrays.fill(slots, 0, count, -1);
            return;
        }
        int[] cellsNow = index;
        int mask = cellsNow.length - 1;
        for (int i = 0; i < count; i++) {
            slots[i] = cellsNow[(int) itsHashes[i] & mask] - 1;
        }
        @Nullable Object[] present = keys.objects();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            if (slot >= 0 && hashes[slot] == itsHashes[i]) {
                sum += OptionalColumn.touch(present[slot]) + states.touch(slot);
            }
        }
        touched = sum;
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            Object key = some[from + i];
            if (slot >= 0
                    && !(hashes[slot] == itsHashes[i]
                            && (present[slot] == key
                                    || Objects.requireNonNull(present[slot]).equals(key)))) {
                slots[i] = find((K) Objects.requireNonNull(key), itsHashes[i]);
            }
        }
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
        return !states.has(slot) && !isLogged(slot, log);
    }

    /**
     * Gives a key a state and the last place in the order. A key that is given one more than once in a session keeps the place that it got
     * first.
     */
    void renew(K key, long hash, S state, ChangeLog log) {
        int slot = find(key, hash);
        boolean appendedHere = slot >= 0 && isLogged(slot, log) && (loggedDead[slot >>> 6] & (1L << slot)) != 0;
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
        return findKeyOf(slot) != slot;
    }

    /** Whether the key of a slot, dead or alive, has a state. */
    boolean hasState(int slot) {
        int now = findKeyOf(slot);
        return now >= 0 && states.has(now);
    }

    /** The slots of the keys that have a state and this hash, mostly one or none. */
    int[] alive(long hash) {
        int[] found = alive(index, hash, NO_SLOTS);
        int[] all = older;
        return all == null ? found : alive(all, hash, found);
    }

    /** Those that are found already, and those that an index points to besides. */
    private int[] alive(int[] all, long hash, int[] already) {
        int mask = all.length - 1;
        int[] found = already;
        for (int cell = (int) hash & mask; all[cell] != 0; cell = (cell + 1) & mask) {
            int slot = all[cell] - 1;
            if (states.has(slot) && hashAt(slot) == hash && !contains(already, slot)) {
                found = Arrays.copyOf(found, found.length + 1);
                found[found.length - 1] = slot;
            }
        }
        return found;
    }

    private static boolean contains(int[] slots, int slot) {
        for (int each : slots) {
            if (each == slot) {
                return true;
            }
        }
        return false;
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
        int end = used;
        for (int slot = 0; slot < end; slot++) {
            if (states.has(slot)) {
                Pair<K, S> entry = peek(slot);
                action.call(entry.key(), given(slot, entry.value(), copier));
            }
        }
    }

    /** Visits keys that have a state, in order, until the action gives false; likewise. */
    void forEachWhile(StateCopier<S> copier, Function2<? super K, ? super S, Boolean> action) throws Exception {
        while (first < used && !states.has(first)) {
            first++;
        }
        int end = used;
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
                point(slot);
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
    @SuppressWarnings("unchecked")
    K keyAt(int slot) {
        Object key = keys.get(slot);
        if (key == ColdSlots.COLD) {
            Objects.requireNonNull(cold).heat(slot);
            key = keys.get(slot);
        }
        return (K) Objects.requireNonNull(key);
    }

    /** The hash of the key of a slot that is in use. */
    long hashAt(int slot) {
        return keys.kind() == Kind.OBJECT ? hashes[slot] : StableHash.mix(keys.bits()[slot]);
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
        if (cold != null && (states.kind() == Kind.OBJECT || keys.kind() == Kind.OBJECT)) {
            cold.changed(slot);
        }
    }

    /** Visits every key that has a state, in order, as what makes this table of an empty one. */
    void visit(StateVisitor<K, S> visitor) throws IOException {
        for (int slot = 0; slot < used; slot++) {
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
        Integer[] order = new Integer[used];
        long[] numbers = new long[used];
        for (int slot = 0; slot < used; slot++) {
            order[slot] = slot;
            numbers[slot] = by.applyAsLong(peek(slot).value());
        }
        Arrays.sort(order, Comparator.comparingLong(slot -> numbers[slot]));
        move(
                Math.max(SMALLEST, used),
                Arrays.stream(order).mapToInt(Integer::intValue).toArray());
        Arrays.fill(index, 0);
        older = null;
        pointToAll();
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
        long dead = used - live - held; // at least so many are needed by nobody
        return dead > SMALLEST + (live + held) / 2;
    }

    /** Drops the dead slots that none of the holders needs, which are all there are. */
    void compact(Collection<? extends SlotHolder> holders) {
        BitSet needed = new BitSet(used);
        holders.forEach(holder -> holder.markSlots(needed));
        states.markPresent(needed);
        int[] newSlots = new int[used];
        int count = 0;
        for (int slot = needed.nextSetBit(0); slot >= 0; slot = needed.nextSetBit(slot + 1)) {
            newSlots[slot] = count++;
        }
        int capacity = Math.max(SMALLEST, count + count / 4);
        int[] newIndex = new int[indexLength(capacity)];
        move(capacity, needed.stream().toArray());
        holders.forEach(holder -> holder.renumber(needed, newSlots));
        index = newIndex;
        older = null;
        first = 0;
        pointToAll();
    }

    /** Fills an empty index. The keys of slots that are alive differ, so that they need not be compared. */
    private void pointToAll() {
        cells = 0;
        int mask = index.length - 1;
        for (int slot = 0; slot < used; slot++) {
            if (states.has(slot)) {
                int cell = (int) hashAt(slot) & mask;
                while (index[cell] != 0) {
                    cell = (cell + 1) & mask;
                }
                index[cell] = slot + 1;
                cells++;
            }
        }
    }

    /** Keeps some slots, in a given order. */
    private void move(int capacity, int[] slots) {
        Column newKeys = new Column(capacity);
        OptionalColumn newStates = new OptionalColumn(capacity);
        long[] newLogged = new long[words(capacity)]; // no log is being written
        long[] newLoggedDead = new long[words(capacity)];
        for (int i = 0; i < slots.length; i++) {
            newKeys.append(keys.get(slots[i]));
            newStates.append(states, slots[i]);
        }
        long[] newHashes = NONE;
        if (newKeys.kind() == Kind.OBJECT) {
            newHashes = new long[capacity];
            for (int i = 0; i < slots.length; i++) {
                newHashes[i] = hashes[slots[i]];
            }
        }
        keys = newKeys;
        states = newStates;
        hashes = newHashes;
        hashed = newHashes.length == 0 ? 0 : slots.length;
        logged = newLogged;
        loggedDead = newLoggedDead;
        current = null;
        room = capacity;
        used = slots.length;
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
        if (!isLogged(slot, log)) {
            note(slot, log);
        }
    }

    private boolean isLogged(int slot, ChangeLog log) {
        return log == current && (logged[slot >>> 6] & (1L << slot)) != 0;
    }

    private void note(int slot, ChangeLog log) {
        if (log != current) {
            forgetLog();
            current = log;
        }
        logged[slot >>> 6] |= 1L << slot;
        if (!states.has(slot)) {
            loggedDead[slot >>> 6] |= 1L << slot;
        }
        if (cold != null) {
            cold.heat(slot);
        }
        log.add(slot, states);
    }

    /** Clears the marks of the last log, at the cost of what is in it. */
    private void forgetLog() {
        ChangeLog last = current;
        if (last != null) {
            for (int place = 0; place < last.size(); place++) {
                logged[last.slot(place) >>> 6] = 0;
                loggedDead[last.slot(place) >>> 6] = 0;
            }
        }
        current = null;
    }

    /** A new slot for a key that has no live one, dead so far. */
    private int append(K key, long hash) {
        int kind = Kind.of(key);
        return append(kind, Kind.keyBits(kind, key), key, hash);
    }

    /** The same for a key by its kind and bits. */
    int append(int kind, long bits, @Nullable Object key, long hash) {
        if (used == room) {
            growSlots();
        }
        keys.append(kind, bits, key);
        states.append();
        if (keys.kind() == Kind.OBJECT) {
            keepHash(hash);
        }
        point(used);
        return used++;
    }

    /** Makes the cell of a slot's key point to the slot. */
    private void point(int slot) {
        if ((cells + 1L) * 3 > index.length * 2L) {
            growIndex();
        }
        int[] all = older;
        if (all != null) {
            int cell = cellOf(all, slot);
            if (all[cell] != 0) {
                all[cell] = slot + 1; // so that it is known when it is moved
            }
        }
        int cell = cellOf(index, slot);
        if (index[cell] == 0) {
            cells++;
        }
        index[cell] = slot + 1;
        if (all != null) {
            moveCells(all, MOVED_AT_ONCE);
        }
    }

    /** The cell of an index that points to a slot which the key of a slot has or had, or else the free cell where such a one belongs. */
    private int cellOf(int[] all, int slot) {
        int kind = keys.kind();
        if (kind != Kind.OBJECT) {
            return cell(all, kind, keys.bits()[slot], null, hashAt(slot));
        }
        int mask = all.length - 1;
        int cell = (int) hashes[slot] & mask;
        while (all[cell] != 0 && all[cell] - 1 != slot && hashes[all[cell] - 1] != hashes[slot]) {
            cell = (cell + 1) & mask;
        }
        if (all[cell] == 0 || all[cell] - 1 == slot) {
            return cell; // mostly, without reading the key
        }
        K key = keyAt(slot);
        int its = Kind.of(key);
        return cell(all, its, Kind.keyBits(its, key), key, hashes[slot]);
    }

    /** The same for a key. */
    private int cell(int[] all, int kind, long bits, @Nullable Object key, long hash) {
        int mask = all.length - 1;
        int cell = (int) hash & mask;
        while (true) {
            int slot = all[cell] - 1;
            if (slot < 0 || holds(slot, kind, bits, key, hash)) {
                return cell;
            }
            cell = (cell + 1) & mask;
        }
    }

    private boolean holds(int slot, int kind, long bits, @Nullable Object key, long hash) {
        return keys.kind() == Kind.OBJECT
                ? hashes[slot] == hash && isKeyHere(slot) && keys.holds(slot, kind, bits, key)
                : keys.kind() == kind && keys.bits()[slot] == bits;
    }

    /** Loads a key that is on disk, which is asked only where its hash is the one that is looked for. */
    private boolean isKeyHere(int slot) {
        if (keys.objects()[slot] == ColdSlots.COLD) {
            Objects.requireNonNull(cold).heat(slot);
        }
        return true;
    }

    /** Keeps the hash of the key that was appended; those of all keys, if they were numbers so far. */
    private void keepHash(long hash) {
        if (hashes.length < room) {
            hashes = Arrays.copyOf(hashes, room);
        }
        while (hashed < used) {
            hashes[hashed] = StableHash.of(keys.get(hashed));
            hashed++;
        }
        hashes[used] = hash;
        hashed++;
    }

    private static int words(int slots) {
        return (slots + 63) >>> 6;
    }

    private void growSlots() {
        if (used >= MOST_SLOTS) {
            throw new IllegalStateException("a partition's state can't hold more than " + MOST_SLOTS
                    + " keys: use more partitions or let old keys expire");
        }
        int capacity = Math.min(MOST_SLOTS, used * 2);
        long[] newHashes = hashes.length == 0 ? hashes : Arrays.copyOf(hashes, capacity);
        long[] newLogged = Arrays.copyOf(logged, words(capacity));
        long[] newLoggedDead = Arrays.copyOf(loggedDead, words(capacity));
        hashes = newHashes;
        logged = newLogged;
        loggedDead = newLoggedDead;
        room = capacity;
    }

    /**
     * Doubles the index. What is in it is moved by and by, some cells with each slot that is pointed to, so that no batch waits for the whole; until
     * then a key that is not in the new one is looked for in the older one.
     */
    private void growIndex() {
        if (older != null) {
            moveCells(older, older.length);
        }
        older = index;
        moved = 0;
        index = new int[older.length * 2];
        cells = 0;
    }

    /** Moves what some cells of the older index hold. Keys in it differ, so they are placed by hash alone, without comparing. */
    private void moveCells(int[] all, int count) {
        int end = Math.min(all.length, moved + count);
        int mask = index.length - 1;
        for (int from = moved; from < end; from++) {
            int entry = all[from];
            if (entry != 0) {
                int cell = (int) hashAt(entry - 1) & mask;
                while (index[cell] != 0 && index[cell] != entry) {
                    cell = (cell + 1) & mask;
                }
                if (index[cell] == 0) {
                    index[cell] = entry;
                    cells++;
                }
            }
        }
        moved = end;
        if (end == all.length) {
            older = null;
        }
    }

    /** A power of two of which the slots fill no more than half. */
    private static int indexLength(int slots) {
        return Integer.highestOneBit(2 * slots - 1) * 2;
    }
}
