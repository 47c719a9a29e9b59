package io.sakia.kafka;

import io.sakia.function.Function0;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * A deserialiser of Kafka's. Each task has one to itself while it reads; then the next may have it, as making one may cost a look at a registry of
 * schemas.
 */
final class DeserializerDecoder<T> implements Decoder<T> {
    private final Function0<Deserializer<T>> making;
    private transient Queue<Deserializer<T>> idle = new ConcurrentLinkedQueue<>();

    DeserializerDecoder(Function0<Deserializer<T>> making) {
        this.making = making;
    }

    @Override
    public T decode(byte[] bytes) throws Exception {
        try (Decoding<T> decoding = open()) {
            T value = decoding.decode("", new RecordHeaders(), ByteBuffer.wrap(bytes));
            if (value == null) {
                throw new IllegalArgumentException("the deserialiser gave null");
            }
            return value;
        }
    }

    @Override
    public Decoding<T> open() {
        Deserializer<T> waiting = idle.poll();
        Deserializer<T> taken = waiting == null ? make() : waiting;
        return new Decoding<>() {
            @Override
            public @Nullable T decode(String topic, Headers headers, ByteBuffer bytes) {
                return taken.deserialize(topic, headers, bytes);
            }

            @Override
            public void close() {
                idle.add(taken);
            }
        };
    }

    private Deserializer<T> make() {
        try {
            return making.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the deserialiser can't be made: " + e, e);
        }
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        idle = new ConcurrentLinkedQueue<>();
    }
}
