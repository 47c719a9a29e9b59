package io.sakia;

import java.io.Serializable;

/**
 * Four values side by side, as a cogroup of four RDDs gives them for each key.
 *
 * <pre>{@code Quad.of("a", 1, 2.5, true).fourth() // true}</pre>
 *
 * @param first the first value
 * @param second the second value
 * @param third the third value
 * @param fourth the fourth value
 */
public record Quad<A, B, C, D>(A first, B second, C third, D fourth) implements Serializable {
    /** Makes a quad. */
    public static <A, B, C, D> Quad<A, B, C, D> of(A first, B second, C third, D fourth) {
        return new Quad<>(first, second, third, fourth);
    }

    /** Prints as {@code (first,second,third,fourth)}. */
    @Override
    public String toString() {
        return "(" + first + "," + second + "," + third + "," + fourth + ")";
    }
}
