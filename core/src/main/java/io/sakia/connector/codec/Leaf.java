package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A codec of values without parts: a number, a string, a time, an array of numbers. Its tag is its name in {@link AnyCodec}. */
final class Leaf<T> extends NestedCodec<T> {
    private final int tag;
    private final Class<T> type;
    private final Writing<T> writing;
    private final Reading<T> reading;
    private final boolean fixed;
    private final UnaryOperator<T> copying;

    private Leaf(
            int tag, Class<T> type, Writing<T> writing, Reading<T> reading, boolean fixed, UnaryOperator<T> copying) {
        this.tag = tag;
        this.type = type;
        this.writing = writing;
        this.reading = reading;
        this.fixed = fixed;
        this.copying = copying;
    }

    /** Values that can't change. */
    static <T> Leaf<T> fixed(int tag, Class<T> type, Writing<T> writing, Reading<T> reading) {
        return new Leaf<>(tag, type, writing, reading, true, UnaryOperator.identity());
    }

    /** Values that can change, so that they must be copied. */
    static <T> Leaf<T> changing(
            int tag, Class<T> type, Writing<T> writing, Reading<T> reading, UnaryOperator<T> copying) {
        return new Leaf<>(tag, type, writing, reading, false, copying);
    }

    int tag() {
        return tag;
    }

    @Override
    public Class<T> type() {
        return type;
    }

    @Override
    void write(T value, DataOutput out, int depth) throws IOException {
        writing.write(value, out);
    }

    @Override
    T read(DataInput in, int depth) throws IOException {
        try {
            return reading.read(in);
        } catch (RuntimeException e) { // a date or a number that can't be
            throw new IOException(
                    "the stored bytes are damaged: no " + type.getSimpleName() + " (" + e.getMessage() + ")", e);
        }
    }

    @Override
    Shape shape(ShapeCollector shapes) {
        return new Shape.Leaf(tag);
    }

    @Override
    boolean fixed(Set<Codec<?>> seen) {
        return fixed;
    }

    @Override
    public T copy(T value) {
        return copying.apply(value);
    }

    @FunctionalInterface
    interface Writing<T> {
        void write(T value, DataOutput out) throws IOException;
    }

    @FunctionalInterface
    interface Reading<T> {
        T read(DataInput in) throws IOException;
    }
}
