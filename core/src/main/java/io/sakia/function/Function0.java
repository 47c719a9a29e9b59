package io.sakia.function;

import java.io.Serializable;

/**
 * A function of no argument, such as the one that creates a zero.
 */
@FunctionalInterface
public interface Function0<R> extends Serializable {
    /** Applies this function; whatever it throws fails the record, with the operator's name and line. */
    R call() throws Exception;
}
