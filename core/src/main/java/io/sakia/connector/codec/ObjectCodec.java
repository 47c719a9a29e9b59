package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The codec of a registered plain class: its fields, those of the superclasses first and else by name, put into an instance
 * that the constructor without arguments made. Static and transient fields are left out.
 */
final class ObjectCodec<T> extends StructureCodec<T> {
    private final Class<T> type;
    private List<MethodHandle> setters = List.of();
    private @Nullable MethodHandle constructor;

    ObjectCodec(Class<T> type) {
        super(type);
        this.type = type;
    }

    void link(CodecBuilder builder, String where) {
        List<Member> linked = new ArrayList<>();
        List<MethodHandle> linkedSetters = new ArrayList<>();
        try {
            List<Field> fields = fields(where);
            for (Field field : fields) {
                Class<?> owner = field.getDeclaringClass();
                MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
                String path = Names.inSource(owner) + "." + field.getName();
                linked.add(new Member(
                        storedName(field, fields),
                        field.getType(),
                        builder.resolve(field.getGenericType(), path),
                        lookup.unreflectGetter(field),
                        field,
                        path));
                linkedSetters.add(lookup.unreflectSetter(field)
                        .asType(MethodType.methodType(void.class, Object.class, Object.class)));
            }
            constructor = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findConstructor(type, MethodType.methodType(void.class))
                    .asType(MethodType.methodType(Object.class));
        } catch (NoSuchMethodException e) {
            throw new UnknownTypeException(
                    type,
                    where,
                    "it has no constructor without arguments: make it a record, add such a constructor (in a static"
                            + " class), or register a Codec for it: ssc.types(codec)");
        } catch (ReflectiveOperationException e) {
            throw CodecBuilder.closed(type, where, e);
        }
        members(linked.toArray(Member[]::new));
        setters = List.copyOf(linkedSetters);
    }

    /** A field that one of the same name in a subclass hides is told from it by its class. */
    private static String storedName(Field field, List<Field> fields) {
        for (Field other : fields.subList(fields.indexOf(field) + 1, fields.size())) {
            if (other.getName().equals(field.getName())) {
                return field.getDeclaringClass().getName() + "." + field.getName();
            }
        }
        return field.getName();
    }

    private List<Field> fields(String where) {
        Deque<Class<?>> lineage = new ArrayDeque<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            lineage.push(c);
        }
        List<Field> fields = new ArrayList<>();
        for (Class<?> owner : lineage) {
            Field[] declared = owner.getDeclaredFields();
            Arrays.sort(declared, Comparator.comparing(Field::getName));
            for (Field field : declared) {
                int modifiers = field.getModifiers();
                if (Modifier.isStatic(modifiers) || Modifier.isTransient(modifiers)) {
                    continue;
                }
                if (Modifier.isFinal(modifiers)) {
                    throw new UnknownTypeException(
                            type,
                            where,
                            "its field " + field.getName() + " is final and could not be set again: make the class a"
                                    + " record, or register a Codec for it: ssc.types(codec)");
                }
                fields.add(field);
            }
        }
        return fields;
    }

    @Override
    void write(T value, DataOutput out, int depth) throws IOException {
        check(value);
        super.write(value, out, depth);
    }

    @Override
    T read(DataInput in, int depth) throws IOException {
        Member[] members = members();
        @Nullable Object[] values = new @Nullable Object[members.length];
        boolean[] known = new boolean[members.length];
        for (int i = 0; i < members.length; i++) {
            values[i] = members[i].read(in, depth);
            known[i] = true;
        }
        return assemble(values, known);
    }

    /** A field that no stored value has stays what the constructor made it. */
    @Override
    DefaultValue absent(Member member) {
        return new DefaultValue("as the constructor makes it", () -> null);
    }

    @Override
    T assemble(@Nullable Object[] values, boolean[] known) throws IOException {
        try {
            T made = make();
            for (int i = 0; i < known.length; i++) {
                if (known[i]) {
                    set(made, i, values[i]);
                }
            }
            return made;
        } catch (RuntimeException e) {
            throw new IOException("the stored " + type.getName() + " can't be made again: " + e, e);
        }
    }

    @Override
    boolean fixed(Set<Codec<?>> seen) {
        return false;
    }

    @Override
    public T copy(T value) {
        check(value);
        T made = make();
        for (int i = 0; i < setters.size(); i++) {
            Member member = members()[i];
            set(made, i, copyNullable(member.codec(), member.get(value)));
        }
        return made;
    }

    /** A subclass would lose its own fields. */
    private void check(T value) {
        if (value.getClass() != type) {
            throw new UnknownTypeException(value.getClass(), "a place that holds a " + Names.inSource(type));
        }
    }

    private void set(T holder, int i, @Nullable Object value) {
        try {
            setters.get(i).invokeExact((Object) holder, value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private T make() {
        MethodHandle linked = constructor;
        if (linked == null) {
            throw new IllegalStateException("the codec of " + type.getName() + " was used before it was linked");
        }
        try {
            return (T) (Object) linked.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException(e.toString(), e);
        }
    }
}
