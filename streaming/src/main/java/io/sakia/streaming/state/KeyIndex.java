package io.sakia.streaming.state;

import io.sakia.column.Column;
import io.sakia.column.Kind;
import io.sakia.connector.StableHash;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a {@link StateTable} by slot, and the index that finds them.
 *
 * <pre>
 *   index  (open addressing, linear probing, power of two; a cell holds slot + 1, 0 is free)
 *     [ . 3 . . 1 . 4 . . . 2 . ]
 *         │     │   └───────────────┐
 *         └─────┼───────────┐       │
 *   slot        0     1     2       3        dense, in the order of insertion
 *   keys      [ a     b     c       d     …
 *   hashes    [ h(a)  h(b)  h(c)    h(d)  …  64 mixed bits; low ones choose the cell, the top 15 are the key group. Not kept of numbers
 * </pre>
 *
 * <p>A key may have several slots, of which its cell points to the one that was pointed to last. Cells are never freed, except by making a new index.
 *
 * <p>Keys lie in a column that keeps bits as long as all are of one kind of number, so that no comparison follows a reference into memory that is not in the
 * cache. It grows by doubling; so does the index, but that is filled by and by. Not thread-safe.
 */
final class KeyIndex<K> {
    static final int SMALLEST = 16;
    private static final long[] NONE = {};
    private static final int[] NO_SLOTS = {};
    private static final int MOST_SLOTS = 1 << 29;

    /** So many cells of a smaller index are moved for each slot that is pointed to; two would do before the next growth. */
    private static final int MOVED_AT_ONCE = 8;

    private final @Nullable ColdSlots<K, ?> cold;
    private Column keys;
    private long[] hashes = NONE; // not kept as long as keys are numbers, whose hashes are made of their bits
    private int hashed; // the hashes of so many slots are kept
    private int room;
    private int used;

    private int[] index;
    private int cells;

    /** What the index was before it grew, as long as not all of it was moved; from which cell on it was not. */
    private int @Nullable [] older;

    private int moved;
    private long touched; // says nothing: it is there so that what was read is read

    /**
     * Without keys.
     *
     * @param room takes so many keys before it grows
     * @param cold brings back keys that are on disk, or null if none ever is
     */
    KeyIndex(long room, @Nullable ColdSlots<K, ?> cold) {
        this.cold = cold;
        int capacity = (int) Math.max(SMALLEST, Math.min(room, MOST_SLOTS));
        keys = new Column(capacity);
        this.room = capacity;
        index = new int[indexLength(capacity)];
    }

    /** How many slots are in use, dead ones included. */
    int slots() {
        return used;
    }

    /** How many slots there is room for, before it grows. */
    int room() {
        return room;
    }

    /** The keys, by slot; {@link ColdSlots#COLD} stands for what is on disk. */
    Column keys() {
        return keys;
    }

    /** The slot of a key, dead or alive; -1 if it has none. */
    int find(K key, long hash) {
        int kind = Kind.of(key);
        return find(kind, Kind.keyBits(kind, key), key, hash);
    }

    /**
     * The same for a key by its kind and bits.
     *
     * @param key null where the bits say all
     */
    int find(int kind, long bits, @Nullable Object key, long hash) {
        int entry = index[cell(index, kind, bits, key, hash)];
        int[] all = older;
        return (entry == 0 && all != null ? all[cell(all, kind, bits, key, hash)] : entry) - 1;
    }

    /** The slot that the key of a slot has now, dead or alive. */
    int findKeyOf(int slot) {
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
     * @param states what is read of each slot that is found
     */
    void locate(int kind, long[] bits, int from, int count, long[] itsHashes, int[] slots, OptionalColumn states) {
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
                slots[i] = find(kind, bits[from + i], null, itsHashes[i]);
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
     * @param states what is read of each slot that is found
     */
    @SuppressWarnings("unchecked") // a key of another type is found nowhere
    void locate(@Nullable Object[] some, int from, int count, long[] itsHashes, int[] slots, OptionalColumn states) {
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

    /** The slots of the keys that have a state and this hash, mostly one or none. */
    int[] alive(long hash, OptionalColumn states) {
        int[] found = addAlive(index, hash, states, NO_SLOTS);
        int[] all = older;
        return all == null ? found : addAlive(all, hash, states, found);
    }

    private int[] addAlive(int[] all, long hash, OptionalColumn states, int[] before) {
        int mask = all.length - 1;
        int[] found = before;
        for (int cell = (int) hash & mask; all[cell] != 0; cell = (cell + 1) & mask) {
            int slot = all[cell] - 1;
            if (states.has(slot) && hashAt(slot) == hash && !contains(before, slot)) {
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

    /** Points to slots that are alive, and to no others. Their keys differ, so that they need not be compared. */
    void pointTo(OptionalColumn states) {
        cells = 0;
        older = null;
        index = new int[indexLength(room)];
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

    /** Keeps the keys of some slots, in a given order, and finds none of them until it is told which. */
    void keep(int capacity, int[] slots) {
        Column newKeys = new Column(capacity);
        for (int slot : slots) {
            newKeys.append(keys.get(slot));
        }
        long[] newHashes = NONE;
        if (newKeys.kind() == Kind.OBJECT) {
            newHashes = new long[capacity];
            for (int i = 0; i < slots.length; i++) {
                newHashes[i] = hashes[slots[i]];
            }
        }
        keys = newKeys;
        hashes = newHashes;
        hashed = newHashes.length == 0 ? 0 : slots.length;
        room = capacity;
        used = slots.length;
    }

    /** A new slot for a key, to which its cell points from now on. */
    int append(int kind, long bits, @Nullable Object key, long hash) {
        if (used == room) {
            grow();
        }
        keys.append(kind, bits, key);
        if (keys.kind() == Kind.OBJECT) {
            keepHash(hash);
        }
        point(used);
        return used++;
    }

    /** Makes the cell of a slot's key point to the slot. */
    void point(int slot) {
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

    private void grow() {
        if (used >= MOST_SLOTS) {
            throw new IllegalStateException("a partition's state can't hold more than " + MOST_SLOTS
                    + " keys: use more partitions or let old keys expire");
        }
        room = Math.min(MOST_SLOTS, used * 2);
        hashes = hashes.length == 0 ? hashes : Arrays.copyOf(hashes, room);
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
