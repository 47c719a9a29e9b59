package io.sakia.embedded.disk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * A record by its fields, read themselves and not by their accessors, which may give something else; made again by the canonical
 * constructor.
 */
final class RecordForm extends Form {
    private final Class<?> type;
    private final MethodHandle[] getters;
    private final MethodHandle constructor;

    private RecordForm(Class<?> type, MethodHandle[] getters, MethodHandle constructor) {
        this.type = type;
        this.getters = getters;
        this.constructor = constructor;
    }

    /** The form of a record's class, or null if its module keeps it closed. */
    static @Nullable RecordForm of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        MethodHandle[] getters = new MethodHandle[components.length];
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                getters[i] = lookup.findGetter(type, components[i].getName(), types[i])
                        .asType(MethodType.methodType(Object.class, Object.class));
            }
            MethodHandle constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            return new RecordForm(type, getters, constructor);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    @Override
    void write(Object value, RecordOutput out, RecordFormat format) {
        for (MethodHandle getter : getters) {
            format.write(get(getter, value), out);
        }
    }

    @Override
    Object read(RecordInput in, RecordFormat format) {
        @Nullable Object[] values = new @Nullable Object[getters.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = format.read(in);
        }
        try {
            return (Object) constructor.invokeExact(values);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "a " + type.getName()
                            + " was refused by its own constructor when it was read back: a record's constructor"
                            + " must accept what the record holds",
                    e);
        }
    }

    private static @Nullable Object get(MethodHandle getter, Object value) {
        try {
            return (Object) getter.invokeExact(value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a field can't be read", e);
        }
    }
}
