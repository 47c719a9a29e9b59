package io.sakia;

import java.io.Serializable;

/**
 * Three values side by side, as a cogroup of three RDDs gives them for each key.
 *
 * <pre>{@code Triple.of("a", 1, 2.5).third() // 2.5}</pre>
 *
 * @param first the first value
 * @param second the second value
 * @param third the third value
 */
public record Triple<A, B, C>(A first, B second, C third) implements Serializable {
    /** Makes a triple. */
    public static <A, B, C> Triple<A, B, C> of(A first, B second, C third) {
        return new Triple<>(first, second, third);
    }

    /** Prints as {@code (first,second,third)}. */
    @Override
    public String toString() {
        return "(" + first + "," + second + "," + third + ")";
    }
}
