package io.sakia.kafka;

import io.sakia.function.Function0;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * What a record's bytes mean. It travels to tasks, whose threads share it. Where there are no bytes, it is not asked.
 *
 * <pre>{@code KafkaSource.topic("localhost:9092", "clicks").keys(Decoder.text()).values(bytes -> Click.parse(bytes)) }</pre>
 *
 * <p>If it throws, the batch fails, with topic, partition and offset of the record. Where bad records may come, leave the bytes as they are and decode
 * in a {@code map}, which can have a policy: {@link KafkaRecord#mapValue}.
 */
@FunctionalInterface
public interface Decoder<T> extends Serializable {
    /** Decodes. */
    T decode(byte[] bytes) throws Exception;

    /** Begins to decode what one task reads; by default of copies of the bytes. */
    default Decoding<T> open() {
        return (topic, headers, bytes) -> decode(copy(bytes));
    }

    /** The bytes as they are. */
    static Decoder<byte[]> bytes() {
        return bytes -> bytes;
    }

    /** Text, as UTF-8. */
    static Decoder<String> text() {
        return new Text();
    }

    /** A number of eight bytes, the highest first, as Kafka's {@code LongSerializer} writes it. */
    static Decoder<Long> longs() {
        return bytes -> {
            if (bytes.length != Long.BYTES) {
                throw new IllegalArgumentException(
                        "a long has 8 bytes, not " + bytes.length + "; if it is text, decode it with Decoder.text()");
            }
            return ByteBuffer.wrap(bytes).getLong();
        };
    }

    /**
     * What a deserialiser of Kafka's makes of it.
     *
     * <pre>{@code Decoder.of(() -> new KafkaAvroDeserializer(registry)) }</pre>
     *
     * @param deserializers makes deserialisers, each for one thread at a time; it configures them too
     */
    static <T> Decoder<T> of(Function0<Deserializer<T>> deserializers) {
        return new DeserializerDecoder<>(deserializers);
    }

    /** What one task decodes with, on its thread. */
    @FunctionalInterface
    interface Decoding<T> extends AutoCloseable {
        /**
         * Decodes.
         *
         * @param topic the record's topic
         * @param headers the record's headers
         * @param bytes from its position to its limit; not to be kept
         */
        @Nullable
        T decode(String topic, Headers headers, ByteBuffer bytes) throws Exception;

        @Override
        default void close() {}
    }

    private static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        return copy;
    }

    /** Text, as UTF-8, without a copy of the bytes where that can be. */
    record Text() implements Decoder<String> {
        @Override
        public String decode(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public Decoding<String> open() {
            return (topic, headers, bytes) -> bytes.hasArray()
                    ? new String(
                            bytes.array(),
                            bytes.arrayOffset() + bytes.position(),
                            bytes.remaining(),
                            StandardCharsets.UTF_8)
                    : decode(copy(bytes));
        }
    }
}
