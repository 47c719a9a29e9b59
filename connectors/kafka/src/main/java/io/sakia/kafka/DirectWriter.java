package io.sakia.kafka;

import io.sakia.connector.Sink;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** Sends a task's records at once; the task has succeeded when brokers have them all. */
final class DirectWriter<T> implements Sink.Writer<T, StagedRecords> {
    private final KafkaClient client;
    private final Message<T> message;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    DirectWriter(KafkaClient client, Message<T> message, Producer<byte[], byte[]> producer) {
        this.client = client;
        this.message = message;
        this.producer = producer;
    }

    @Override
    public void write(T record) throws Exception {
        check();
        producer.send(message.of(record), (sent, failed) -> {
            if (failed != null) {
                failure.compareAndSet(null, failed);
            }
        });
    }

    @Override
    public StagedRecords stage() throws Exception {
        producer.flush();
        check();
        return StagedRecords.NOTHING;
    }

    private void check() throws Exception {
        Exception failed = failure.get();
        if (failed instanceof KafkaException e) {
            throw KafkaTrouble.of(client, message.topic(), e);
        }
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public void abort() {} // what was sent was sent
}
