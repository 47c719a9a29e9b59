package io.sakia;

import java.io.Serializable;

/**
 * A function that makes a key and a value of one value.
 *
 * <pre>{@code words.mapToPair(word -> Pair.of(word, 1L))}</pre>
 */
@FunctionalInterface
public interface PairFunction<T, K, V> extends Serializable {
    /** Makes the pair for {@code value}. */
    Pair<K, V> call(T value) throws Exception;
}
