package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
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
    private final Map<String, Codec<?>> byFormerName = new LinkedHashMap<>();
    private final Map<Class<?>, Codec<?>> byClass = new LinkedHashMap<>();
    private final Map<Class<?>, Optional<Codec<?>>> found = new ConcurrentHashMap<>();

    void put(Codec<?> codec) {
        byName.put(codec.type().getName(), codec);
        byClass.put(codec.type(), codec);
        FormerNames former = codec.type().getAnnotation(FormerNames.class);
        for (String name : former == null ? new String[0] : former.value()) {
            Codec<?> other = byFormerName.put(name, codec);
            if (other != null && other.type() != codec.type()) {
                throw twoMeanings(name, other, codec);
            }
        }
        byFormerName.forEach((name, renamed) -> {
            Codec<?> present = byName.get(name);
            if (present != null && present.type() != renamed.type()) {
                throw twoMeanings(name, present, renamed);
            }
        });
    }

    private static UnknownTypeException twoMeanings(String name, Codec<?> one, Codec<?> other) {
        return new UnknownTypeException(
                other.type(),
                "",
                "the name " + name + " in stored bytes could mean it or "
                        + one.type().getName() + ": take the name out of the @FormerNames of one of them");
    }

    /** All of them, in the order in which they were put here. */
    Collection<Codec<?>> all() {
        return byClass.values();
    }

    /** The codec of the class that has this name, or had it; or null. */
    @Nullable
    Codec<?> called(String name) {
        Codec<?> codec = byName.get(name);
        return codec != null ? codec : byFormerName.get(name);
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
        Codec<?> codec = called(name);
        if (codec == null) {
            throw unknown(name);
        }
        return NestedCodec.readInner(codec, in, depth);
    }

    static IOException unknown(String name) {
        return new IOException("a value of " + name + " is stored, which the program has not registered: add ssc.types("
                + Names.inSource(name) + ".class); if the class has another name now, add @FormerNames(\"" + name
                + "\") to it and register it");
    }
}
