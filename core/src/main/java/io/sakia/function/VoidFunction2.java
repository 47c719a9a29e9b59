package io.sakia.function;

import java.io.Serializable;

/**
 * An action on two values.
 */
@FunctionalInterface
public interface VoidFunction2<T1, T2> extends Serializable {
    /** Applies this function; whatever it throws fails the record, with the operator's name and line. */
    void call(T1 first, T2 second) throws Exception;
}
