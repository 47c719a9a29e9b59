package io.sakia.connector.codec;

import java.io.DataInput;
import java.io.IOException;
import java.util.function.Function;

/** Reads numbers that were stored as narrower ones. */
final class WidenedLeaf<T> extends MigratedCodec<T> {
    private final Leaf<?> stored;
    private final Function<Object, Object> widening;

    WidenedLeaf(Leaf<?> stored, Leaf<T> target, Function<Object, Object> widening) {
        super(target);
        this.stored = stored;
        this.widening = widening;
    }

    @Override
    T read(DataInput in, int depth) throws IOException {
        return type().cast(widening.apply(stored.read(in, depth)));
    }
}
