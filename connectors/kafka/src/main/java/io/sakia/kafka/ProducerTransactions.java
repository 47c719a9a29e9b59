package io.sakia.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Transactions of a producer. The mark is an offset of a consumer group of their own, at the first partition of the sink's topic. */
final class ProducerTransactions implements Transactions {
    private final KafkaClient client;
    private final String id;
    private final TopicPartition place;
    private @Nullable Producer<byte[], byte[]> producer;
    private @Nullable ConsumerGroupMetadata group;

    /**
     * Transactions.
     *
     * @param id the transactional id, and the name of the group
     * @param topic must exist
     */
    ProducerTransactions(KafkaClient client, String id, String topic) {
        this.client = client;
        this.id = id;
        this.place = new TopicPartition(topic, 0);
    }

    @Override
    public long recover() {
        close();
        Map<String, Object> needed = new HashMap<>();
        needed.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        needed.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, client.patience().toMillis());
        Map<String, Object> all = client.with(needed);
        all.remove("default.api.timeout.ms");
        all.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 120_000);
        Producer<byte[], byte[]> opened =
                new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
        producer = opened;
        opened.initTransactions();
        return mark();
    }

    /** Asks for what is committed, and waits for what is about to be. */
    private long mark() {
        try (Admin admin = Admin.create(client.with(Map.of()))) {
            admin.describeTopics(List.of(place.topic())).allTopicNames().get();
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(
                            Map.of(id, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(place))),
                            new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .partitionsToOffsetAndMetadata(id)
                    .get()
                    .get(place);
            return offset == null ? NO_MARK : offset.offset();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw KafkaTrouble.noTopic(client, place.topic());
            }
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }

    @Override
    public void begin() {
        producer().beginTransaction();
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record) {
        producer().send(record);
    }

    @Override
    public void commit(long epoch) {
        Producer<byte[], byte[]> sending = producer();
        sending.sendOffsetsToTransaction(Map.of(place, new OffsetAndMetadata(epoch, "epoch")), group());
        sending.commitTransaction();
    }

    /** A group without members; only a consumer can make that. */
    private ConsumerGroupMetadata group() {
        ConsumerGroupMetadata known = group;
        if (known == null) {
            ByteArrayDeserializer bytes = new ByteArrayDeserializer();
            try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                    client.with(Map.of(
                            ConsumerConfig.GROUP_ID_CONFIG, id, ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)),
                    bytes,
                    bytes)) {
                known = consumer.groupMetadata();
                group = known;
            }
        }
        return known;
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            throw new IllegalStateException("recover first");
        }
        return open;
    }

    @Override
    public void close() {
        Producer<byte[], byte[]> closing = producer;
        producer = null;
        if (closing != null) {
            closing.close(Duration.ZERO);
        }
    }
}
