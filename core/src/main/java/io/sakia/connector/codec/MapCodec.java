package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The codec of maps: kind, size, keys and values in turn. */
final class MapCodec extends NestedCodec<Map<?, ?>> {
    private static final int ROOM = 1024;

    private final Class<Map<?, ?>> declared;
    private final Codec<Object> keys;
    private final Codec<Object> values;

    /** For places declared as {@code declared}, which {@link MapKind#covers}. */
    @SuppressWarnings("unchecked")
    MapCodec(Class<?> declared, Codec<Object> keys, Codec<Object> values) {
        this.declared = (Class<Map<?, ?>>) declared;
        this.keys = keys;
        this.values = values;
    }

    @Override
    public Class<Map<?, ?>> type() {
        return declared;
    }

    Codec<Object> keys() {
        return keys;
    }

    Codec<Object> values() {
        return values;
    }

    @Override
    Shape shape(ShapeCollector shapes) {
        return new Shape.Map(declared.getName(), shapes.shape(keys), shapes.shape(values));
    }

    @Override
    void write(Map<?, ?> value, DataOutput out, int depth) throws IOException {
        out.writeByte(MapKind.of(value).code());
        Wire.writeUnsigned(out, value.size());
        for (Map.Entry<?, ?> each : value.entrySet()) {
            writeNullable(keys, each.getKey(), out, depth);
            writeNullable(values, each.getValue(), out, depth);
        }
    }

    @Override
    Map<?, ?> read(DataInput in, int depth) throws IOException {
        int code = in.readByte();
        MapKind kind = MapKind.ofCode(code);
        if (kind == null) {
            throw new IOException("the stored bytes are damaged: " + code + " is no kind of map");
        }
        int size = Wire.readLength(in);
        Map<@Nullable Object, @Nullable Object> filled = kind.begin(Math.min(size, ROOM));
        for (int i = 0; i < size; i++) {
            Object key = readNullable(keys, in, depth);
            Object value = readNullable(values, in, depth);
            try {
                filled.put(key, value);
            } catch (RuntimeException e) { // not comparable, or null where none may be
                throw new IOException("the stored bytes are damaged: " + key + " is no key of a " + kind, e);
            }
        }
        Map<?, ?> read = kind.end(filled);
        if (!declared.isInstance(read) && !JdkClasses.hidden(declared)) {
            throw new IOException("a " + kind + " is stored where the program wants a " + declared.getName());
        }
        return read;
    }

    @Override
    boolean fixed(Set<Codec<?>> seen) {
        return false;
    }

    @Override
    public Map<?, ?> copy(Map<?, ?> value) {
        MapKind kind = MapKind.of(value);
        boolean changed = !JdkClasses.immutable(value.getClass());
        Map<@Nullable Object, @Nullable Object> filled = kind.begin(value.size());
        for (Map.Entry<?, ?> each : value.entrySet()) {
            Object key = copyNullable(keys, each.getKey());
            Object copy = copyNullable(values, each.getValue());
            changed |= key != each.getKey() || copy != each.getValue();
            filled.put(key, copy);
        }
        return changed ? kind.end(filled) : value;
    }
}
