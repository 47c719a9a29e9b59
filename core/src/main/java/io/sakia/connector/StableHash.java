package io.sakia.connector;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hash of keys: 64 well-mixed bits, equal for equal keys, the same in every run, on every machine and in every version.
 *
 * <pre>{@code StableHash.of("apple") == StableHash.of("apple") // also in another process, next year}</pre>
 *
 * <table>
 *   <caption>What is hashed, by kind of key</caption>
 *   <tr><td>null</td><td>a constant</td></tr>
 *   <tr><td>String</td><td>its specified 32-bit hashCode, mixed</td></tr>
 *   <tr><td>whole numbers, char, boolean</td><td>the value as 64 bits, so 5 and 5L fall alike</td></tr>
 *   <tr><td>float, double</td><td>doubleToLongBits, as equals has it: −0.0 differs from 0.0, NaN is one</td></tr>
 *   <tr><td>enum</td><td>the constant's name</td></tr>
 *   <tr><td>record, Map.Entry, java.time, Big…, UUID</td><td>the parts in their order</td></tr>
 *   <tr><td>Optional</td><td>the value</td></tr>
 *   <tr><td>List</td><td>the elements in their order</td></tr>
 *   <tr><td>Set, Map</td><td>the sum over elements, entries: their order does not count</td></tr>
 *   <tr><td>other classes with hashCode and equals of their own, among them records</td><td>hashCode, mixed: as
 *     stable from run to run as that hashCode is, which is not the case where it builds on an enum's or on Object's</td></tr>
 *   <tr><td>classes without, arrays</td><td>refused: equal keys would be told apart</td></tr>
 * </table>
 *
 * Keys of type String, Long and Integer are hashed without allocation.
 */
public final class StableHash {
    static final long NULL = 0x7f4a7c159e3779b9L;

    private StableHash() {}

    /**
     * The hash of a key.
     *
     * @throws IllegalArgumentException if the key's class says nothing about which keys are equal
     */
    public static long of(@Nullable Object key) {
        if (key instanceof String text) {
            return mix(text.hashCode());
        }
        if (key instanceof Long number) {
            return mix(number);
        }
        if (key instanceof Integer number) {
            return mix(number);
        }
        if (key == null) {
            return NULL;
        }
        return KeyHasher.of(key.getClass()).hash(key);
    }

    /** Mixes 64 bits (the finaliser of SplitMix64, Steele et al. 2014, variant 13 of Stafford). */
    public static long mix(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** The hash of a sequence, from that of what came before and of its next part. */
    static long next(long hash, long part) {
        return mix(31 * hash + part);
    }

    static long ofEntry(Map.Entry<?, ?> entry) {
        return next(next(KeyHasher.RECORD, of(entry.getKey())), of(entry.getValue()));
    }

    static long ofOptional(Optional<?> optional) {
        return mix(of(optional.orElse(null)));
    }
}
