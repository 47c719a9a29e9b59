package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The codec of an enum: a constant's name, so that constants may be added and moved. */
final class EnumCodec<E extends Enum<E>> extends NestedCodec<E> {
    private final Class<E> type;
    private final Map<String, E> constants = new HashMap<>();

    EnumCodec(Class<E> type) {
        this.type = type;
        for (E constant : type.getEnumConstants()) {
            for (String former : formerNames(constant)) {
                constants.put(former, constant);
            }
        }
        for (E constant : type.getEnumConstants()) {
            constants.put(constant.name(), constant);
        }
    }

    private static List<String> formerNames(Enum<?> constant) {
        try {
            FormerNames former =
                    constant.getDeclaringClass().getField(constant.name()).getAnnotation(FormerNames.class);
            return former == null ? List.of() : List.of(former.value());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether there is a constant that has this name or had it. */
    boolean reads(String constant) {
        return constants.containsKey(constant);
    }

    @Override
    public Class<E> type() {
        return type;
    }

    @Override
    Shape shape(ShapeCollector shapes) {
        return shapes.define(
                this,
                () -> new Definition.Enumeration(
                        type.getName(),
                        Stream.of(type.getEnumConstants()).map(Enum::name).toList()));
    }

    @Override
    void write(E value, DataOutput out, int depth) throws IOException {
        Wire.writeString(out, value.name());
    }

    @Override
    E read(DataInput in, int depth) throws IOException {
        String name = Wire.readString(in);
        E constant = constants.get(name);
        if (constant == null) {
            throw new IOException("the stored constant '" + name + "' is not in the enum " + type.getName()
                    + " any more: put it back, name the constant that took its place @FormerNames(\"" + name
                    + "\"), or start without the stored data");
        }
        return constant;
    }

    @Override
    boolean fixed(Set<Codec<?>> seen) {
        return true;
    }

    @Override
    public E copy(E value) {
        return value;
    }
}
