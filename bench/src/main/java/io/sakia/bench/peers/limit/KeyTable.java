package io.sakia.bench.peers.limit;

/** A table from keys to a few numbers each, by open addressing; a key's numbers lie beside it, so that a look-up misses the cache once. */
final class KeyTable {
    private static final int FREE = 0;

    private final int stride;
    private final int mask;
    private final long[] cells;

    /** A table for at most about so many keys, none of which is 0, with one or three numbers each. */
    KeyTable(int most, int numbers) {
        int slots = Integer.highestOneBit(most) << 1;
        this.stride = Integer.highestOneBit(numbers) << 1;
        this.mask = slots - 1;
        this.cells = new long[slots * stride];
    }

    /** Keys and numbers: at each place that {@link #place} gives stands the key's first number, then the others. */
    long[] cells() {
        return cells;
    }

    /** Where the numbers of a key are. */
    int place(long key) {
        int slot = (int) ((key * 0x9e3779b97f4a7c15L) >>> 33) & mask;
        while (cells[slot * stride] != key) {
            if (cells[slot * stride] == FREE) {
                cells[slot * stride] = key;
                break;
            }
            slot = (slot + 1) & mask;
        }
        return slot * stride + 1;
    }
}
