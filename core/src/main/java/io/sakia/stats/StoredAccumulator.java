package io.sakia.stats;

import io.sakia.connector.Codec;
import io.sakia.connector.StableHash;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;

/** The codec of an accumulator that writes and reads itself. What is read is checked, so no bytes make an impossible one. */
record StoredAccumulator<T>(Class<T> type, Writing<T> writing, Reading<T> reading, UnaryOperator<T> copying)
        implements Codec<T> {
    @Override
    public void write(T value, DataOutput out) throws IOException {
        writing.write(value, out);
    }

    @Override
    public T read(DataInput in) throws IOException {
        return reading.read(in);
    }

    /** Of the stored bytes, which are the same for equal sums. */
    @Override
    public long hash(T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long hash = 0;
        for (byte each : bytes.toByteArray()) {
            hash = StableHash.mix(31 * hash + each);
        }
        return hash;
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
