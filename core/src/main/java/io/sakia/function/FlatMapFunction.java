package io.sakia.function;

import java.io.Serializable;

/**
 * A function that gives any number of results for one value.
 *
 * <pre>{@code lines.flatMap(line -> List.of(line.split(" ")))}</pre>
 */
@FunctionalInterface
public interface FlatMapFunction<T, R> extends Serializable {
    /** Gives the results for {@code value}; they are iterated once, in order. */
    Iterable<R> call(T value) throws Exception;
}
