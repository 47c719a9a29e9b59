package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.DataInput;
import java.io.IOException;

/** Reads values by the codec of a wider or another type, and refuses those that are not of the type that the program declares now. */
final class CheckedCodec<T> extends MigratedCodec<T> {
    private final Codec<?> stored;

    CheckedCodec(Codec<?> stored, Codec<T> plain) {
        super(plain);
        this.stored = stored;
    }

    @Override
    T read(DataInput in, int depth) throws IOException {
        Object value = readInner(stored, in, depth);
        if (!type().isInstance(value)) {
            throw new ShapeMismatchException("a " + value.getClass().getName() + " is stored where the program wants a "
                    + type().getName() + " now: declare a type there that has both");
        }
        return type().cast(value);
    }
}
