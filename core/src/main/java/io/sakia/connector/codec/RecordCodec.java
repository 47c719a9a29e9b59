package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.DataInput;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The codec of a record: its components in their order, put together again by the canonical constructor, which may refuse
 * them. It is made in two steps, so that a record may have itself as a component.
 */
final class RecordCodec<T> extends StructureCodec<T> {
    private final Class<T> type;
    private @Nullable MethodHandle constructor;
    private @Nullable Boolean fixed;

    RecordCodec(Class<T> type) {
        super(type);
        this.type = type;
    }

    void link(CodecBuilder builder, String where) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Member[] linked = new Member[components.length];
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            for (int i = 0; i < components.length; i++) {
                RecordComponent component = components[i];
                types[i] = component.getType();
                String path = Names.inSource(type) + "." + component.getName();
                linked[i] = new Member(
                        component.getName(),
                        component.getType(),
                        builder.resolve(component.getGenericType(), path),
                        lookup.unreflect(component.getAccessor()),
                        component,
                        path);
            }
            constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw CodecBuilder.closed(type, where, e);
        }
        members(linked);
    }

    @Override
    T read(DataInput in, int depth) throws IOException {
        Member[] members = members();
        @Nullable Object[] values = new @Nullable Object[members.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = members[i].read(in, depth);
        }
        return assemble(values);
    }

    /** A component that no stored value has must be what somebody said, also where null would do. */
    @Override
    @Nullable
    DefaultValue absent(Member member) {
        return member.byDefault();
    }

    @Override
    T assemble(@Nullable Object[] values, boolean[] known) throws IOException {
        return assemble(values);
    }

    private T assemble(@Nullable Object[] values) throws IOException {
        try {
            return make(values);
        } catch (RuntimeException e) {
            throw new IOException(
                    "the stored " + type.getName() + " with " + Arrays.toString(values)
                            + " was refused by its constructor: " + e,
                    e);
        }
    }

    @Override
    boolean fixed(Set<Codec<?>> seen) {
        if (!seen.add(this)) {
            return true;
        }
        for (Member member : members()) {
            if (!isFixed(member.codec(), seen)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public T copy(T value) {
        Boolean same = fixed;
        if (same == null) {
            same = fixed(Collections.newSetFromMap(new IdentityHashMap<>()));
            fixed = same;
        }
        if (same) {
            return value;
        }
        boolean changed = false;
        Member[] members = members();
        @Nullable Object[] values = new @Nullable Object[members.length];
        for (int i = 0; i < values.length; i++) {
            Object old = members[i].get(value);
            values[i] = copyNullable(members[i].codec(), old);
            changed |= values[i] != old;
        }
        return changed ? make(values) : value;
    }

    @SuppressWarnings("unchecked")
    private T make(@Nullable Object[] values) {
        MethodHandle linked = constructor;
        if (linked == null) {
            throw new IllegalStateException("the codec of " + type.getName() + " was used before it was linked");
        }
        try {
            return (T) (Object) linked.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) { // a constructor that throws a checked exception
            throw new IllegalArgumentException(e.toString(), e);
        }
    }
}
