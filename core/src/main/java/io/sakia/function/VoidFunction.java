package io.sakia.function;

import java.io.Serializable;

/**
 * An action on one value.
 */
@FunctionalInterface
public interface VoidFunction<T> extends Serializable {
    /** Applies this function; whatever it throws fails the record, with the operator's name and line. */
    void call(T value) throws Exception;
}
