package io.sakia.connector;

import static io.sakia.connector.KeyHasher.RECORD;
import static io.sakia.connector.StableHash.mix;
import static io.sakia.connector.StableHash.next;

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
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The hashes of the JDK's values, spelled out here since their own hashCodes are not specified to the bit. */
final class ScalarHashers {
    private static final Map<Class<?>, KeyHasher> BY_CLASS = new HashMap<>();

    static {
        put(Short.class, v -> mix(v));
        put(Byte.class, v -> mix(v));
        put(Character.class, v -> mix(v));
        put(Boolean.class, v -> mix(v ? 1 : 0));
        put(Double.class, v -> mix(Double.doubleToLongBits(v)));
        put(Float.class, v -> mix(Double.doubleToLongBits(v)));
        put(BigInteger.class, ScalarHashers::hash);
        put(BigDecimal.class, v -> next(hash(v.unscaledValue()), v.scale()));
        put(UUID.class, v -> pair(v.getMostSignificantBits(), v.getLeastSignificantBits()));
        put(Instant.class, v -> pair(v.getEpochSecond(), v.getNano()));
        put(Duration.class, v -> pair(v.getSeconds(), v.getNano()));
        put(LocalDate.class, v -> mix(v.toEpochDay()));
        put(LocalTime.class, v -> mix(v.toNanoOfDay()));
        put(LocalDateTime.class, ScalarHashers::hash);
        put(ZoneOffset.class, ScalarHashers::hash);
        put(
                ZonedDateTime.class,
                v -> next(next(hash(v.toLocalDateTime()), v.getOffset().getTotalSeconds()), hash(v.getZone())));
        put(
                OffsetDateTime.class,
                v -> next(hash(v.toLocalDateTime()), v.getOffset().getTotalSeconds()));
        put(
                OffsetTime.class,
                v -> pair(v.toLocalTime().toNanoOfDay(), v.getOffset().getTotalSeconds()));
        put(Year.class, v -> mix(v.getValue()));
        put(YearMonth.class, v -> pair(v.getYear(), v.getMonthValue()));
        put(MonthDay.class, v -> pair(v.getMonthValue(), v.getDayOfMonth()));
        put(Period.class, v -> next(pair(v.getYears(), v.getMonths()), v.getDays()));
    }

    private ScalarHashers() {}

    /** The hasher of a class, or null if it is none of these. */
    static @Nullable KeyHasher of(Class<?> type) {
        return ZoneId.class.isAssignableFrom(type) ? key -> hash((ZoneId) key) : BY_CLASS.get(type);
    }

    private static <T> void put(Class<T> type, ToLongFunction<T> hash) {
        BY_CLASS.put(type, key -> hash.applyAsLong(type.cast(key)));
    }

    private static long pair(long first, long second) {
        return next(next(RECORD, first), second);
    }

    private static long hash(BigInteger value) {
        long hash = RECORD;
        for (byte each : value.toByteArray()) {
            hash = next(hash, each);
        }
        return hash;
    }

    private static long hash(LocalDateTime value) {
        return pair(value.toLocalDate().toEpochDay(), value.toLocalTime().toNanoOfDay());
    }

    private static long hash(ZoneId value) {
        return mix(value.getId().hashCode());
    }
}
