package io.sakia.kafka;

import io.sakia.function.Function0;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serializer;

/**
 * How something becomes the bytes of a key or value. It travels to tasks, whose threads share it. Null becomes none.
 *
 * <pre>{@code KafkaSink.pairs("localhost:9092", "totals", Encoder.text(), Encoder.longs()) }</pre>
 */
@FunctionalInterface
public interface Encoder<T> extends Serializable {
    /** Encodes. */
    byte[] encode(T value) throws Exception;

    /** Bytes as they are. */
    static Encoder<byte[]> bytes() {
        return bytes -> bytes;
    }

    /** What {@link String#valueOf(Object)} says, as UTF-8: {@code 12} gives two bytes. */
    static <T> Encoder<T> text() {
        return value -> value.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A number as eight bytes, the highest first, as Kafka's {@code LongSerializer} writes it. */
    static Encoder<Long> longs() {
        return value -> ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    /**
     * What a serialiser of Kafka's makes of it.
     *
     * @param topic the topic that the serialiser is told of
     * @param serializers makes serialisers, each for one thread; it configures them too
     */
    static <T> Encoder<T> of(String topic, Function0<Serializer<T>> serializers) {
        return new SerializerEncoder<>(topic, serializers);
    }
}
