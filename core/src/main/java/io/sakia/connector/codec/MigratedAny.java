package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.DataInput;
import java.io.IOException;

/** Reads values of any known class, where some classes had another shape, or another name, when they were stored. */
final class MigratedAny<T> extends MigratedCodec<T> {
    private final ReadingCodecs reading;

    MigratedAny(ReadingCodecs reading, AnyCodec<T> plain) {
        super(plain);
        this.reading = reading;
    }

    @Override
    T read(DataInput in, int depth) throws IOException {
        int tag = in.readByte();
        Object value = switch (tag) {
            case AnyCodec.COLLECTION -> readInner(reading.collections(), in, depth);
            case AnyCodec.MAP -> readInner(reading.maps(), in, depth);
            case AnyCodec.OPTIONAL -> readInner(reading.optionals(), in, depth);
            case AnyCodec.NAMED -> readInner(named(in), in, depth);
            default -> StandardCodecs.leaf(tag).read(in, depth);
        };
        if (!type().isInstance(value)) {
            throw new IOException(
                    "a " + value.getClass().getName() + " is stored where the program wants a " + type().getName());
        }
        return type().cast(value);
    }

    private Codec<Object> named(DataInput in) throws IOException {
        return reading.named(Wire.readString(in));
    }
}
