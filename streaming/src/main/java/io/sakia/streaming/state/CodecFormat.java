package io.sakia.streaming.state;

import io.sakia.connector.Codec;
import io.sakia.connector.codec.Codecs;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values by a codec: that of their declared type, or that of any class. */
final class CodecFormat<S> implements StateFormat<S> {
    private static final String ANY = "any";

    private final String name;
    private final Codecs codecs;
    private final Codec<?> codec;
    private final Class<?> type; // of what is read
    private final Set<Class<?>> required = new HashSet<>();
    private @Nullable Class<?> lastRequired;

    private CodecFormat(String name, Codecs codecs, Codec<?> codec, Class<?> type) {
        this.name = name;
        this.codecs = codecs;
        this.codec = codec;
        this.type = type;
    }

    static <S> CodecFormat<S> any(Codecs codecs, Class<?> type) {
        return new CodecFormat<>(ANY, codecs, codecs.any(), type);
    }

    static <S> CodecFormat<S> declared(Codecs codecs, Class<S> type) {
        return new CodecFormat<>(type.getName(), codecs, codecs.of(type), type);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    @SuppressWarnings("unchecked") // it is the codec of the values, or that of all values
    public void write(S value, DataOutput out) throws IOException {
        ((Codec<Object>) codec).write(value, out);
    }

    @Override
    @SuppressWarnings("unchecked") // likewise
    public S read(DataInput in) throws IOException {
        Object value = codec.read(in);
        if (type != Object.class && !type.isInstance(value)) {
            throw new IOException(
                    "a " + value.getClass().getName() + " is stored where the program wants a " + type.getName());
        }
        return (S) value;
    }

    @Override
    public void require(S value) {
        Class<?> valueType = value.getClass();
        if (valueType == lastRequired) {
            return;
        }
        if (!required.contains(valueType)) {
            try {
                write(value, new DataOutputStream(OutputStream.nullOutputStream()));
            } catch (IOException e) {
                throw new IllegalArgumentException(valueType.getName() + " can't be stored: " + e.getMessage(), e);
            }
            required.add(valueType);
        }
        lastRequired = valueType;
    }

    @Override
    public @Nullable StateFormat<S> reading(String stored) {
        if (stored.equals(name)) {
            return this;
        }
        return stored.equals(ANY) ? any(codecs, type) : null;
    }
}
