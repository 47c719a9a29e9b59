package io.sakia.embedded.spill;

import io.sakia.column.Column;
import io.sakia.column.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A hash table from keys to accumulators with open addressing. Keys and accumulators lie in dense {@link Column columns} in the order
 * in which the keys came; the index holds, for each slot, the hash and the position plus one:
 *
 * <pre>
 *   index   [ 0 | h(b),2 | 0 | 0 | h(a),1 | 0 | h(c),3 | 0 ]     linear probing, at most half full
 *   keys    [ a | b | c |   ]
 *   accus   [ 3 | 1 | 7 |   ]
 * </pre>
 *
 * <p>The order of iteration is the order of insertion, so it does not depend on hashes: {@link Object#hashCode} serves here even
 * for keys such as enums whose hash differs from run to run. It is cheaper than the stable hash, which is only
 * needed to place a key in a partition, once for each distinct key.
 *
 * <p>A key is asked for as its {@link Kind} and bits, or as an object. The hash of a number's bits is that of its box, so a column that turns
 * into one of objects moves nothing in the index.
 */
public final class AggregationTable {
    private static final int SMALLEST = 8;
    private static final int LARGEST = 1 << 29;
    /** How many times as large a table gets that is expected to become larger still. */
    private static final int STEP = 8;

    private final Column keys;
    private final Column accumulators;
    private int[] hashes;
    private int size;
    private int planned;
    private long[] index;
    /** Takes a hash to its slot: its highest bits count, since multiplication mixes upwards. */
    private int shift;

    AggregationTable() {
        keys = new Column(SMALLEST);
        accumulators = new Column(SMALLEST);
        hashes = new int[SMALLEST];
        index = new long[2 * SMALLEST];
        shift = shift(index.length);
    }

    /** A table that begins with the content of columns and goes on in their arrays. */
    AggregationTable(KeyedBucket columns) {
        keys = columns.keys;
        accumulators = columns.accumulators;
        hashes = columns.hashes;
        size = columns.size;
        index = new long[slots(hashes.length)];
        shift = shift(index.length);
        indexAll();
    }

    /**
     * Is told how many keys are to be expected: the table then grows there in few steps, and never to more than some times what it holds, since
     * clearing a large table for a few keys would cost more than their work.
     */
    void plan(int keysToCome) {
        planned = keysToCome;
    }

    /** The hash of a key as this table uses it: all bits of the key's own hash, mixed. */
    public static int hash(Object key) {
        return Kind.hash(key.hashCode());
    }

    /** How many keys there are. */
    public int size() {
        return size;
    }

    /** Whether the next key that is inserted makes the table grow. */
    public boolean isFull() {
        return size == hashes.length;
    }

    /** How many keys it takes before it grows. */
    public int room() {
        return hashes.length;
    }

    /** The keys; belongs to the table. */
    public Column keys() {
        return keys;
    }

    /** The accumulators; may be set where there is a key. */
    public Column accumulators() {
        return accumulators;
    }

    /** The slots, as drawn above; another array after each insertion that grew. */
    public long[] index() {
        return index;
    }

    /** How far right a hash is shifted to give its first slot. */
    public int shift() {
        return shift;
    }

    @SuppressWarnings("NullAway") // a key is never null
    Object key(int position) {
        return keys.get(position);
    }

    int hashAt(int position) {
        return hashes[position];
    }

    /** The bytes of the arrays. */
    long bytes() {
        return bytes(hashes.length);
    }

    /** The bytes of the arrays after the next growth. */
    long grownBytes() {
        return bytes(grown());
    }

    /** The position of a key, or −1 if it is not there. */
    int find(Object key, int hash) {
        int kind = Kind.of(key);
        return find(kind, Kind.keyBits(kind, key), key, hash);
    }

    /** The position of a key, or −1 if it is not there. */
    public int find(int kind, long bits, @Nullable Object key, int hash) {
        int mask = index.length - 1;
        for (int slot = hash >>> shift; ; slot = (slot + 1) & mask) {
            long entry = index[slot];
            if (entry == 0) {
                return -1;
            }
            if ((int) (entry >>> 32) == hash && keys.holds((int) entry - 1, kind, bits, key)) {
                return (int) entry - 1;
            }
        }
    }

    /** Appends a key that is not there. */
    void insert(Object key, int hash, @Nullable Object accumulator) {
        int kind = Kind.of(key);
        int accumulatorKind = Kind.of(accumulator);
        insert(
                kind,
                Kind.keyBits(kind, key),
                key,
                hash,
                accumulatorKind,
                Kind.bits(accumulatorKind, accumulator),
                accumulator);
    }

    /** Appends a key that is not there. */
    public void insert(
            int kind,
            long bits,
            @Nullable Object key,
            int hash,
            int accumulatorKind,
            long accumulatorBits,
            @Nullable Object accumulator) {
        if (size == hashes.length) {
            grow();
        }
        keys.append(kind, bits, key);
        accumulators.append(accumulatorKind, accumulatorBits, accumulator);
        hashes[size] = hash;
        index(size++);
    }

    @Nullable
    Object accumulator(int position) {
        return accumulators.get(position);
    }

    void set(int position, @Nullable Object accumulator) {
        accumulators.set(position, accumulator);
    }

    /** This table's content; the table is not used afterwards. */
    KeyedBucket toBucket() {
        return new KeyedBucket(keys, accumulators, hashes, size);
    }

    /** What a key takes in the three columns. */
    long place() {
        return keys.width() + accumulators.width() + Integer.BYTES;
    }

    private void grow() {
        if (size >= LARGEST) {
            throw new IllegalStateException("one partition has more than " + LARGEST + " keys: use more partitions");
        }
        int capacity = grown();
        keys.ensure(capacity);
        accumulators.ensure(capacity);
        hashes = Arrays.copyOf(hashes, capacity);
        index = new long[slots(capacity)];
        shift = shift(index.length);
        indexAll();
    }

    /** The capacity after the next growth. */
    private int grown() {
        int doubled = Math.max(SMALLEST, size * 2);
        return doubled < planned ? (int) Math.min(planned, (long) STEP * size) : doubled;
    }

    private void indexAll() {
        for (int position = 0; position < size; position++) {
            index(position);
        }
    }

    private void index(int position) {
        int hash = hashes[position];
        int mask = index.length - 1;
        int slot = hash >>> shift;
        while (index[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        index[slot] = ((long) hash << 32) | (position + 1);
    }

    private long bytes(int capacity) {
        return place() * capacity + (long) Long.BYTES * slots(capacity);
    }

    /** A power of two that is at least twice the capacity. */
    private static int slots(int capacity) {
        return Integer.highestOneBit(Math.max(capacity, SMALLEST) * 2 - 1) * 2;
    }

    private static int shift(int slots) {
        return Integer.SIZE - Integer.numberOfTrailingZeros(slots);
    }
}
