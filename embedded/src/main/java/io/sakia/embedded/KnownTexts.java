package io.sakia.embedded;

import io.sakia.embedded.spill.KeyedBucket;
import org.jspecify.annotations.Nullable;

/**
 * Texts that were keys of a fold lately. Where one of them comes again, the object that is known stands in for the new one.
 *
 * <pre>
 *   batch 1    "the" "cat" "sat" …  new objects, wherever each was cut out of its line
 *   batch 2    "the" "dog" …        "the" of batch 1, a new "dog"
 * </pre>
 *
 * <p>A stream brings much the same words in each batch, in new objects that are spread over all the memory which the batch takes. A table of these
 * waits for main memory, and for the translation of addresses, at each comparison. Those that stay are moved together by the collector and are not
 * moved again; and tasks that put in the same object can be merged by looking at the reference alone.
 *
 * <p>Only texts: one can't be told from another that is equal to it. Never changes.
 */
final class KnownTexts {
    /** How many texts are known at most. */
    static final int MOST = 1 << 17;

    /** So many characters of a text are worth keeping. */
    private static final int LONGEST = 128;

    private final @Nullable String[] texts;
    private final int[] hashes;
    private final int shift;

    private KnownTexts(int size) {
        int slots = Integer.highestOneBit(Math.max(2, size)) << 2;
        this.texts = new String[slots];
        this.hashes = new int[slots];
        this.shift = Integer.numberOfLeadingZeros(slots) + 1;
    }

    /** The texts among the keys of a fold: the first ones, if they are too many. */
    static KnownTexts of(KeyedBucket folded) {
        @Nullable Object[] keys = folded.keys.objects();
        int size = Math.min(folded.size, MOST);
        KnownTexts known = new KnownTexts(size);
        for (int i = 0; i < size; i++) {
            if (keys[i] instanceof String text && text.length() <= LONGEST) {
                known.add(text, folded.hashes[i]);
            }
        }
        return known;
    }

    /**
     * The object for a key.
     *
     * @param hash as a fold's table has it
     * @return a known text that is equal to it, or the key itself
     */
    Object of(Object key, int hash) {
        if (key instanceof String text) {
            int mask = texts.length - 1;
            int slot = hash >>> shift;
            for (String known; (known = texts[slot]) != null; slot = (slot + 1) & mask) {
                if (hashes[slot] == hash && known.equals(text)) {
                    return known;
                }
            }
        }
        return key;
    }

    private void add(String text, int hash) {
        int mask = texts.length - 1;
        int slot = hash >>> shift;
        while (texts[slot] != null) {
            slot = (slot + 1) & mask;
        }
        texts[slot] = text;
        hashes[slot] = hash;
    }
}
