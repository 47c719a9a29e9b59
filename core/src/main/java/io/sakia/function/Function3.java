package io.sakia.function;

import java.io.Serializable;

/**
 * A function of three arguments.
 */
@FunctionalInterface
public interface Function3<T1, T2, T3, R> extends Serializable {
    /** Applies this function; whatever it throws fails the record, with the operator's name and line. */
    R call(T1 first, T2 second, T3 third) throws Exception;
}
