package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Set;

/** A codec that reads what was written in another shape than its type has now. All else is as the plain codec does it. */
abstract class MigratedCodec<T> extends NestedCodec<T> {
    private final Codec<T> plain;

    MigratedCodec(Codec<T> plain) {
        this.plain = plain;
    }

    @Override
    abstract T read(DataInput in, int depth) throws IOException;

    @Override
    public Class<T> type() {
        return plain.type();
    }

    @Override
    void write(T value, DataOutput out, int depth) throws IOException {
        if (plain instanceof NestedCodec<T> nested) {
            nested.write(value, out, depth);
        } else {
            plain.write(value, out);
        }
    }

    @Override
    Shape shape(ShapeCollector shapes) {
        return shapes.shape(plain);
    }

    @Override
    boolean fixed(Set<Codec<?>> seen) {
        return isFixed(plain, seen);
    }

    @Override
    public long hash(T value) {
        return plain.hash(value);
    }

    @Override
    public T copy(T value) {
        return plain.copy(value);
    }
}
