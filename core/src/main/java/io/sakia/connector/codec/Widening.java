package io.sakia.connector.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Conversions of numbers that lose nothing. */
final class Widening {
    private static final int BYTE = 2;
    private static final int SHORT = 3;
    private static final int CHARACTER = 4;
    private static final int INTEGER = 5;
    private static final int LONG = 6;
    private static final int FLOAT = 7;
    private static final int DOUBLE = 8;
    private static final int BIG_INTEGER = 10;
    private static final int BIG_DECIMAL = 11;

    private Widening() {}

    /** How a value of one leaf becomes one of another, by their tags; or null if it can't without loss. */
    static @Nullable Function<Object, Object> of(int from, int to) {
        return switch (from) {
            case BYTE -> to > BYTE && to != CHARACTER ? number(to) : null;
            case SHORT -> to > CHARACTER ? number(to) : null;
            case CHARACTER -> fromCharacter(to);
            case INTEGER -> to > INTEGER && to != FLOAT ? number(to) : null;
            case LONG -> to >= BIG_INTEGER ? number(to) : null;
            case FLOAT -> to == DOUBLE ? number(to) : null;
            case BIG_INTEGER -> to == BIG_DECIMAL ? value -> new BigDecimal((BigInteger) value) : null;
            default -> null;
        };
    }

    private static @Nullable Function<Object, Object> fromCharacter(int to) {
        Function<Object, Object> widen = to > CHARACTER ? number(to) : null;
        return widen == null ? null : value -> widen.apply((int) (char) value);
    }

    private static @Nullable Function<Object, Object> number(int to) {
        return switch (to) {
            case SHORT -> value -> ((Number) value).shortValue();
            case INTEGER -> value -> ((Number) value).intValue();
            case LONG -> value -> ((Number) value).longValue();
            case FLOAT -> value -> ((Number) value).floatValue();
            case DOUBLE -> value -> ((Number) value).doubleValue();
            case BIG_INTEGER -> value -> BigInteger.valueOf(((Number) value).longValue());
            case BIG_DECIMAL -> value -> BigDecimal.valueOf(((Number) value).longValue());
            default -> null;
        };
    }
}
