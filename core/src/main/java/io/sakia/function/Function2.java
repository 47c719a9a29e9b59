package io.sakia.function;

import java.io.Serializable;

/**
 * A function of two arguments, such as the one that {@code reduceByKey} takes.
 */
@FunctionalInterface
public interface Function2<T1, T2, R> extends Serializable {
    /** Applies this function; whatever it throws fails the record, with the operator's name and line. */
    R call(T1 first, T2 second) throws Exception;
}
