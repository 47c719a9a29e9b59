package io.sakia.local;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How large the JDK's usual objects are. References have 4 bytes, as on every heap below 32 GB with any collector but ZGC; headers 12.
 */
final class JdkSizes {
    /** A reference. */
    static final int REFERENCE = Runtime.getRuntime().maxMemory() < 32L << 30 ? 4 : 8;
    /** What stands before an object's fields. */
    static final int HEADER = 12;

    private static final int ARRAY_HEADER = 16;
    private static final int LOOKED_AT = 256;

    private JdkSizes() {}

    /** The bytes of an object that refers to nothing that is not counted here, or −1 if it is none of those. */
    static long leaf(@Nullable Object object) {
        if (object == null) {
            return 0;
        }
        if (object instanceof String string) {
            return 24 + array(string.length(), isWide(string) ? 2 : 1);
        }
        if (object instanceof Number number) {
            return number(number);
        }
        if (object instanceof Boolean) {
            return 0;
        }
        if (object instanceof Character character) {
            return character < 128 ? 0 : 16;
        }
        Class<?> type = object.getClass();
        if (type.isArray()) {
            return type.getComponentType().isPrimitive() ? primitives(object, type) : -1;
        }
        return time(object);
    }

    private static long number(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short) {
            long value = number.longValue();
            return value >= -128 && value < 128 ? 0 : number instanceof Long ? 24 : 16;
        }
        if (number instanceof Double) {
            return 24;
        }
        if (number instanceof Float) {
            return 16;
        }
        if (number instanceof Byte) {
            return 0;
        }
        if (number.getClass() == BigInteger.class) {
            return integer((BigInteger) number);
        }
        if (number.getClass() == BigDecimal.class) {
            BigDecimal decimal = (BigDecimal) number;
            return 40 + (decimal.precision() > 18 ? integer(decimal.unscaledValue()) : 0);
        }
        return -1;
    }

    private static long integer(BigInteger integer) {
        return 40 + array((integer.bitLength() + 31) / 32, 4);
    }

    private static long time(Object object) {
        if (object instanceof Instant || object instanceof Duration || object instanceof LocalDate) {
            return 24;
        }
        if (object instanceof LocalTime) {
            return 24;
        }
        if (object instanceof LocalDateTime) {
            return 24 + 24 + 24;
        }
        if (object instanceof OffsetDateTime || object instanceof ZonedDateTime) {
            return 24 + 72;
        }
        if (object instanceof UUID) {
            return 32;
        }
        return object instanceof ZoneId ? 0 : -1;
    }

    /** The bytes of a collection, map or optional without its elements, or −1 if the object is none that is known. */
    static long container(Object object) {
        if (object instanceof Collection<?> collection) {
            return isJdk(object) ? collection(collection) : -1;
        }
        if (object instanceof Map<?, ?> map) {
            return isJdk(object) ? map(map) : -1;
        }
        return -1;
    }

    private static long collection(Collection<?> collection) {
        int size = collection.size();
        if (collection instanceof ArrayList || collection instanceof ArrayDeque) {
            return 24 + (size == 0 ? 0 : array(Math.max(10, size + size / 4), REFERENCE));
        }
        if (collection instanceof LinkedList) {
            return 32 + 24L * size;
        }
        if (collection instanceof LinkedHashSet) {
            return 16 + 56 + hashed(size, 40);
        }
        if (collection instanceof HashSet) {
            return 16 + 48 + hashed(size, 32);
        }
        if (collection instanceof TreeSet) {
            return 16 + 48 + 40L * size;
        }
        return 24 + array(size, REFERENCE);
    }

    private static long map(Map<?, ?> map) {
        int size = map.size();
        if (map instanceof LinkedHashMap) {
            return 56 + hashed(size, 40);
        }
        if (map instanceof HashMap) {
            return 48 + hashed(size, 32);
        }
        if (map instanceof TreeMap) {
            return 48 + 40L * size;
        }
        if (map.getClass().getName().startsWith("java.util.ImmutableCollections")) {
            return 32 + array(4 * size, REFERENCE);
        }
        return 64 + hashed(size, 32);
    }

    private static long hashed(int size, int entry) {
        return size == 0
                ? 0
                : array(Math.max(16, Integer.highestOneBit((int) (size / 0.75)) * 2), REFERENCE) + (long) entry * size;
    }

    /** The bytes of an array. */
    static long array(int length, int width) {
        return align(ARRAY_HEADER + (long) length * width);
    }

    /** The room that a field or element of a type takes. */
    static int width(Class<?> type) {
        if (!type.isPrimitive()) {
            return REFERENCE;
        }
        if (type == long.class || type == double.class) {
            return 8;
        }
        if (type == int.class || type == float.class) {
            return 4;
        }
        return type == short.class || type == char.class ? 2 : 1;
    }

    static long align(long bytes) {
        return (bytes + 7) & ~7L;
    }

    private static long primitives(Object array, Class<?> type) {
        return array(java.lang.reflect.Array.getLength(array), width(type.getComponentType()));
    }

    private static boolean isJdk(Object object) {
        return object.getClass().getName().startsWith("java.util.");
    }

    private static boolean isWide(String string) {
        int end = Math.min(string.length(), LOOKED_AT);
        for (int i = 0; i < end; i++) {
            if (string.charAt(i) > 255) {
                return true;
            }
        }
        return false;
    }
}
