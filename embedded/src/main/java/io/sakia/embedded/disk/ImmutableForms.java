package io.sakia.embedded.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The forms of what {@code List.of}, {@code Set.of}, {@code Map.of} and {@code Collections.unmodifiable…} give.
 *
 * <p>{@code Set.of} puts its elements into an array with free places, each at its own or the next free one, and iterates from some
 * place up or down. Elements that are put in as they lie, from the first behind a free place, lie the same again. So the order that
 * they came in, or the reverse, begun at one of them, gives a set of that order; which one is tried out, and it is nearly always
 * among the first.
 */
final class ImmutableForms {
    private ImmutableForms() {}

    static void addTo(Map<Class<?>, Form> forms) {
        forms.put(List.of(1).getClass(), new Made(List::of));
        // Of three or more elements; such a list may allow nulls or not, which only contains(null) shows: those that
        // come back allow them.
        forms.put(
                List.of().getClass(),
                new Made(elements -> Arrays.stream(elements).toList()));
        forms.put(
                List.of(1, 2, 3).subList(1, 3).getClass(),
                new Made(elements -> Arrays.stream(elements).toList()));
        forms.put(Arrays.asList(1, 2).getClass(), new Made(Arrays::asList));
        forms.put(
                new ArrayList<>(List.of(1, 2, 3)).subList(1, 3).getClass(),
                new Made(elements -> new ArrayList<>(Arrays.asList(elements))));
        Form sets =
                new Made(elements -> inOrder(Arrays.asList(elements), order -> Set.of(order.toArray()), Set::iterator));
        forms.put(Set.of(1).getClass(), sets);
        forms.put(Set.of().getClass(), sets);
        Form maps = new OfMap();
        unmodifiable(forms);
        forms.put(Map.of(1, 1).getClass(), maps);
        forms.put(Map.of().getClass(), maps);
    }

    /** A view of something else comes back as a view of something with the same order. */
    @SuppressWarnings("JdkObsolete") // a list without random access
    private static void unmodifiable(Map<Class<?>, Form> forms) {
        Form arrays = new Made(elements -> Collections.unmodifiableList(Arrays.asList(elements)));
        forms.put(Collections.unmodifiableList(new ArrayList<>()).getClass(), arrays);
        forms.put(
                Collections.unmodifiableList(new LinkedList<>()).getClass(),
                new Made(elements -> Collections.unmodifiableList(new LinkedList<>(Arrays.asList(elements)))));
        forms.put(
                Collections.unmodifiableCollection(new ArrayList<>()).getClass(),
                new Made(elements -> Collections.unmodifiableCollection(Arrays.asList(elements))));
        forms.put(
                Collections.unmodifiableSet(new HashSet<>()).getClass(),
                new Made(elements -> Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(elements)))));
        forms.put(Collections.unmodifiableMap(new HashMap<>()).getClass(), new OfUnmodifiableMap());
    }

    /** What is made of elements so that it gives them in their order. */
    private static <E, C> C inOrder(List<E> elements, Function<List<E>, C> make, Function<C, Iterator<E>> iterator) {
        List<E> up = new ArrayList<>(elements);
        List<E> down = new ArrayList<>(elements);
        Collections.reverse(down);
        for (int begin = 0; begin < Math.max(1, elements.size()); begin++) {
            for (List<E> order : List.of(up, down)) {
                C made = make.apply(order);
                if (isSameOrder(iterator.apply(made), elements)) {
                    return made;
                }
                Collections.rotate(order, 1);
            }
        }
        return make.apply(elements); // hash codes have changed on the way, so there is no order to keep
    }

    private static boolean isSameOrder(Iterator<?> made, List<?> wanted) {
        for (Object element : wanted) {
            if (made.next() != element) {
                return false;
            }
        }
        return true;
    }

    /** A collection that is made of all its elements at once. */
    private static final class Made extends Form {
        private final Function<@Nullable Object[], Collection<?>> make;

        Made(Function<@Nullable Object[], Collection<?>> make) {
            this.make = make;
        }

        @Override
        void write(Object value, RecordOutput out, RecordFormat format) {
            CollectionForms.writeElements((Collection<?>) value, out, format);
        }

        @Override
        Object read(RecordInput in, RecordFormat format) {
            @Nullable Object[] elements = new @Nullable Object[in.readLength()];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = format.read(in);
            }
            return make.apply(elements);
        }
    }

    private static final class OfUnmodifiableMap extends Form {
        @Override
        void write(Object value, RecordOutput out, RecordFormat format) {
            HashForms.writeEntries((Map<?, ?>) value, out, format);
        }

        @Override
        Object read(RecordInput in, RecordFormat format) {
            return Collections.unmodifiableMap(HashForms.readEntries(new LinkedHashMap<>(), in, format));
        }
    }

    private static final class OfMap extends Form {
        @Override
        void write(Object value, RecordOutput out, RecordFormat format) {
            HashForms.writeEntries((Map<?, ?>) value, out, format);
        }

        @Override
        @SuppressWarnings("NullAway") // such maps hold no nulls
        Object read(RecordInput in, RecordFormat format) {
            List<Map.Entry<Object, Object>> entries = new ArrayList<>();
            for (int left = in.readLength(); left > 0; left--) {
                entries.add(Map.entry(format.read(in), format.read(in)));
            }
            return inOrder(entries, OfMap::make, made -> byKey(made, entries));
        }

        @SuppressWarnings("unchecked")
        private static Map<Object, Object> make(List<Map.Entry<Object, Object>> entries) {
            return Map.ofEntries(entries.toArray((Map.Entry<Object, Object>[]) new Map.Entry<?, ?>[0]));
        }

        /** The entries that were given, in the order of the map that was made of them. */
        private static Iterator<Map.Entry<Object, Object>> byKey(
                Map<Object, Object> made, List<Map.Entry<Object, Object>> entries) {
            IdentityHashMap<Object, Map.Entry<Object, Object>> known = new IdentityHashMap<>(entries.size());
            for (Map.Entry<Object, Object> entry : entries) {
                known.put(entry.getKey(), entry);
            }
            return made.keySet().stream().map(known::get).iterator();
        }
    }
}
