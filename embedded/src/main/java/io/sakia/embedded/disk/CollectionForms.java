package io.sakia.embedded.disk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.LinkedList;
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
        forms.put(LinkedHashSet.class, new Filled(size -> new LinkedHashSet<>()));
    }

    static void writeElements(Collection<?> collection, RecordOutput out, RecordFormat format) {
        out.writeNumber(collection.size());
        for (Object element : collection) {
            format.write(element, out);
        }
    }

    @SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
    static Object readElements(Collection<Object> made, int size, RecordInput in, RecordFormat format) {
        for (int i = 0; i < size; i++) {
            made.add(format.read(in));
        }
        return made;
    }

    /** A collection that is made empty and filled. */
    private static final class Filled extends Form {
        private final IntFunction<Collection<Object>> make;

        Filled(IntFunction<Collection<Object>> make) {
            this.make = make;
        }

        @Override
        void write(Object value, RecordOutput out, RecordFormat format) {
            writeElements((Collection<?>) value, out, format);
        }

        @Override
        @Nullable
        Object read(RecordInput in, RecordFormat format) {
            int size = in.readLength();
            return readElements(make.apply(size), size, in, format);
        }
    }
}
