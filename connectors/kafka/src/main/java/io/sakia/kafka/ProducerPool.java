package io.sakia.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producers of an executor, one for each cluster, which its tasks share. Thread-safe. */
final class ProducerPool implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Map<KafkaClient, Producer<byte[], byte[]>> producers = new HashMap<>();

    synchronized Producer<byte[], byte[]> get(KafkaClient client) {
        return producers.computeIfAbsent(client, ProducerPool::make);
    }

    private static Producer<byte[], byte[]> make(KafkaClient client) {
        Map<String, Object> all = client.with(Map.of());
        all.remove("default.api.timeout.ms");
        all.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, client.patience().toMillis());
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized void close() {
        producers.values().forEach(each -> each.close(CLOSING));
        producers.clear();
    }
}
