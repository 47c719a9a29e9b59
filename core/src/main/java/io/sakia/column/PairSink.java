package io.sakia.column;

import io.sakia.Pair;
import org.jspecify.annotations.Nullable;

/**
 * Takes pairs in parts, numbers as their bits, so that neither a pair nor a box need be made for a pair on its way.
 *
 * <pre>{@code sink.put(Kind.OBJECT, 0, "word", Kind.LONG, 1, null); // the same as sink.put(Pair.of("word", 1L))}</pre>
 *
 * <p>Where a kind is {@link Kind#OBJECT} the object counts; where it is another the bits count, and the object is their box or null.
 */
public abstract class PairSink {
    /**
     * Takes one pair.
     *
     * @param keyBits as {@link Kind#keyBits} gives them
     * @param valueBits as {@link Kind#bits} gives them
     */
    public abstract void put(
            int keyKind, long keyBits, @Nullable Object key, int valueKind, long valueBits, @Nullable Object value)
            throws Exception;

    /** Is told that about so many more pairs come, for who keeps something of each. */
    public void expect(int more) {
        // most don't care
    }

    /** Takes one pair. */
    public final void put(Pair<?, ?> pair) throws Exception {
        Object key = pair.key();
        Object value = pair.value();
        int keyKind = Kind.of(key);
        int valueKind = Kind.of(value);
        put(keyKind, Kind.keyBits(keyKind, key), key, valueKind, Kind.bits(valueKind, value), value);
    }

    /** Takes the pairs of two columns from one position up to another, exclusively, in order. */
    public void putAll(Column keys, Column values, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
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
}
