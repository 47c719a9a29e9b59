package io.sakia.embedded.spill;

import java.util.Collections;
import java.util.Iterator;

/** The entries for which a {@link KeyedFold} has no room, divided by bits of their keys' hashes: other bits on each level. */
final class Overflow implements AutoCloseable {
    private static final int BITS = 4;

    /** How many parts there are. */
    static final int PARTS = 1 << BITS;

    private static final int LEVELS = Integer.SIZE / BITS;

    private final int level;
    private final Spread spread;
    private final long[] records = new long[PARTS];
    private final int[] hash = new int[PARTS];
    private final boolean[] hashesDiffer = new boolean[PARTS];

    Overflow(Workspace space, Scope scope, int level) {
        this.level = level;
        this.spread = new Spread(PARTS, space, scope);
    }

    /** Adds an entry whose key has a hash. */
    void add(int hash, Entry entry) {
        int part = part(hash);
        if (records[part]++ == 0) {
            this.hash[part] = hash;
        } else if (this.hash[part] != hash) {
            hashesDiffer[part] = true;
        }
        spread.add(part, entry);
    }

    /** Makes room for what is folded next; nothing is added from now on. */
    void finish() {
        spread.store();
    }

    /** How many entries a part has. */
    long records(int part) {
        return records[part];
    }

    /** Whether a part can be divided by the bits of the next levels. */
    boolean isDivisible(int part) {
        return hashesDiffer[part] && level + 1 < LEVELS;
    }

    /** The entries of a part, in the order in which they were added. */
    Iterator<Object> take(int part, Scope scope) {
        Pile pile = spread.pile(part);
        spread.drop(part);
        return pile == null ? Collections.emptyIterator() : pile.iterator(scope);
    }

    @Override
    public void close() {
        spread.close();
    }

    /** Mixes all bits of the hash, which the index of a table uses too, and takes those of this level. */
    private int part(int hash) {
        int mixed = hash;
        mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        mixed ^= mixed >>> 16;
        return (mixed >>> (level * BITS)) & (PARTS - 1);
    }
}
