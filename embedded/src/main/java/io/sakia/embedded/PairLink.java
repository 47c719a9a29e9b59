package io.sakia.embedded;

import io.sakia.Pair;
import io.sakia.column.Column;
import io.sakia.column.Kind;
import io.sakia.embedded.spill.PairBuffer;
import io.sakia.embedded.spill.Pile;
import org.jspecify.annotations.Nullable;

/**
 * A last link that takes pairs apart. Whoever has a key and a value in hand puts them in as they are, numbers as their bits, so that neither a
 * pair nor a box need be made.
 *
 * <pre>{@code link.put(Kind.OBJECT, 0, "word", Kind.LONG, 1, null); // the same as link.push(Pair.of("word", 1L))}</pre>
 */
abstract class PairLink extends Link {
    @Override
    @SuppressWarnings("unchecked")
    void push(Object record) {
        Pair<Object, Object> pair = (Pair<Object, Object>) record;
        Object key = pair.key();
        Object value = pair.value();
        int keyKind = Kind.of(key);
        int valueKind = Kind.of(value);
        put(keyKind, Kind.keyBits(keyKind, key), key, valueKind, Kind.bits(valueKind, value), value);
    }

    /** Is told that about so many pairs come. */
    void expect(int pairs) {
        // most don't care
    }

    /** Takes all pairs of a pile, of which none lies on disk. */
    void putAll(Attempt attempt, Pile pile) {
        PairBuffer pairs = pile.pairs();
        if (pairs != null) {
            putAll(attempt, pairs.keys(), pairs.values(), pairs.size());
            return;
        }
        for (int i = 0; i < pile.heldSize(); i++) {
            attempt.checkStopped();
            push(pile.held()[i]);
        }
    }

    /** Takes the first {@code size} pairs of two columns. */
    void putAll(Attempt attempt, Column keys, Column values, int size) {
        for (int i = 0; i < size; i++) {
            attempt.checkStopped();
            int keyKind = keys.kind();
            int valueKind = values.kind();
            long keyBits;
            long valueBits;
            Object key = null;
            Object value = null;
            if (keyKind == Kind.OBJECT) {
                key = keys.objects()[i];
                keyKind = Kind.of(key);
                keyBits = Kind.keyBits(keyKind, key);
            } else {
                keyBits = keys.bits()[i];
            }
            if (valueKind == Kind.OBJECT) {
                value = values.objects()[i];
                valueKind = Kind.of(value);
                valueBits = Kind.bits(valueKind, value);
            } else {
                valueBits = values.bits()[i];
            }
            put(keyKind, keyBits, key, valueKind, valueBits, value);
        }
    }

    /**
     * Takes one pair. Where a kind is {@link Kind#OBJECT} the object counts; where it is another the bits count, and the object is their box or
     * null. A key that is null is refused with the pair's name.
     *
     * @param keyBits as {@link Kind#keyBits} gives them
     * @param valueBits as {@link Kind#bits} gives them
     */
    abstract void put(
            int keyKind, long keyBits, @Nullable Object key, int valueKind, long valueBits, @Nullable Object value);
}
