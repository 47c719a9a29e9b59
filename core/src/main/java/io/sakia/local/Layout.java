package io.sakia.local;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How large the objects of a class are by themselves, and which of their fields refer to others. */
final class Layout {
    private static final ClassValue<Layout> LAYOUTS = new ClassValue<>() {
        @Override
        protected Layout computeValue(Class<?> type) {
            return new Layout(type);
        }
    };

    private final long shallow;
    private final Field[] open;
    private final int closed;

    private Layout(Class<?> type) {
        long bytes = JdkSizes.HEADER;
        List<Field> readable = new ArrayList<>();
        int hidden = 0;
        for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                bytes += JdkSizes.width(field.getType());
                if (field.getType().isPrimitive()) {
                    continue;
                }
                if (isReadable(field)) {
                    readable.add(field);
                } else {
                    hidden++;
                }
            }
        }
        shallow = JdkSizes.align(bytes);
        open = readable.toArray(Field[]::new);
        closed = hidden;
    }

    static Layout of(Class<?> type) {
        return LAYOUTS.get(type);
    }

    /** The bytes of the object alone. */
    long shallow() {
        return shallow;
    }

    /** How many fields refer to others and can be read. */
    int open() {
        return open.length;
    }

    /** How many fields refer to others and can't be read. */
    int closed() {
        return closed;
    }

    @Nullable
    Object get(Object object, int field) {
        try {
            return open[field].get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("an accessible field can't be read: " + open[field], e);
        }
    }

    private static boolean isReadable(Field field) {
        try {
            return field.trySetAccessible();
        } catch (InaccessibleObjectException | SecurityException e) {
            return false;
        }
    }
}
