package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The codec of values whose class is only known at run time.
 *
 * <pre>
 *   tag  1 … 47   a number, string, time, array: the value
 *   tag  100      a collection     101  a map     102  an optional
 *   tag  127      a registered class: its name, the value
 * </pre>
 */
final class AnyCodec<T> extends NestedCodec<T> {
    static final int COLLECTION = 100;
    static final int MAP = 101;
    static final int OPTIONAL = 102;
    static final int NAMED = 127;

    private final Codecs codecs;
    private final Class<T> declared;

    /** For places declared as an open type; what is read must be of it. */
    AnyCodec(Codecs codecs, Class<T> declared) {
        this.codecs = codecs;
        this.declared = declared;
    }

    @Override
    public Class<T> type() {
        return declared;
    }

    @Override
    void write(T value, DataOutput out, int depth) throws IOException {
        Codec<Object> named = codecs.named().of(value.getClass());
        if (named != null) {
            out.writeByte(NAMED);
            codecs.named().write(named, value, out, depth);
            return;
        }
        Leaf<Object> leaf = StandardCodecs.leaf(value);
        if (leaf != null) {
            out.writeByte(leaf.tag());
            leaf.write(value, out, depth);
        } else if (value instanceof Collection<?> collection) {
            out.writeByte(COLLECTION);
            writeInner(codecs.collections(), collection, out, depth);
        } else if (value instanceof Map<?, ?> map) {
            out.writeByte(MAP);
            writeInner(codecs.maps(), map, out, depth);
        } else if (value instanceof Optional<?>) {
            out.writeByte(OPTIONAL);
            writeInner(codecs.optionals(), optional(value), out, depth);
        } else {
            throw new UnknownTypeException(Codecs.declaredClass(value), "");
        }
    }

    @Override
    T read(DataInput in, int depth) throws IOException {
        int tag = in.readByte();
        Object value = switch (tag) {
            case COLLECTION -> readInner(codecs.collections(), in, depth);
            case MAP -> readInner(codecs.maps(), in, depth);
            case OPTIONAL -> readInner(codecs.optionals(), in, depth);
            case NAMED -> codecs.named().read(in, depth);
            default -> StandardCodecs.leaf(tag).read(in, depth);
        };
        if (!declared.isInstance(value)) {
            throw new IOException(
                    "a " + value.getClass().getName() + " is stored where the program wants a " + declared.getName());
        }
        return declared.cast(value);
    }

    @Override
    Shape shape(ShapeCollector shapes) {
        return new Shape.Any(declared.getName());
    }

    @Override
    boolean fixed(Set<Codec<?>> seen) {
        return false;
    }

    @Override
    public T copy(T value) {
        return codecs.copy(value);
    }

    @SuppressWarnings("unchecked")
    private static Optional<Object> optional(Object value) {
        return (Optional<Object>) value;
    }
}
