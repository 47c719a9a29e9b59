package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import io.sakia.connector.StableHash;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A codec that knows how deep it stands in a value. The depth is limited on both ways, so neither a value that contains itself
 * nor a file made to nest without end can exhaust the stack.
 */
abstract class NestedCodec<T> implements Codec<T> {
    /** So many values may be nested in one another. */
    static final int MAX_DEPTH = 500;

    abstract void write(T value, DataOutput out, int depth) throws IOException;

    abstract T read(DataInput in, int depth) throws IOException;

    /** Whether no value can ever change, so that a copy is the value itself; {@code seen} ends the round of recursive types. */
    abstract boolean fixed(Set<Codec<?>> seen);

    /** How its values lie in bytes. */
    abstract Shape shape(ShapeCollector shapes);

    @Override
    public final void write(T value, DataOutput out) throws IOException {
        write(value, out, 0);
    }

    @Override
    public final T read(DataInput in) throws IOException {
        return read(in, 0);
    }

    @Override
    public long hash(T value) {
        return StableHash.of(value);
    }

    static boolean isFixed(Codec<?> codec, Set<Codec<?>> seen) {
        return codec instanceof NestedCodec<?> nested && nested.fixed(seen);
    }

    /** Writes what stands inside a value at {@code depth}. */
    static <T> void writeInner(Codec<T> codec, T value, DataOutput out, int depth) throws IOException {
        if (depth >= MAX_DEPTH) {
            throw new IllegalArgumentException("a value of " + value.getClass().getName() + " stands more than "
                    + MAX_DEPTH + " levels deep in the value to be stored: keep what is nested so deep in a list, and"
                    + " see that no value contains itself");
        }
        if (codec instanceof NestedCodec<T> nested) {
            nested.write(value, out, depth + 1);
        } else {
            codec.write(value, out);
        }
    }

    /** Reads what {@link #writeInner} wrote. */
    static <T> T readInner(Codec<T> codec, DataInput in, int depth) throws IOException {
        if (depth >= MAX_DEPTH) {
            throw new IOException("the stored bytes are damaged: they nest values more than " + MAX_DEPTH + " deep");
        }
        return codec instanceof NestedCodec<T> nested ? nested.read(in, depth + 1) : codec.read(in);
    }

    static <T> void writeNullable(Codec<T> codec, @Nullable T value, DataOutput out, int depth) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            writeInner(codec, value, out, depth);
        }
    }

    static <T> @Nullable T readNullable(Codec<T> codec, DataInput in, int depth) throws IOException {
        return in.readBoolean() ? readInner(codec, in, depth) : null;
    }

    static <T> @Nullable T copyNullable(Codec<T> codec, @Nullable T value) {
        return value == null ? null : codec.copy(value);
    }
}
