package io.sakia.local;

import io.sakia.function.SharedInTasks;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how many bytes an object holds on the heap, with all that it alone refers to. It knows the JDK's usual classes by a table,
 * since their fields are closed, and reads the fields of others. Enums, classes, small boxes and what tasks share count for nothing; of
 * long arrays and collections it looks at some elements only.
 *
 * <pre>{@code
 * SizeEstimator.of(Pair.of("word", 1L)) // 72: the pair 24, the string 24 + 24; a small Long is shared
 * }</pre>
 */
public final class SizeEstimator {
    private static final int DEEPEST = 64;
    private static final int MOST_OBJECTS = 4096;
    private static final int LOOKED_AT = 48;
    private static final int GUESS = 32;
    /** Of leaves that are no larger nobody looks whether they were counted already. */
    private static final int SMALL = 24;

    private final IdentityHashMap<Object, Object> seen = new IdentityHashMap<>(8);

    private SizeEstimator() {}

    /** The estimated bytes of an object. */
    public static long of(@Nullable Object object) {
        long leaf = JdkSizes.leaf(object);
        return leaf >= 0 || object == null ? Math.max(0, leaf) : new SizeEstimator().measure(object, 0);
    }

    private long measure(@Nullable Object object, int depth) {
        long leaf = JdkSizes.leaf(object);
        if (leaf >= 0 || object == null) {
            return object == null || leaf <= SMALL || seen.put(object, object) == null ? Math.max(0, leaf) : 0;
        }
        if (isShared(object) || seen.containsKey(object)) {
            return 0;
        }
        if (depth > DEEPEST || seen.size() > MOST_OBJECTS) {
            return GUESS;
        }
        seen.put(object, object);
        if (object instanceof Object[] array) {
            return JdkSizes.array(array.length, JdkSizes.REFERENCE) + elements(new Elements(array), depth);
        }
        if (object instanceof Optional<?> optional) {
            return 16 + measure(optional.orElse(null), depth + 1);
        }
        long own = JdkSizes.container(object);
        if (own >= 0) {
            return own + content(object, depth);
        }
        return fields(object, depth);
    }

    private long content(Object container, int depth) {
        if (container instanceof Map<?, ?> map) {
            return elements(new Elements(map.keySet()), depth) + elements(new Elements(map.values()), depth);
        }
        return elements(new Elements((Iterable<?>) container), depth);
    }

    private long fields(Object object, int depth) {
        Layout layout = Layout.of(object.getClass());
        long bytes = layout.shallow() + (long) layout.closed() * GUESS;
        for (int i = 0; i < layout.open(); i++) {
            bytes += measure(layout.get(object, i), depth + 1);
        }
        return bytes;
    }

    /** All elements, or some of them and what the others are by that. */
    private long elements(Elements elements, int depth) {
        long bytes = 0;
        int looked = 0;
        while (looked < LOOKED_AT && elements.hasNext()) {
            bytes += measure(elements.next(), depth + 1);
            looked++;
        }
        return looked == 0 || elements.size() <= looked ? bytes : (long) ((double) bytes / looked * elements.size());
    }

    private static boolean isShared(Object object) {
        return object instanceof Enum<?>
                || object instanceof Class<?>
                || object instanceof ClassLoader
                || object instanceof Thread
                || object instanceof SharedInTasks;
    }

    /** Elements at even distances where they can be had by position, and the first ones otherwise. */
    private static final class Elements {
        private final int size;
        private final int step;
        private final Object @Nullable [] array;
        private final @Nullable List<?> list;
        private final @Nullable Iterator<?> iterator;
        private int next;

        Elements(Object[] array) {
            this.array = array;
            this.list = null;
            this.iterator = null;
            this.size = array.length;
            this.step = Math.max(1, size / LOOKED_AT);
        }

        Elements(Iterable<?> elements) {
            this.array = null;
            this.list = elements instanceof RandomAccess && elements instanceof List<?> random ? random : null;
            this.iterator = list == null ? elements.iterator() : null;
            this.size = elements instanceof java.util.Collection<?> collection ? collection.size() : 1;
            this.step = list == null ? 1 : Math.max(1, size / LOOKED_AT);
        }

        int size() {
            return size;
        }

        boolean hasNext() {
            return next < size && (iterator == null || iterator.hasNext());
        }

        @Nullable
        Object next() {
            int position = next;
            next += step;
            if (array != null) {
                return array[position];
            }
            if (list != null) {
                return list.get(position);
            }
            return iterator == null ? null : iterator.next();
        }
    }
}
