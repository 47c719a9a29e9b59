package io.sakia.streaming.state;

import io.sakia.column.Kind;
import io.sakia.connector.StableHash;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A hash table that numbers keys in the order in which they come. Only the last keys can be taken away again, so that a table goes back to
 * what it was.
 *
 * <pre>
 *   index  (open addressing, linear probing, power of two; a cell holds slot + 1, 0 is free)
 *     [ . 3 . . 1 . 4 . . . 2 . ]
 *   slot        0     1     2       3
 *   keys      [ a     b     c       a     …    a has come again after it was gone: its cell points to its last slot
 *   hashes    [ h(a)  h(b)  h(c)    h(a)  …
 *   before    [ 0     0     0       1     …    the slot + 1 to which the cell pointed before
 * </pre>
 *
 * <p>Taking away the key that came last leaves all others where they would be found if it had never come: no later key was placed around it.
 */
final class KeySlots {
    private static final int SMALLEST = 16;
    private static final int MOST = 1 << 29;

    private Cells keys = new Cells(SMALLEST);
    private long[] hashes = new long[SMALLEST];
    private int[] before = new int[SMALLEST];
    private int used;
    private int[] index = new int[4 * SMALLEST];
    private int cells;

    /** How many slots there are. */
    int used() {
        return used;
    }

    /** How many slots there is room for, before it grows. */
    int room() {
        return hashes.length;
    }

    /** The key of a slot. */
    Object key(int slot) {
        return Objects.requireNonNull(keys.get(slot));
    }

    /** The keys by slot. */
    Cells keys() {
        return keys;
    }

    /** The hash of the key of a slot. */
    long hash(int slot) {
        return hashes[slot];
    }

    /** The last slot of a key, or −1. */
    int find(int kind, long bits, @Nullable Object key, long hash) {
        return index[cell(kind, bits, key, hash)] - 1;
    }

    /**
     * The last slots of some keys that are numbers, or −1, and their hashes: all at once, so that what is loaded for one key does not wait for what is
     * loaded for another.
     *
     * @param kind {@link Kind#LONG} or {@link Kind#INTEGER}
     */
    void find(int kind, long[] bits, int from, int count, long[] theirHashes, int[] slots) {
        int mask = index.length - 1;
        for (int i = 0; i < count; i++) {
            long hash = StableHash.mix(bits[from + i]);
            theirHashes[i] = hash;
            slots[i] = index[(int) hash & mask] - 1;
        }
        boolean same = keys.kind() == kind;
        long[] present = keys.bits();
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            if (slot >= 0 && (!same || present[slot] != bits[from + i])) {
                slots[i] = find(kind, bits[from + i], null, theirHashes[i]);
            }
        }
    }

    /** Gives a key another slot. */
    int append(int kind, long bits, @Nullable Object key, long hash) {
        if (used == hashes.length) {
            grow();
        }
        if ((cells + 1L) * 3 > index.length * 2L) {
            growIndex();
        }
        int cell = cell(kind, bits, key, hash);
        cells += index[cell] == 0 ? 1 : 0;
        keys.set(used, kind, bits, kind == Kind.OBJECT ? key : null);
        hashes[used] = hash;
        before[used] = index[cell];
        index[cell] = used + 1;
        return used++;
    }

    /** Appends the keys that others have from a slot on. */
    void append(Cells others, long[] theirHashes) {
        for (int i = 0; i < theirHashes.length; i++) {
            int kind = others.kind();
            if (kind == Kind.OBJECT) {
                Object key = others.objects()[i];
                int its = Kind.of(key);
                append(its, Kind.keyBits(its, key), key, theirHashes[i]);
            } else {
                append(kind, others.bits()[i], null, theirHashes[i]);
            }
        }
    }

    /** Takes the slots from one on away. */
    void truncate(int slots) {
        while (used > slots) {
            int last = used - 1;
            int mask = index.length - 1;
            int cell = (int) hashes[last] & mask;
            while (index[cell] != used) {
                cell = (cell + 1) & mask;
            }
            index[cell] = before[last];
            cells -= before[last] == 0 ? 1 : 0;
            used = last;
        }
        keys.clear(slots, keys.room());
    }

    /** The keys from a slot on. */
    Cells keysFrom(int slot) {
        Cells some = Cells.like(keys, used - slot);
        for (int i = slot; i < used; i++) {
            some.set(i - slot, keys, i);
        }
        return some;
    }

    /** The hashes of the keys from a slot on. */
    long[] hashesFrom(int slot) {
        return Arrays.copyOfRange(hashes, slot, used);
    }

    /** Keeps the slots that have a new number, which rise with the old ones. */
    void renumber(int[] newSlots, int kept) {
        int capacity = Math.max(SMALLEST, kept + kept / 4);
        Cells newKeys = Cells.like(keys, capacity);
        long[] newHashes = new long[capacity];
        for (int slot = 0; slot < used; slot++) {
            if (newSlots[slot] >= 0) {
                newKeys.set(newSlots[slot], keys, slot);
                newHashes[newSlots[slot]] = hashes[slot];
            }
        }
        keys = newKeys;
        hashes = newHashes;
        before = new int[capacity];
        used = 0;
        cells = 0;
        index = new int[Integer.highestOneBit(2 * capacity - 1) * 2];
        while (used < kept) { // a key may have two slots among them: the later one counts
            int kind = keys.kind();
            Object key = kind == Kind.OBJECT ? keys.objects()[used] : null;
            int its = kind == Kind.OBJECT ? Kind.of(key) : kind;
            long bits = kind == Kind.OBJECT ? Kind.keyBits(its, key) : keys.bits()[used];
            int cell = cell(its, bits, key, hashes[used]);
            cells += index[cell] == 0 ? 1 : 0;
            before[used] = index[cell];
            index[cell] = ++used;
        }
    }

    /** The cell that points to the last slot of a key, or else the free cell where it belongs. */
    private int cell(int kind, long bits, @Nullable Object key, long hash) {
        int mask = index.length - 1;
        int cell = (int) hash & mask;
        while (true) {
            int slot = index[cell] - 1;
            if (slot < 0 || (hashes[slot] == hash && holds(slot, kind, bits, key))) {
                return cell;
            }
            cell = (cell + 1) & mask;
        }
    }

    private boolean holds(int slot, int kind, long bits, @Nullable Object key) {
        if (keys.kind() != Kind.OBJECT) {
            return keys.kind() == kind && keys.bits()[slot] == bits;
        }
        Object present = keys.objects()[slot];
        if (kind == Kind.OBJECT) {
            return present == key || (present != null && present.equals(key));
        }
        return Kind.of(present) == kind && Kind.keyBits(kind, present) == bits;
    }

    private void grow() {
        if (used >= MOST) {
            throw new IllegalStateException("a partition's windows can't hold more than " + MOST
                    + " keys: use more partitions or shorter windows");
        }
        int capacity = Math.min(MOST, 2 * used);
        keys.resize(capacity);
        hashes = Arrays.copyOf(hashes, capacity);
        before = Arrays.copyOf(before, capacity);
    }

    /** Doubles the index, and places the last slots of all keys in their order, so that {@link #truncate} finds what it expects. */
    private void growIndex() {
        int[] larger = new int[index.length * 2];
        int mask = larger.length - 1;
        int[] first = firstSlots();
        for (int slot = 0; slot < used; slot++) {
            if (first[slot] != 0) {
                int cell = (int) hashes[slot] & mask;
                while (larger[cell] != 0) {
                    cell = (cell + 1) & mask;
                }
                larger[cell] = first[slot];
            }
        }
        index = larger;
    }

    /** For each slot that was the first one of its key, the last one of the key, plus 1: cells are taken in the order of first slots. */
    private int[] firstSlots() {
        int[] last = new int[used];
        for (int entry : index) {
            if (entry != 0) {
                int slot = entry - 1;
                while (before[slot] != 0) {
                    slot = before[slot] - 1;
                }
                last[slot] = entry;
            }
        }
        return last;
    }
}
