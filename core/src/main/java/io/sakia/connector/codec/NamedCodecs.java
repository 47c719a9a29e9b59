package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes that may be named in stored bytes. A name is only ever looked up here, never loaded: bytes can choose among the
 * classes that the program registered, and no others.
 */
final class NamedCodecs {
    private final Map<String, Codec<?>> byName = new LinkedHashMap<>();
    private final Map<Class<?>, Codec<?>> byClass = new LinkedHashMap<>();
    private final Map<Class<?>, Optional<Codec<?>>> found = new ConcurrentHashMap<>();

    void put(Codec<?> codec) {
        byName.put(codec.type().getName(), codec);
        byClass.put(codec.type(), codec);
    }

    /** The codec of a class, of the nearest of its superclasses that has one, or of an interface that has one of its own. */
    @SuppressWarnings("unchecked")
    @Nullable
    Codec<Object> of(Class<?> type) {
        Optional<Codec<?>> known = found.get(type);
        if (known == null) {
            known = find(type);
            found.put(type, known);
        }
        return (Codec<Object>) known.orElse(null);
    }

    private Optional<Codec<?>> find(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            Codec<?> codec = byClass.get(c);
            if (codec != null) {
                return Optional.of(codec);
            }
        }
        for (Codec<?> codec : byClass.values()) {
            if (codec.type().isInterface() && codec.type().isAssignableFrom(type)) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }

    void write(Codec<Object> codec, Object value, DataOutput out, int depth) throws IOException {
        Wire.writeString(out, codec.type().getName());
        NestedCodec.writeInner(codec, value, out, depth);
    }

    Object read(DataInput in, int depth) throws IOException {
        String name = Wire.readString(in);
        Codec<?> codec = byName.get(name);
        if (codec == null) {
            throw new IOException("a value of " + name + " is stored, which the program has not registered: add"
                    + " ssc.types(" + name.substring(name.lastIndexOf('.') + 1).replace('$', '.') + ".class)");
        }
        return NestedCodec.readInner(codec, in, depth);
    }
}
