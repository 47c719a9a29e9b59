package io.sakia.connector.codec;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** As what a map comes back, as {@link CollectionKind} is for collections. The codes are part of the format. */
enum MapKind {
    HASH_MAP(1, HashMap.class),
    LINKED_HASH_MAP(2, LinkedHashMap.class),
    /** In natural order. */
    TREE_MAP(3, TreeMap.class),
    /** {@code Map.of}, unmodifiable views. */
    FIXED_MAP(4, Map.class),
    CONCURRENT_HASH_MAP(5, ConcurrentHashMap.class);

    private final int code;
    private final Class<?> type;

    MapKind(int code, Class<?> type) {
        this.code = code;
        this.type = type;
    }

    int code() {
        return code;
    }

    Class<?> type() {
        return type;
    }

    /** The kind of a code, or null if there is none. */
    static @Nullable MapKind ofCode(int code) {
        for (MapKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        return null;
    }

    /** Whether what is declared as {@code declared} can be stored as a map. */
    static boolean covers(Class<?> declared) {
        if (!Map.class.isAssignableFrom(declared)) {
            return false;
        }
        for (MapKind kind : values()) {
            if (declared.isAssignableFrom(kind.type)) {
                return true;
            }
        }
        return JdkClasses.hidden(declared);
    }

    /** Whether all that may stand where {@code former} was declared may stand where {@code declared} is. */
    static boolean accepts(Class<?> declared, String former) {
        for (MapKind kind : values()) {
            if (JdkClasses.isA(kind.type, former) && !declared.isAssignableFrom(kind.type)) {
                return false;
            }
        }
        return true;
    }

    static MapKind of(Map<?, ?> value) {
        Class<?> type = value.getClass();
        for (MapKind kind : values()) {
            if (kind.type == type) {
                return kind == TREE_MAP ? sorted(type, ((SortedMap<?, ?>) value).comparator()) : kind;
            }
        }
        if (type.getClassLoader() != null) {
            throw new UnknownTypeException(type, "", "copy it into a HashMap, a LinkedHashMap or a TreeMap");
        }
        if (value instanceof SortedMap<?, ?> map) {
            return sorted(type, map.comparator());
        }
        return JdkClasses.immutable(type) || JdkClasses.unmodifiable(type) ? FIXED_MAP : LINKED_HASH_MAP;
    }

    private static MapKind sorted(Class<?> type, @Nullable Comparator<?> order) {
        if (order != null && order != Comparator.naturalOrder()) {
            throw new UnknownTypeException(
                    type, "", "it has a comparator of its own, which can't be stored: use a map in natural order");
        }
        return TREE_MAP;
    }

    /** An empty one to be filled. */
    Map<@Nullable Object, @Nullable Object> begin(int room) {
        return switch (this) {
            case HASH_MAP -> new HashMap<>(room + (room >> 1));
            case LINKED_HASH_MAP, FIXED_MAP -> new LinkedHashMap<>(room + (room >> 1));
            case TREE_MAP -> new TreeMap<>();
            case CONCURRENT_HASH_MAP -> new ConcurrentHashMap<>(room);
        };
    }

    /** Closes what was filled against changes, where the kind does. */
    Map<?, ?> end(Map<@Nullable Object, @Nullable Object> filled) {
        if (this != FIXED_MAP) {
            return filled;
        }
        return filled.containsKey(null) || filled.containsValue(null)
                ? Collections.unmodifiableMap(filled)
                : Map.copyOf(filled);
    }
}
