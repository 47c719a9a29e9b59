package io.sakia.function;

import java.io.Serializable;

/**
 * A function of one argument. It also serves as a predicate ({@code Function<T, Boolean>}).
 */
@FunctionalInterface
public interface Function<T, R> extends Serializable {
    /** Applies this function; whatever it throws fails the record, with the operator's name and line. */
    R call(T value) throws Exception;
}
