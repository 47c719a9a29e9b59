package io.sakia.kafka;

import io.sakia.function.Function;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of a topic, with where it stands there.
 *
 * <pre>{@code
 * clicks.map(record -> record.key() + " at " + record.offset())
 * }</pre>
 *
 * @param topic the topic
 * @param partition the partition of the topic
 * @param offset where it stands in the partition
 * @param timestamp in milliseconds since 1970, as the producer or the broker set it; −1 if there is none
 * @param key its key, or null
 * @param value its value, or null: in a compacted topic that says that the key is deleted
 * @param headers in their order
 */
public record KafkaRecord<K, V>(
        String topic,
        int partition,
        long offset,
        long timestamp,
        @Nullable K key,
        @Nullable V value,
        List<KafkaHeader> headers)
        implements Serializable {
    /**
     * The same record with what a function makes of its value; no value stays none. In a {@code map}, where a policy for bad records may follow:
     *
     * <pre>{@code
     * ssc.source(KafkaSource.topic("localhost:9092", "clicks"))
     *         .map(record -> record.mapValue(Click::parse))
     *         .onError(ErrorPolicy.deadLetter())
     * }</pre>
     */
    public <W> KafkaRecord<K, W> mapValue(Function<? super V, ? extends W> function) throws Exception {
        W mapped = value == null ? null : function.call(value);
        return new KafkaRecord<>(topic, partition, offset, timestamp, key, mapped, headers);
    }
}
