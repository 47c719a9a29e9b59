package io.sakia.embedded.disk;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The forms of hash tables and trees. They come back with tables as long as before, and so in the same order. */
final class HashForms {
    private HashForms() {}

    static void addTo(Map<Class<?>, Form> forms) {
        forms.put(HashMap.class, new OfHashMap());
        forms.put(HashSet.class, new OfHashSet());
        forms.put(LinkedHashMap.class, new OfLinkedHashMap());
        forms.put(TreeMap.class, new OfTreeMap());
        forms.put(TreeSet.class, new OfTreeSet());
    }

    static void writeEntries(Map<?, ?> map, RecordOutput out, RecordFormat format) {
        out.writeNumber(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            format.write(entry.getKey(), out);
            format.write(entry.getValue(), out);
        }
    }

    @SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
    static Map<Object, Object> readEntries(Map<Object, Object> map, RecordInput in, RecordFormat format) {
        for (int left = in.readLength(); left > 0; left--) {
            Object key = format.read(in);
            map.put(key, format.read(in));
        }
        return map;
    }

    private static void write(HashCapacity table, RecordOutput out) {
        out.writeNumber(table.capacity());
        out.writeInt(Float.floatToRawIntBits(table.loadFactor()));
    }

    private static final class OfHashMap extends Form {
        @Override
        void write(Object value, RecordOutput out, RecordFormat format) {
            Map<?, ?> map = (Map<?, ?>) value;
            HashForms.write(HashCapacity.ofMap(map, map.size()), out);
            writeEntries(map, out, format);
        }

        @Override
        Object read(RecordInput in, RecordFormat format) {
            return readEntries(new HashMap<>(in.readLength(), Float.intBitsToFloat(in.readInt())), in, format);
        }
    }

    private static final class OfHashSet extends Form {
        @Override
        void write(Object value, RecordOutput out, RecordFormat format) {
            Set<?> set = (Set<?>) value;
            HashForms.write(HashCapacity.ofSet(set, set.size()), out);
            CollectionForms.writeElements(set, out, format);
        }

        @Override
        Object read(RecordInput in, RecordFormat format) {
            Set<Object> set = new HashSet<>(in.readLength(), Float.intBitsToFloat(in.readInt()));
            return CollectionForms.readElements(set, in.readLength(), in, format);
        }
    }

    /** In the order of insertion; one in the order of access, which is known by what a reading does to a copy, is left to Java. */
    private static final class OfLinkedHashMap extends Form {
        private final Form byAccess = new SerializedForm(LinkedHashMap.class);

        @Override
        void write(Object value, RecordOutput out, RecordFormat format) {
            Map<?, ?> map = (Map<?, ?>) value;
            boolean accessed = isInOrderOfAccess(map);
            out.writeByte(accessed ? 1 : 0);
            if (accessed) {
                byAccess.write(map, out, format);
            } else {
                writeEntries(map, out, format);
            }
        }

        @Override
        @Nullable
        Object read(RecordInput in, RecordFormat format) {
            return in.readByte() == 1 ? byAccess.read(in, format) : readEntries(new LinkedHashMap<>(), in, format);
        }

        @SuppressWarnings("unchecked")
        private static boolean isInOrderOfAccess(Map<?, ?> map) {
            LinkedHashMap<Object, Object> copy = (LinkedHashMap<Object, Object>) ((LinkedHashMap<?, ?>) map).clone();
            Object last = new Object();
            copy.put(last, last);
            Iterator<Object> keys = copy.keySet().iterator();
            Object first = keys.next();
            if (first == last) {
                first = new Object();
                copy.put(first, first);
                first = last;
            }
            copy.get(first);
            return copy.keySet().iterator().next() != first;
        }
    }

    private static final class OfTreeMap extends Form {
        private final OfComparator order = new OfComparator(TreeMap.class);

        @Override
        void write(Object value, RecordOutput out, RecordFormat format) {
            SortedMap<?, ?> map = (SortedMap<?, ?>) value;
            if (order.write(map, map.comparator(), out, format)) {
                writeEntries(map, out, format);
            }
        }

        @Override
        @Nullable
        Object read(RecordInput in, RecordFormat format) {
            return order.read(in, format, comparator -> readEntries(new TreeMap<>(comparator), in, format));
        }
    }

    private static final class OfTreeSet extends Form {
        private final OfComparator order = new OfComparator(TreeSet.class);

        @Override
        void write(Object value, RecordOutput out, RecordFormat format) {
            SortedSet<?> set = (SortedSet<?>) value;
            if (order.write(set, set.comparator(), out, format)) {
                CollectionForms.writeElements(set, out, format);
            }
        }

        @Override
        @Nullable
        Object read(RecordInput in, RecordFormat format) {
            return order.read(
                    in,
                    format,
                    comparator -> CollectionForms.readElements(new TreeSet<>(comparator), in.readLength(), in, format));
        }
    }

    /**
     * The order of a tree: natural, or by a comparator, which the format keeps for the time that it lives, serializable or not. When it
     * keeps too many already, each made for one tree alone, Java writes the whole tree.
     *
     * <pre>
     *   0 natural │ elements     1 Java's form of all     n + 2 the n-th comparator that is kept │ elements
     * </pre>
     */
    private static final class OfComparator {
        private static final int NATURAL = 0;
        private static final int JAVA = 1;
        private static final int KEPT = 2;

        private final Form whole;

        OfComparator(Class<?> type) {
            whole = new SerializedForm(type);
        }

        /** True if the elements are still to be written. */
        boolean write(Object tree, @Nullable Comparator<?> comparator, RecordOutput out, RecordFormat format) {
            if (comparator == null) {
                out.writeByte(NATURAL);
                return true;
            }
            int kept = format.comparators().number(comparator);
            if (kept < 0) {
                out.writeByte(JAVA);
                whole.write(tree, out, format);
                return false;
            }
            out.writeNumber(kept + KEPT);
            return true;
        }

        @Nullable
        Object read(RecordInput in, RecordFormat format, Function<@Nullable Comparator<Object>, Object> elements) {
            int how = in.readLength();
            return switch (how) {
                case NATURAL -> elements.apply(null);
                case JAVA -> whole.read(in, format);
                default -> elements.apply(format.comparators().get(how - KEPT));
            };
        }
    }
}
