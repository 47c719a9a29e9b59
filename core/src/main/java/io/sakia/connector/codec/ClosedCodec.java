package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The codec of a sealed type: the name of the permitted class, then its value. */
final class ClosedCodec<T> extends NestedCodec<T> {
    private final Class<T> type;
    private final NamedCodecs permitted = new NamedCodecs();

    ClosedCodec(Class<T> type) {
        this.type = type;
    }

    void permit(Codec<?> codec) {
        permitted.put(codec);
    }

    NamedCodecs permitted() {
        return permitted;
    }

    @Override
    public Class<T> type() {
        return type;
    }

    @Override
    Shape shape(ShapeCollector shapes) {
        return shapes.define(this, () -> {
            List<Definition.Alternative> alternatives = new ArrayList<>();
            for (Codec<?> codec : permitted.all()) {
                alternatives.add(new Definition.Alternative(codec.type().getName(), shapes.shape(codec)));
            }
            return new Definition.Alternatives(type.getName(), alternatives);
        });
    }

    @Override
    void write(T value, DataOutput out, int depth) throws IOException {
        permitted.write(codec(value), value, out, depth);
    }

    @Override
    T read(DataInput in, int depth) throws IOException {
        return type.cast(permitted.read(in, depth));
    }

    @Override
    boolean fixed(Set<Codec<?>> seen) {
        return false;
    }

    @Override
    public T copy(T value) {
        return type.cast(codec(value).copy(value));
    }

    private Codec<Object> codec(T value) {
        Codec<Object> codec = permitted.of(value.getClass());
        if (codec == null) {
            throw new UnknownTypeException(value.getClass(), "a place that holds a " + Names.inSource(type));
        }
        return codec;
    }
}
