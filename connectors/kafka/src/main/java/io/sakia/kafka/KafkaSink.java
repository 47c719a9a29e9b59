package io.sakia.kafka;

import io.sakia.Pair;
import io.sakia.TaskContext;
import io.sakia.connector.Sink;
import io.sakia.connector.Staging;
import io.sakia.function.Function;
import io.sakia.plan.UserApi;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to topics. With a checkpoint each arrives exactly once, for readers that read what is committed only ({@code isolation.level=read_committed}): an epoch's
 * records, all or none, when the epoch ends.
 *
 * <pre>{@code
 * totals.to("totals", KafkaSink.pairs("localhost:9092", "totals", Encoder.text(), Encoder.text()));
 *
 * clicks.to("clicks", KafkaSink.<Click>to("localhost:9092", "clicks")
 *         .keys(Encoder.text(), Click::user)
 *         .values(Encoder.text(), Click::json));
 * }</pre>
 *
 * @param <T> the records
 */
@UserApi
public final class KafkaSink<T> implements Sink<T, StagedRecords> {
    private static final Map<String, String> RESERVED = Map.of(
            "bootstrap.servers", "name brokers where the sink is made",
            "transactional.id", "it belongs to the checkpoint",
            "key.serializer", "use keys(…)",
            "value.serializer", "use values(…)",
            "max.block.ms", "use patience(…)");

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final KafkaClient client;
    private final Message<T> message;
    private final boolean once;
    private final @Nullable Staging staging;
    private final String run = UUID.randomUUID().toString();

    private KafkaSink(KafkaClient client, Message<T> message, boolean once, @Nullable Staging staging) {
        this.client = client;
        this.message = message;
        this.once = once;
        this.staging = staging;
    }

    /** A sink that is told by {@link #values} what to write to a topic, which must exist. */
    public static <T> KafkaSink<T> to(String servers, String topic) {
        Topics.of(topic); // refuses what is no name
        Message.Part<T> unsaid = record -> {
            throw new IllegalStateException("the sink is not told what to write to " + topic + ": say values(…)");
        };
        return new KafkaSink<>(
                KafkaClient.of(servers), new Message<>(topic, null, null, unsaid, null, null), true, null);
    }

    /** Keys and values of pairs. */
    public static <K, V> KafkaSink<Pair<K, V>> pairs(
            String servers, String topic, Encoder<? super K> keys, Encoder<? super V> values) {
        return KafkaSink.<Pair<K, V>>to(servers, topic).keys(keys, Pair::key).values(values, Pair::value);
    }

    /** The keys of records; without it they have none. */
    public <K> KafkaSink<T> keys(Encoder<? super K> encoder, Function<? super T, ? extends @Nullable K> key) {
        return with(new Message<>(
                message.topic(),
                message.topics(),
                record -> encoded(encoder, key.call(record)),
                message.values(),
                message.headers(),
                message.timestamps()));
    }

    /** The values of records; one that is null deletes its key in a compacted topic. */
    public <V> KafkaSink<T> values(Encoder<? super V> encoder, Function<? super T, ? extends @Nullable V> value) {
        return with(new Message<>(
                message.topic(),
                message.topics(),
                message.keys(),
                record -> encoded(encoder, value.call(record)),
                message.headers(),
                message.timestamps()));
    }

    private static <V> byte @Nullable [] encoded(Encoder<? super V> encoder, @Nullable V value) throws Exception {
        return value == null ? null : encoder.encode(value);
    }

    /** The topic of each record, in place of the one for all; it must exist. */
    public KafkaSink<T> topics(Function<T, String> topic) {
        return with(new Message<>(
                message.topic(), topic, message.keys(), message.values(), message.headers(), message.timestamps()));
    }

    /** The headers of records; without it they have none. */
    public KafkaSink<T> headers(Function<T, List<KafkaHeader>> headers) {
        return with(new Message<>(
                message.topic(), message.topics(), message.keys(), message.values(), headers, message.timestamps()));
    }

    /** The timestamps of records, in milliseconds since 1970; without it the time at which they are sent. */
    public KafkaSink<T> timestamps(Function<T, Long> millis) {
        return with(new Message<>(
                message.topic(), message.topics(), message.keys(), message.values(), message.headers(), millis));
    }

    /** Sends records at once from tasks, without transactions: they arrive sooner, and those of batches that run again arrive again. Needs no checkpoint. */
    public KafkaSink<T> atLeastOnce() {
        return new KafkaSink<>(client, message, false, staging);
    }

    /** A property for Kafka's clients, such as {@code compression.type}. Its value is never printed and not kept in the checkpoint. */
    public KafkaSink<T> property(String name, String value) {
        return new KafkaSink<>(client.property(name, value, RESERVED), message, once, staging);
    }

    /** How long to wait for brokers at the start before it is an error; 30 seconds by default. Later they are waited for. */
    public KafkaSink<T> patience(Duration time) {
        return new KafkaSink<>(client.withPatience(time), message, once, staging);
    }

    private KafkaSink<T> with(Message<T> other) {
        return new KafkaSink<>(client, other, once, staging);
    }

    @Override
    public String description() {
        return "Kafka " + message.topic();
    }

    @Override
    public Sink<T, StagedRecords> stagingIn(Staging place) {
        return new KafkaSink<>(client, message, once, place);
    }

    @Override
    public Class<StagedRecords> stagedType() {
        return StagedRecords.class;
    }

    @Override
    public WriterFactory<T, StagedRecords> writers() {
        if (!once) {
            return new Direct<>(client, message);
        }
        return new Staged<>(message, staging(), run);
    }

    @Override
    public Publisher<StagedRecords> open() throws Exception {
        if (!once) {
            return new Sent();
        }
        SinkFolder folder = SinkFolder.open(staging());
        try {
            return EpochPublisher.open(
                    client,
                    message.topic(),
                    folder,
                    new ProducerTransactions(client, "sakia-" + folder.id(), message.topic()),
                    FIRST_PAUSE,
                    Time.SYSTEM::nanoseconds);
        } catch (KafkaTrouble e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Staging staging() {
        Staging place = staging;
        if (place == null) {
            throw new IllegalStateException(
                    "records reach " + message.topic()
                            + " exactly once only in a stream with a checkpoint: give it one (ssc.checkpoint(…), --checkpoint), or say atLeastOnce() on the sink");
        }
        return place;
    }

    private record Staged<T>(Message<T> message, Staging staging, String run)
            implements WriterFactory<T, StagedRecords> {
        @Override
        public Writer<T, StagedRecords> open(Target target) {
            return new StagedFile<>(message, staging, target, run);
        }
    }

    private record Direct<T>(KafkaClient client, Message<T> message) implements WriterFactory<T, StagedRecords> {
        @Override
        public Writer<T, StagedRecords> open(Target target) {
            ProducerPool pool = TaskContext.get().executorLocal("io.sakia.kafka.ProducerPool", ProducerPool::new);
            return new DirectWriter<>(client, message, pool.get(client));
        }
    }

    /** There is nothing to publish: tasks have sent it. */
    private static final class Sent implements Publisher<StagedRecords> {
        @Override
        public void publish(long epoch, List<StagedRecords> staged) {}

        @Override
        public void discard(List<StagedRecords> staged) {}
    }
}
