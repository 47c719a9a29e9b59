package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The codec of lists, sets and deques: kind, size, elements. */
final class CollectionCodec extends NestedCodec<Collection<?>> {
    private static final int ROOM = 1024;

    private final Class<Collection<?>> declared;
    private final Codec<Object> element;

    /** For places declared as {@code declared}, which {@link CollectionKind#covers}. */
    @SuppressWarnings("unchecked")
    CollectionCodec(Class<?> declared, Codec<Object> element) {
        this.declared = (Class<Collection<?>>) declared;
        this.element = element;
    }

    @Override
    public Class<Collection<?>> type() {
        return declared;
    }

    Codec<Object> element() {
        return element;
    }

    @Override
    Shape shape(ShapeCollector shapes) {
        return new Shape.Collection(declared.getName(), shapes.shape(element));
    }

    @Override
    void write(Collection<?> value, DataOutput out, int depth) throws IOException {
        out.writeByte(CollectionKind.of(value).code());
        Wire.writeUnsigned(out, value.size());
        for (Object each : value) {
            writeNullable(element, each, out, depth);
        }
    }

    @Override
    Collection<?> read(DataInput in, int depth) throws IOException {
        int code = in.readByte();
        CollectionKind kind = CollectionKind.ofCode(code);
        if (kind == null) {
            throw new IOException("the stored bytes are damaged: " + code + " is no kind of collection");
        }
        int size = Wire.readLength(in);
        Collection<@Nullable Object> filled = kind.begin(Math.min(size, ROOM));
        for (int i = 0; i < size; i++) {
            Object each = readNullable(element, in, depth);
            try {
                filled.add(each);
            } catch (RuntimeException e) { // not comparable, or null where none may be
                throw new IOException("the stored bytes are damaged: " + each + " is no element of a " + kind, e);
            }
        }
        Collection<?> read = kind.end(filled);
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
    public Collection<?> copy(Collection<?> value) {
        CollectionKind kind = CollectionKind.of(value);
        boolean changed = !JdkClasses.immutable(value.getClass());
        Collection<@Nullable Object> filled = kind.begin(value.size());
        for (Object each : value) {
            Object copy = copyNullable(element, each);
            changed |= copy != each;
            filled.add(copy);
        }
        return changed ? kind.end(filled) : value;
    }
}
