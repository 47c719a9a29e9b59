package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A component of a record or a field of a class, and the codec of what it holds. A primitive is never null and has no mark for it. */
final class Member {
    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);

    private final String name;
    private final Codec<Object> codec;
    private final boolean primitive;
    private final MethodHandle getter;
    private final List<String> formerNames;
    private final @Nullable DefaultValue byDefault;

    /**
     * A member.
     *
     * @param name as it is stored, different from those of the other members
     * @param annotated what may say how older values of it are read
     * @param path how it is called in messages: {@code Click.user}
     */
    Member(
            String name,
            Class<?> type,
            Codec<Object> codec,
            MethodHandle getter,
            AnnotatedElement annotated,
            String path) {
        this.name = name;
        this.codec = codec;
        this.primitive = type.isPrimitive();
        this.getter = getter.asType(GETTER);
        FormerNames former = annotated.getAnnotation(FormerNames.class);
        this.formerNames = former == null ? List.of() : List.of(former.value());
        this.byDefault = DefaultValue.of(annotated, type, path);
    }

    String name() {
        return name;
    }

    boolean primitive() {
        return primitive;
    }

    /** Whether it has this name or had it. */
    boolean isCalled(String stored) {
        return name.equals(stored) || formerNames.contains(stored);
    }

    /** What it is where the bytes have nothing for it, or null if nobody said so. */
    @Nullable
    DefaultValue byDefault() {
        return byDefault;
    }

    Definition.Component component(ShapeCollector shapes) {
        return new Definition.Component(name, shapes.shape(codec), primitive);
    }

    Codec<Object> codec() {
        return codec;
    }

    @Nullable
    Object get(Object holder) {
        try {
            return (Object) getter.invokeExact(holder);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(name + " of a " + holder.getClass().getName() + " can't be read", e);
        }
    }

    void write(Object holder, DataOutput out, int depth) throws IOException {
        Object value = get(holder);
        if (primitive && value != null) {
            NestedCodec.writeInner(codec, value, out, depth);
        } else {
            NestedCodec.writeNullable(codec, value, out, depth);
        }
    }

    @Nullable
    Object read(DataInput in, int depth) throws IOException {
        return primitive ? NestedCodec.readInner(codec, in, depth) : NestedCodec.readNullable(codec, in, depth);
    }
}
