package io.sakia.embedded.disk;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** An array of objects, or of arrays. */
final class ArrayForm extends Form {
    private final Class<?> component;

    ArrayForm(Class<?> component) {
        this.component = component;
    }

    @Override
    void write(Object value, RecordOutput out, RecordFormat format) {
        @Nullable Object[] elements = (@Nullable Object[]) value;
        out.writeNumber(elements.length);
        for (Object element : elements) {
            format.write(element, out);
        }
    }

    @Override
    Object read(RecordInput in, RecordFormat format) {
        @Nullable Object[] elements = (@Nullable Object[]) Array.newInstance(component, in.readLength());
        for (int i = 0; i < elements.length; i++) {
            elements[i] = format.read(in);
        }
        return elements;
    }
}
