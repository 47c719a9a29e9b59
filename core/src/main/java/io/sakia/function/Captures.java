package io.sakia.function;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds out whether what a function captured can change, and copies it if so. */
final class Captures {
    private static final int DEEPEST = 16;

    /** The fields of objects of a class, but for those of the classes above it. */
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return Arrays.stream(type.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()))
                    .toList();
        }
    };

    private Captures() {}

    /** Null if nothing that the function holds can change; its serialised form otherwise. */
    static byte @Nullable [] copyIfChangeable(Object operation, Object function) {
        return isFixed(function, 0) ? null : serialise(operation, function);
    }

    static <F> F restore(byte[] copy, F prototype) {
        return restore(copy, prototype.getClass().getClassLoader());
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <F> F restore(byte[] copy, @Nullable ClassLoader loader) {
        try (ObjectInputStream in = new LoaderInput(new ByteArrayInputStream(copy), loader)) {
            return (F) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(
                    "a function that was copied when its operator was defined can't be restored in a task: " + e, e);
        }
    }

    static byte[] serialise(Object operation, Object function) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(function);
        } catch (NotSerializableException e) {
            throw new IllegalArgumentException(
                    "the function given to " + operation + " captures a " + e.getMessage()
                            + ", which can't be copied to tasks because it is not Serializable: capture only the values"
                            + " that are needed, create the object inside mapPartitions, or make it static",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the function given to " + operation + " can't be copied to tasks: " + e, e);
        }
        return bytes.toByteArray();
    }

    private static boolean isFixed(@Nullable Object value, int depth) {
        if (value == null || isLeaf(value)) {
            return true;
        }
        if (depth > DEEPEST || value.getClass().isArray()) {
            return false;
        }
        if (value.getClass().getName().startsWith("java.util.ImmutableCollections$")) {
            return value instanceof Map<?, ?> map
                    ? allFixed(map.keySet(), depth) && allFixed(map.values(), depth)
                    : allFixed((Collection<?>) value, depth);
        }
        return hasOnlyFixedFields(value, depth);
    }

    private static boolean isLeaf(Object value) {
        return value instanceof String
                || (value instanceof Number && isJdkNumber(value))
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum
                || value instanceof Class
                || value instanceof UUID
                || value instanceof TemporalAmount
                || value instanceof SharedInTasks
                || value.getClass().getName().startsWith("java.time.")
                || (value instanceof Optional<?> optional && (optional.isEmpty() || isLeaf(optional.get())));
    }

    private static boolean isJdkNumber(Object value) {
        return value.getClass().getName().startsWith("java.lang.")
                || value.getClass() == BigDecimal.class
                || value.getClass() == BigInteger.class;
    }

    private static boolean allFixed(Collection<?> values, int depth) {
        return values.stream().allMatch(value -> isFixed(value, depth + 1));
    }

    /**
     * Lambdas, records and the like: every instance field is final and holds something fixed. What can't be serialised is not
     * taken even so, or a program would run on threads and fail on a cluster.
     */
    private static boolean hasOnlyFixedFields(Object value, int depth) {
        if (!(value instanceof Serializable)) {
            return false;
        }
        for (Class<?> type = value.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : FIELDS.get(type)) {
                if (!isFixed(field, value, depth)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isFixed(Field field, Object owner, int depth) {
        if (!Modifier.isFinal(field.getModifiers())) {
            return false;
        }
        if (field.getType().isPrimitive()) {
            return true;
        }
        return field.trySetAccessible() && isFixed(read(field, owner), depth + 1);
    }

    private static @Nullable Object read(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("an accessible field can't be read: " + field, e);
        }
    }

    /** Finds classes where the function's class came from. */
    private static final class LoaderInput extends ObjectInputStream {
        private final @Nullable ClassLoader loader;

        LoaderInput(InputStream in, @Nullable ClassLoader loader) throws IOException {
            super(in);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }
    }
}
