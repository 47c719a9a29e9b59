package io.sakia.function;

import java.io.Serializable;

/**
 * A function of four arguments.
 */
@FunctionalInterface
public interface Function4<T1, T2, T3, T4, R> extends Serializable {
    /** Applies this function; whatever it throws fails the record, with the operator's name and line. */
    R call(T1 first, T2 second, T3 third, T4 fourth) throws Exception;
}
