package io.sakia.column;

import org.jspecify.annotations.Nullable;

/**
 * What kind of thing a place of a {@link Column} holds: an object, or one of the boxes that are kept as their bits. Its methods are small and
 * static, so that the JIT compiles them into the loops that use them.
 *
 * <pre>{@code
 * int kind = Kind.of(5L); // LONG
 * Kind.box(kind, Kind.bits(kind, 5L)) // 5L
 * }</pre>
 */
public final class Kind {
    /** An object; also null, and any number of another class than those below. */
    public static final int OBJECT = 0;

    /** A {@link Long}, as it is. */
    public static final int LONG = 1;

    /** An {@link Integer}, as a long. */
    public static final int INTEGER = 2;

    /** A {@link Double}, as {@link Double#doubleToRawLongBits} of a value and {@link Double#doubleToLongBits} of a key. */
    public static final int DOUBLE = 3;

    private static final int GOLDEN_RATIO = 0x9e3779b9;

    private Kind() {}

    /** The kind of an object. */
    public static int of(@Nullable Object object) {
        if (object == null) {
            return OBJECT;
        }
        Class<?> type = object.getClass();
        if (type == Long.class) {
            return LONG;
        }
        if (type == Integer.class) {
            return INTEGER;
        }
        return type == Double.class ? DOUBLE : OBJECT;
    }

    /** The bits of a value of a kind; 0 for an object. */
    public static long bits(int kind, @Nullable Object value) {
        return switch (kind) {
            case LONG -> value instanceof Long number ? number : 0;
            case INTEGER -> value instanceof Integer number ? number : 0;
            case DOUBLE -> value instanceof Double number ? Double.doubleToRawLongBits(number) : 0;
            default -> 0;
        };
    }

    /** The bits of a key of a kind, equal for equal keys: all NaNs are one. */
    public static long keyBits(int kind, @Nullable Object key) {
        return kind == DOUBLE && key instanceof Double number ? Double.doubleToLongBits(number) : bits(kind, key);
    }

    /** The box of bits, which are not of an object. */
    public static Object box(int kind, long bits) {
        return switch (kind) {
            case LONG -> bits;
            case INTEGER -> (int) bits;
            case DOUBLE -> Double.longBitsToDouble(bits);
            default -> throw new IllegalStateException("an object has no bits");
        };
    }

    /** The box of bits, or the object that is given with them. */
    public static @Nullable Object box(int kind, long bits, @Nullable Object object) {
        return object != null || kind == OBJECT ? object : box(kind, bits);
    }

    /** What must be handed on beside the bits: an object itself, and no box. */
    public static @Nullable Object beside(int kind, @Nullable Object object) {
        return kind == OBJECT ? object : null;
    }

    /** The hash of a key, by its bits: what {@link #hash(int)} gives for the hashCode of its box. */
    public static int hash(int kind, long keyBits) {
        return hash(kind == INTEGER ? (int) keyBits : (int) (keyBits ^ (keyBits >>> 32)));
    }

    /** The hash of a key in a table, by its own hash, whose bits it mixes upwards. */
    public static int hash(int hashCode) {
        return hashCode * GOLDEN_RATIO;
    }
}
