package io.sakia.formats;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A type that a piece of text can be read as.
 *
 * @param what for errors: {@code "a number (double)"}
 * @param optional whether there may be no text
 * @param numeric whether it is written with digits, signs, points and exponents, or is one of the words that doubles have
 */
record TextType(String what, boolean optional, boolean numeric, Function<String, @Nullable Object> parser) {
    private static final Map<Class<?>, TextType> KNOWN = known();

    /**
     * The type for a component of a record.
     *
     * @throws IllegalArgumentException for a type that is not known; the message says which are
     */
    static TextType of(String owner, Type type) {
        if (type instanceof ParameterizedType parameterised && parameterised.getRawType() == Optional.class) {
            TextType inner = of(owner, parameterised.getActualTypeArguments()[0]);
            return new TextType(inner.what, true, inner.numeric, text -> Optional.ofNullable(inner.parser.apply(text)));
        }
        TextType known = KNOWN.get(type);
        if (known != null) {
            return known;
        }
        if (type instanceof Class<?> its && its.isEnum()) {
            return ofEnum(its);
        }
        throw new IllegalArgumentException(owner + " is of type " + type.getTypeName()
                + ", which can't be read from text: use String, a number, boolean, char, an enum, UUID, LocalDate, LocalDateTime,"
                + " OffsetDateTime, Instant, Duration, or an Optional of these");
    }

    /** What the text means, or null if it is none of this type. */
    @Nullable
    Object read(String text) {
        if (numeric && !isNumeric(text)) {
            return null; // at once: an exception costs more than the line
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return null;
        }
    }

    private static TextType ofEnum(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        return new TextType("one of " + constants.keySet(), false, false, constants::get);
    }

    private static Map<Class<?>, TextType> known() {
        Map<Class<?>, TextType> known = new HashMap<>();
        put(known, "a text", text -> text, String.class);
        put(known, "a whole number (int)", Integer::valueOf, int.class, Integer.class);
        put(known, "a whole number (long)", Long::valueOf, long.class, Long.class);
        put(known, "a whole number (short)", Short::valueOf, short.class, Short.class);
        put(known, "a whole number (byte)", Byte::valueOf, byte.class, Byte.class);
        put(known, "a number (double)", Double::valueOf, double.class, Double.class);
        put(known, "a number (float)", Float::valueOf, float.class, Float.class);
        put(known, "a number", BigDecimal::new, BigDecimal.class);
        put(known, "a whole number", BigInteger::new, BigInteger.class);
        put(known, "true or false", TextType::truth, boolean.class, Boolean.class);
        put(known, "one character", text -> text.length() == 1 ? text.charAt(0) : null, char.class, Character.class);
        put(known, "a UUID", UUID::fromString, UUID.class);
        put(known, "a date (2026-01-31)", LocalDate::parse, LocalDate.class);
        put(known, "a date and time (2026-01-31T12:30:00)", LocalDateTime::parse, LocalDateTime.class);
        put(known, "a date and time (2026-01-31T12:30:00+01:00)", OffsetDateTime::parse, OffsetDateTime.class);
        put(known, "an instant (2026-01-31T12:30:00Z)", Instant::parse, Instant.class);
        put(known, "a duration (PT1.5S)", Duration::parse, Duration.class);
        return known;
    }

    private static void put(
            Map<Class<?>, TextType> known, String what, Function<String, @Nullable Object> parser, Class<?>... types) {
        for (Class<?> type : types) {
            known.put(type, new TextType(what, false, what.contains("number"), parser));
        }
    }

    private static boolean isNumeric(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '-' && c != '.' && c != '+' && c != 'e' && c != 'E') {
                return text.endsWith("NaN") || text.endsWith("Infinity");
            }
        }
        return !text.isEmpty();
    }

    private static @Nullable Object truth(String text) {
        if (text.equals("true")) {
            return true;
        }
        return text.equals("false") ? (Object) false : null;
    }
}
