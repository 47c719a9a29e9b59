package io.sakia.kafka;

import io.sakia.function.Function;
import java.io.Serializable;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * How a record of a stream becomes one of a topic.
 *
 * @param topic where it goes, unless {@code topics} says otherwise
 * @param topics gives the topic of each record, or null
 * @param keys gives the bytes of the key, or null where records have none
 * @param values gives the bytes of the value, or null
 * @param headers gives the headers, or null
 * @param timestamps gives the time in milliseconds since 1970, or null
 */
record Message<T>(
        String topic,
        @Nullable Function<T, String> topics,
        @Nullable Part<T> keys,
        Part<T> values,
        @Nullable Function<T, List<KafkaHeader>> headers,
        @Nullable Function<T, Long> timestamps)
        implements Serializable {
    /** Gives the bytes of a key or value, or null where there is none. */
    @FunctionalInterface
    interface Part<T> extends Serializable {
        byte @Nullable [] of(T record) throws Exception;
    }

    ProducerRecord<byte[], byte[]> of(T record) throws Exception {
        return new ProducerRecord<>(
                topics == null ? topic : topics.call(record),
                null,
                timestamps == null ? null : timestamps.call(record),
                keys == null ? null : keys.of(record),
                values.of(record),
                headers == null ? null : headers(headers.call(record)));
    }

    private static List<Header> headers(List<KafkaHeader> headers) {
        return headers.stream()
                .map(each -> (Header) new RecordHeader(each.key(), each.value()))
                .toList();
    }
}
