package io.sakia.formats;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;

/** The components of a record class, each read from text, and its constructor. */
final class RecordShape<T> {
    private final Class<T> type;
    private final String[] names;
    private final TextType[] types;
    private final MethodHandle constructor;

    private RecordShape(Class<T> type, String[] names, TextType[] types, MethodHandle constructor) {
        this.type = type;
        this.names = names;
        this.types = types;
        this.constructor = constructor;
    }

    /** The shape of a record class whose components can all be read from text. */
    static <T> RecordShape<T> of(Class<T> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(
                    type.getName() + " is no record class: declare it as a record, whose components name the fields");
        }
        RecordComponent[] components = type.getRecordComponents();
        String[] names = Arrays.stream(components).map(RecordComponent::getName).toArray(String[]::new);
        TextType[] types = Arrays.stream(components)
                .map(its -> TextType.of(type.getName() + "." + its.getName(), its.getGenericType()))
                .toArray(TextType[]::new);
        Class<?>[] parameters =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return new RecordShape<>(type, names, types, constructor(type, parameters));
    }

    private static MethodHandle constructor(Class<?> type, Class<?>[] parameters) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(constructor)
                    .asSpreader(Object[].class, parameters.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (NoSuchMethodException | IllegalAccessException | RuntimeException e) {
            throw new IllegalArgumentException(
                    type.getName()
                            + " can't be made: its constructor is not accessible; make the record public, or open its package",
                    e);
        }
    }

    int size() {
        return names.length;
    }

    String name(int component) {
        return names[component];
    }

    /** Which component has a name, or −1. */
    int find(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * What a component is, read from a part of a line.
     *
     * @param text what the part means
     */
    Object read(int component, String text, String line, int from, int to) {
        TextType its = types[component];
        if (its.optional() && text.isEmpty()) {
            return Optional.empty();
        }
        Object value = its.read(text);
        if (value == null || (its.optional() && ((Optional<?>) value).isEmpty())) {
            throw DecodingException.at(names[component] + " is " + its.what(), line, from, to);
        }
        return value;
    }

    /** What a component is that the line does not have. */
    Object absent(int component, String line, String expected) {
        if (types[component].optional()) {
            return Optional.empty();
        }
        throw DecodingException.at(expected, line, line.length(), line.length());
    }

    /** A record of the components' values; what its constructor refuses is the line's fault. */
    T make(Object[] values, String line) {
        Object made;
        try {
            made = constructor.invokeExact(values);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw DecodingException.at(
                    "a " + type.getSimpleName() + " that its constructor takes (" + e + ")", line, 0, line.length());
        }
        return type.cast(made);
    }
}
