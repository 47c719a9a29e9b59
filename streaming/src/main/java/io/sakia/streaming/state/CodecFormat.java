package io.sakia.streaming.state;

import io.sakia.connector.Codec;
import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.ReadingCodecs;
import io.sakia.connector.codec.Shape;
import io.sakia.connector.codec.ShapeMismatchException;
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
    private static final String FORM = "value";

    private final Codec<?> codec;
    private final Shape shape;
    private final Class<?> type; // of what is read
    private final Set<Class<?>> required = new HashSet<>();
    private @Nullable Class<?> lastRequired;

    private CodecFormat(Codec<?> codec, Shape shape, Class<?> type) {
        this.codec = codec;
        this.shape = shape;
        this.type = type;
    }

    static <S> CodecFormat<S> any(Codecs codecs) {
        return new CodecFormat<>(codecs.any(), Shape.any(), Object.class);
    }

    static <S> CodecFormat<S> declared(Codecs codecs, Class<S> type) {
        return new CodecFormat<>(codecs.of(type), codecs.shape(type), type);
    }

    @Override
    public String form() {
        return FORM;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public @Nullable Class<?> declared() {
        return type == Object.class ? null : type;
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
    public @Nullable StateFormat<S> reading(String storedForm, Shape stored, ReadingCodecs codecs)
            throws ShapeMismatchException {
        if (!storedForm.equals(FORM)) {
            return null;
        }
        Codec<?> reader = stored.equals(Shape.any()) ? codecs.any() : codecs.of(type, stored);
        return reader == codec ? this : new CodecFormat<>(reader, shape, type);
    }
}
