package io.sakia.bench.peers.flink;

import java.nio.ByteBuffer;
import java.util.function.Function;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Writes what is made of a number as that number. */
record IntegerSerializer<T>(Function<T, Integer> toNumber, Function<Integer, T> fromNumber)
        implements SimpleVersionedSerializer<T> {
    @Override
    public int getVersion() {
        return 1;
    }

    @Override
    public byte[] serialize(T value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(toNumber.apply(value)).array();
    }

    @Override
    public T deserialize(int version, byte[] serialized) {
        return fromNumber.apply(ByteBuffer.wrap(serialized).getInt());
    }
}
