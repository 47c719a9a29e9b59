package io.sakia.connector.codec;

import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a member is where the stored bytes have nothing for it.
 *
 * @param text the value for people: {@code 1}, {@code null}, {@code empty}
 * @param value makes the value, a new one each time where it can change
 */
record DefaultValue(String text, Supplier<@Nullable Object> value) {
    private static final Map<Class<?>, Function<String, Object>> PARSERS = Map.ofEntries(
            Map.entry(Boolean.class, DefaultValue::parseBoolean),
            Map.entry(Byte.class, Byte::valueOf),
            Map.entry(Short.class, Short::valueOf),
            Map.entry(Character.class, DefaultValue::parseChar),
            Map.entry(Integer.class, Integer::valueOf),
            Map.entry(Long.class, Long::valueOf),
            Map.entry(Float.class, Float::valueOf),
            Map.entry(Double.class, Double::valueOf),
            Map.entry(String.class, text -> text),
            Map.entry(BigInteger.class, BigInteger::new),
            Map.entry(BigDecimal.class, BigDecimal::new),
            Map.entry(UUID.class, UUID::fromString),
            Map.entry(Instant.class, Instant::parse),
            Map.entry(Duration.class, Duration::parse),
            Map.entry(LocalDate.class, LocalDate::parse),
            Map.entry(LocalTime.class, LocalTime::parse),
            Map.entry(LocalDateTime.class, LocalDateTime::parse),
            Map.entry(ZoneOffset.class, ZoneOffset::of),
            Map.entry(ZoneId.class, ZoneId::of),
            Map.entry(ZonedDateTime.class, ZonedDateTime::parse),
            Map.entry(OffsetDateTime.class, OffsetDateTime::parse),
            Map.entry(OffsetTime.class, OffsetTime::parse),
            Map.entry(Year.class, Year::parse),
            Map.entry(YearMonth.class, YearMonth::parse),
            Map.entry(MonthDay.class, MonthDay::parse),
            Map.entry(Period.class, Period::parse));

    /**
     * The default of a member, or null if it has none.
     *
     * @param member what may have a {@link Default}
     * @param declared its type
     * @param place how it is called in messages: {@code Click.weight}
     * @throws UnknownTypeException if its {@link Default} makes no value of its type
     */
    static @Nullable DefaultValue of(AnnotatedElement member, Class<?> declared, String place) {
        Default annotation = member.getAnnotation(Default.class);
        return annotation != null ? given(annotation.value(), declared, place) : empty(declared);
    }

    private static DefaultValue given(String text, Class<?> declared, String place) {
        if (text.equals(Default.NULL)) {
            if (declared.isPrimitive()) {
                throw new UnknownTypeException(
                        declared, place, "@Default without a text means null, which no primitive is: add the text");
            }
            return new DefaultValue("null", () -> null);
        }
        Object value;
        try {
            value = parse(text, MethodType.methodType(declared).wrap().returnType());
        } catch (RuntimeException e) { // what any of the parsers throws
            UnknownTypeException refusal = new UnknownTypeException(
                    declared,
                    place,
                    "its @Default(\"" + text + "\") can't be made a " + declared.getSimpleName() + " (" + e.getMessage()
                            + ")");
            refusal.initCause(e);
            throw refusal;
        }
        String shown = value instanceof String ? "\"" + text + "\"" : text;
        return new DefaultValue(shown, () -> value);
    }

    private static Object parse(String text, Class<?> type) {
        Function<String, Object> parser = PARSERS.get(type);
        if (parser != null) {
            return parser.apply(text);
        }
        Object[] constants = type.getEnumConstants();
        if (constants == null) {
            throw new IllegalArgumentException("use @Default without a text, which gives null, or an Optional");
        }
        for (Object constant : constants) {
            if (((Enum<?>) constant).name().equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("it has no such constant");
    }

    private static @Nullable DefaultValue empty(Class<?> declared) {
        if (declared == Optional.class) {
            return new DefaultValue("empty", Optional::empty);
        }
        if (Collection.class.isAssignableFrom(declared)) {
            for (CollectionKind kind : CollectionKind.values()) {
                if (declared.isAssignableFrom(kind.type())) {
                    return new DefaultValue("empty", () -> kind.begin(0));
                }
            }
        }
        if (Map.class.isAssignableFrom(declared)) {
            for (MapKind kind : MapKind.values()) {
                if (declared.isAssignableFrom(kind.type())) {
                    return new DefaultValue("empty", () -> kind.begin(0));
                }
            }
        }
        return null;
    }

    private static boolean parseBoolean(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException("true or false");
    }

    private static char parseChar(String text) {
        if (text.length() == 1) {
            return text.charAt(0);
        }
        throw new IllegalArgumentException("one character");
    }
}
