package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The codec of an {@link Optional}: whether there is a value, and the value. */
final class OptionalCodec extends NestedCodec<Optional<Object>> {
    private final Codec<Object> element;

    OptionalCodec(Codec<Object> element) {
        this.element = element;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<Optional<Object>> type() {
        return (Class<Optional<Object>>) (Class<?>) Optional.class;
    }

    Codec<Object> element() {
        return element;
    }

    @Override
    Shape shape(ShapeCollector shapes) {
        return new Shape.Optional(shapes.shape(element));
    }

    @Override
    void write(Optional<Object> value, DataOutput out, int depth) throws IOException {
        writeNullable(element, value.orElse(null), out, depth);
    }

    @Override
    Optional<Object> read(DataInput in, int depth) throws IOException {
        return Optional.ofNullable(readNullable(element, in, depth));
    }

    @Override
    boolean fixed(Set<Codec<?>> seen) {
        return isFixed(element, seen);
    }

    @Override
    public Optional<Object> copy(Optional<Object> value) {
        if (value.isEmpty()) {
            return value;
        }
        Object copy = element.copy(value.get());
        return copy == value.get() ? value : Optional.of(copy);
    }
}
