package io.sakia.embedded.disk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The forms of collections that are told by their elements in their order. */
final class CollectionForms {
    private CollectionForms() {}

    @SuppressWarnings("JdkObsolete") // a user's LinkedList comes back as one
    static void addTo(Map<Class<?>, Form> forms) {
        forms.put(ArrayList.class, new Filled(ArrayList::new));
        forms.put(LinkedList.class, new Filled(size -> new LinkedList<>()));
        forms.put(ArrayDeque.class, new Filled(ArrayDeque::new));
        forms.put(LinkedHashSet.class, new Filled(LinkedHashSet::new));
        forms.put(List.of(1).getClass(), new Made(List::of));
        forms.put(
                List.of().getClass(),
                new Made(elements -> Arrays.stream(elements).toList()));
    }

    /** A collection that is made empty and filled. */
    private static final class Filled extends Form {
        private final IntFunction<Collection<@Nullable Object>> make;

        Filled(IntFunction<Collection<@Nullable Object>> make) {
            this.make = make;
        }

        @Override
        void write(Object value, RecordOutput out, RecordFormat format) {
            elements((Collection<?>) value, out, format);
        }

        @Override
        Object read(RecordInput in, RecordFormat format) {
            int size = in.readLength();
            Collection<@Nullable Object> made = make.apply(size);
            for (int i = 0; i < size; i++) {
                made.add(format.read(in));
            }
            return made;
        }
    }

    /** A collection that is made of all its elements at once. */
    private static final class Made extends Form {
        private final java.util.function.Function<@Nullable Object[], Collection<@Nullable Object>> make;

        Made(java.util.function.Function<@Nullable Object[], Collection<@Nullable Object>> make) {
            this.make = make;
        }

        @Override
        void write(Object value, RecordOutput out, RecordFormat format) {
            elements((Collection<?>) value, out, format);
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

    private static void elements(Collection<?> collection, RecordOutput out, RecordFormat format) {
        out.writeNumber(collection.size());
        for (Object element : collection) {
            format.write(element, out);
        }
    }
}
