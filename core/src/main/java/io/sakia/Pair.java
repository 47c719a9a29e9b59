package io.sakia;

import java.io.Serializable;

/**
 * A key and a value.
 *
 * <pre>{@code Pair.of("apple", 1L).key() // "apple"}</pre>
 *
 * @param key what records are grouped, joined and partitioned by
 * @param value what belongs to the key
 */
public record Pair<K, V>(K key, V value) implements Serializable {
    /** Makes a pair. */
    public static <K, V> Pair<K, V> of(K key, V value) {
        return new Pair<>(key, value);
    }

    /** The pair with key and value exchanged. */
    public Pair<V, K> swap() {
        return new Pair<>(value, key);
    }

    /** Prints as {@code (key,value)}, as streams of pairs are usually printed. */
    @Override
    public String toString() {
        return "(" + key + "," + value + ")";
    }
}
