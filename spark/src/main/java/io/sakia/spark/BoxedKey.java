package io.sakia.spark;

import java.io.Serializable;

/**
 * A number or character on its way through Spark's shuffle. Spark compares keys by Scala's {@code ==}, to which 1, 1L and 1.0 are one key
 * and NaN is none; inside this it finds them by {@link Object#equals}, as it finds all other keys.
 */
record BoxedKey(Object key) implements Serializable {
    /** The key as the shuffle has it. */
    static Object box(Object key) {
        return key instanceof Number || key instanceof Character ? new BoxedKey(key) : key;
    }

    /** The key as everybody else has it. */
    static Object unbox(Object shuffled) {
        return shuffled instanceof BoxedKey boxed ? boxed.key() : shuffled;
    }
}
