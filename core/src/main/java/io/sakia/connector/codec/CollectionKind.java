package io.sakia.connector.codec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * As what a collection comes back: the JDK's usual ones as themselves, its other ones as the usual one that equals them. The
 * codes are part of the format.
 */
enum CollectionKind {
    ARRAY_LIST(1, ArrayList.class),
    LINKED_LIST(2, LinkedList.class),
    /** {@code List.of}, {@code stream.toList()}, unmodifiable views. */
    FIXED_LIST(3, List.class),
    HASH_SET(4, HashSet.class),
    LINKED_HASH_SET(5, LinkedHashSet.class),
    /** In natural order. */
    TREE_SET(6, TreeSet.class),
    /** {@code Set.of}, unmodifiable views. */
    FIXED_SET(7, Set.class),
    ARRAY_DEQUE(8, ArrayDeque.class);

    private final int code;
    private final Class<?> type;

    CollectionKind(int code, Class<?> type) {
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
    static @Nullable CollectionKind ofCode(int code) {
        for (CollectionKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        return null;
    }

    /** Whether what is declared as {@code declared} can be stored as a collection. */
    static boolean covers(Class<?> declared) {
        if (!Collection.class.isAssignableFrom(declared)) {
            return false;
        }
        for (CollectionKind kind : values()) {
            if (declared.isAssignableFrom(kind.type)) {
                return true;
            }
        }
        return JdkClasses.hidden(declared);
    }

    /** Whether all that may stand where {@code former} was declared may stand where {@code declared} is. */
    static boolean accepts(Class<?> declared, String former) {
        for (CollectionKind kind : values()) {
            if (JdkClasses.isA(kind.type, former) && !declared.isAssignableFrom(kind.type)) {
                return false;
            }
        }
        return true;
    }

    static CollectionKind of(Collection<?> value) {
        Class<?> type = value.getClass();
        for (CollectionKind kind : values()) {
            if (kind.type == type) {
                return kind == TREE_SET ? sorted(type, ((SortedSet<?>) value).comparator()) : kind;
            }
        }
        if (type.getClassLoader() == null) {
            boolean fixed = JdkClasses.immutable(type) || JdkClasses.unmodifiable(type);
            if (value instanceof List) {
                return fixed ? FIXED_LIST : ARRAY_LIST;
            }
            if (value instanceof SortedSet<?> set) {
                return sorted(type, set.comparator());
            }
            if (value instanceof Set) {
                return fixed ? FIXED_SET : LINKED_HASH_SET;
            }
            if (value instanceof Deque) {
                return ARRAY_DEQUE;
            }
        }
        throw new UnknownTypeException(type, "", "copy it into an ArrayList, a LinkedHashSet or an ArrayDeque");
    }

    private static CollectionKind sorted(Class<?> type, @Nullable Comparator<?> order) {
        if (order != null && order != Comparator.naturalOrder()) {
            throw new UnknownTypeException(
                    type, "", "it has a comparator of its own, which can't be stored: use a set in natural order");
        }
        return TREE_SET;
    }

    /** An empty one to be filled; room for at most {@code room} elements is made at once. */
    @SuppressWarnings("JdkObsolete") // who stored a linked list gets one
    Collection<@Nullable Object> begin(int room) {
        return switch (this) {
            case ARRAY_LIST, FIXED_LIST -> new ArrayList<>(room);
            case LINKED_LIST -> new LinkedList<>();
            case HASH_SET -> new HashSet<>(room + (room >> 1));
            case LINKED_HASH_SET, FIXED_SET -> new LinkedHashSet<>(room + (room >> 1));
            case TREE_SET -> new TreeSet<>();
            case ARRAY_DEQUE -> new ArrayDeque<>(room);
        };
    }

    /** Closes what was filled against changes, where the kind does. */
    Collection<?> end(Collection<@Nullable Object> filled) {
        return switch (this) {
            case FIXED_LIST ->
                filled.contains(null) ? Collections.unmodifiableList((List<?>) filled) : List.copyOf(filled);
            case FIXED_SET -> filled.contains(null) ? Collections.unmodifiableSet((Set<?>) filled) : Set.copyOf(filled);
            default -> filled;
        };
    }
}
