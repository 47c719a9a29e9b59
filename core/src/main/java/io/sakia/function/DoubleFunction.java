package io.sakia.function;

import java.io.Serializable;

/**
 * A function that gives a double; whole numbers widen.
 *
 * <pre>{@code words.mapToDouble(String::length)}</pre>
 */
@FunctionalInterface
public interface DoubleFunction<T> extends Serializable {
    /** Gives the number for {@code value}. */
    double call(T value) throws Exception;
}
