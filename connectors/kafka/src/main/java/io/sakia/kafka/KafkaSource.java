package io.sakia.kafka;

import io.sakia.connector.Cursor;
import io.sakia.connector.EventTime;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Source;
import io.sakia.plan.Origin;
import io.sakia.plan.SourceNode;
import io.sakia.plan.UserApi;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * The records of topics, each once. Batches read offsets that were planned for them, without a receiver; a batch that runs again reads the same ones.
 *
 * <pre>{@code
 * ssc.source(KafkaSource.topic("localhost:9092", "clicks")
 *         .keys(Decoder.text())
 *         .values(Decoder.text())
 *         .start(Start.latest())
 *         .group("shop"))
 * }</pre>
 *
 * <p>Without decoders keys and values are bytes.
 *
 * @param <K> the keys
 * @param <V> the values
 */
@UserApi
public final class KafkaSource<K, V> implements Source<KafkaRecord<K, V>, OffsetRange> {
    private static final Map<String, String> RESERVED = Map.of(
            "bootstrap.servers", "name brokers where the source is made",
            "group.id", "use group(…)",
            "enable.auto.commit", "offsets are committed with batches; use group(…)",
            "auto.offset.reset", "use start(…) and onExpired(…)",
            "isolation.level", "use committedOnly(…)",
            "key.deserializer", "use keys(…)",
            "value.deserializer", "use values(…)",
            "allow.auto.create.topics", "create the topic before the stream starts");

    private final KafkaClient client;
    private final Topics topics;
    private final KafkaReading reading;
    private final Decoder<K> keys;
    private final Decoder<V> values;
    private final Optional<EventTime<KafkaRecord<K, V>>> eventTime;

    private KafkaSource(
            KafkaClient client,
            Topics topics,
            KafkaReading reading,
            Decoder<K> keys,
            Decoder<V> values,
            Optional<EventTime<KafkaRecord<K, V>>> eventTime) {
        this.client = client;
        this.topics = topics;
        this.reading = reading;
        this.keys = keys;
        this.values = values;
        this.eventTime = eventTime;
    }

    /** Topics by name, as bytes, from their oldest records on. */
    public static KafkaSource<byte[], byte[]> topic(String servers, String... names) {
        return of(servers, Topics.of(names));
    }

    /** What is chosen of a cluster, as bytes, from the oldest records on. */
    public static KafkaSource<byte[], byte[]> of(String servers, Topics topics) {
        return new KafkaSource<>(
                KafkaClient.of(servers),
                topics,
                KafkaReading.usual(),
                Decoder.bytes(),
                Decoder.bytes(),
                Optional.empty());
    }

    /** The same with keys that mean something. */
    public <T> KafkaSource<T, V> keys(Decoder<T> decoder) {
        requireNoTime();
        return new KafkaSource<>(client, topics, reading, decoder, values, Optional.empty());
    }

    /** The same with values that mean something. */
    public <T> KafkaSource<K, T> values(Decoder<T> decoder) {
        requireNoTime();
        return new KafkaSource<>(client, topics, reading, keys, decoder, Optional.empty());
    }

    private void requireNoTime() {
        if (eventTime.isPresent()) {
            throw new IllegalStateException("say what keys and values are before saying where the time stands");
        }
    }

    /** Where to begin at the first start; by default with the oldest records. */
    public KafkaSource<K, V> start(Start start) {
        return with(reading.start(start));
    }

    /** What to do when records are gone before they were read; by default the stream fails. */
    public KafkaSource<K, V> onExpired(Expired onExpired) {
        return with(reading.onExpired(onExpired));
    }

    /** The consumer group that is told, with each epoch that is committed, how far the stream has come. The stream itself goes by its checkpoint. */
    public KafkaSource<K, V> group(String name) {
        return with(reading.group(name));
    }

    /** Whether records of transactions count only once these are committed, which is so by default. */
    public KafkaSource<K, V> committedOnly(boolean only) {
        return with(reading.committedOnly(only));
    }

    /** How many records are read of each partition in a second, at most. */
    public KafkaSource<K, V> recordsPerSecond(long most) {
        if (most < 1) {
            throw new IllegalArgumentException(
                    "a partition is read at a rate of at least 1 record a second, not " + most);
        }
        return with(reading.recordsPerSecond(most));
    }

    /** Lets several tasks read one partition, where there are fewer partitions than tasks, in ranges of at least so many records; 10,000 by default. */
    public KafkaSource<K, V> smallestRange(long records) {
        return with(reading.smallestRange(records));
    }

    /** How often to look for new topics and partitions; every 10 seconds by default. */
    public KafkaSource<K, V> discovery(Duration every) {
        return with(reading.discovery(every));
    }

    /** A property for Kafka's clients, such as {@code security.protocol}. Its value is never printed and not kept in the checkpoint. */
    public KafkaSource<K, V> property(String name, String value) {
        return new KafkaSource<>(client.property(name, value, RESERVED), topics, reading, keys, values, eventTime);
    }

    /** How long to wait for brokers before it is an error; 30 seconds by default. */
    public KafkaSource<K, V> patience(Duration time) {
        return new KafkaSource<>(client.withPatience(time), topics, reading, keys, values, eventTime);
    }

    /** Records happened at their timestamps, and come out of order within a partition by at most so much. */
    public KafkaSource<K, V> timestamps(Duration lateness) {
        return eventTime(
                EventTime.<KafkaRecord<K, V>>ofMillis(KafkaRecord::timestamp).lateness(lateness));
    }

    /** Says when the things happened of which records tell; each partition of a topic has a watermark of its own. */
    public KafkaSource<K, V> eventTime(EventTime<KafkaRecord<K, V>> time) {
        return new KafkaSource<>(client, topics, reading, keys, values, Optional.of(time));
    }

    private KafkaSource<K, V> with(KafkaReading other) {
        return new KafkaSource<>(client, topics, other, keys, values, eventTime);
    }

    @Override
    public String description() {
        return "Kafka " + topics;
    }

    @Override
    public RangeReader<KafkaRecord<K, V>, OffsetRange> reader() {
        return new KafkaReaders<>(client, reading.committedOnly(), reading.onExpired(), keys, values);
    }

    @Override
    public Class<OffsetRange> rangeType() {
        return OffsetRange.class;
    }

    @Override
    public Class<KafkaCursor> cursorType() {
        return KafkaCursor.class;
    }

    @Override
    public Optional<EventTime<KafkaRecord<K, V>>> eventTime() {
        return eventTime;
    }

    @Override
    public Planner<OffsetRange> open(@Nullable Cursor from, Runnable signal) throws IOException {
        if (from != null && !(from instanceof KafkaCursor)) {
            throw new IllegalArgumentException(
                    "the checkpoint has a " + from.getClass().getName() + " for " + description()
                            + ", which needs a KafkaCursor: give each source the name that it had when the checkpoint was written");
        }
        try {
            return planner((KafkaCursor) from, signal);
        } catch (KafkaTrouble e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Planner<OffsetRange> planner(@Nullable KafkaCursor from, Runnable signal) {
        LongSupplier nanos = Time.SYSTEM::nanoseconds;
        Cluster cluster = connect();
        try {
            KafkaPlanner planner = new Beginning(cluster, client, topics, reading)
                    .planner(from, signal, new Pace(reading.recordsPerSecond(), nanos));
            ClusterWatch watch = new ClusterWatch(cluster, client, topics, reading, planner, nanos);
            planner.watchedBy(watch);
            watch.start(topics.toString());
            return planner;
        } catch (KafkaException e) {
            cluster.close();
            throw KafkaTrouble.of(client, topics.toString(), e);
        }
    }

    private Cluster connect() {
        try {
            return ConsumerCluster.of(client, reading);
        } catch (KafkaException e) {
            throw KafkaTrouble.of(client, topics.toString(), e);
        }
    }

    /**
     * The records of some offsets, each range a partition of the RDD: to go over the past of a topic again. Where from a stream reads is not changed.
     *
     * <pre>{@code source.rdd(context, List.of(new OffsetRange("clicks", 0, 0, 1000), new OffsetRange("clicks", 1, 0, 800))) }</pre>
     */
    public RDD<KafkaRecord<K, V>> rdd(SakiaContext context, List<OffsetRange> ranges) {
        return context.rdd(new SourceNode<>(Origin.here("kafka"), ranges, reader()));
    }

    /**
     * The records that are there now, from the {@linkplain #start start} on.
     *
     * @throws org.apache.kafka.common.KafkaException if the cluster can't be asked, or there is no such topic
     */
    public RDD<KafkaRecord<K, V>> rdd(SakiaContext context) {
        Origin origin = Origin.here("kafka");
        try (Cluster cluster = connect()) {
            List<OffsetRange> ranges =
                    new Beginning(cluster, client, topics, reading).ranges(context.defaultParallelism());
            return context.rdd(new SourceNode<>(origin, ranges, reader()));
        } catch (KafkaException e) {
            throw KafkaTrouble.of(client, topics.toString(), e);
        }
    }

    /**
     * The offsets of which an RDD of a stream is made, where nothing was shuffled on the way: for programs that keep them beside their results.
     *
     * <pre>{@code stream.foreachRDD(rdd -> save(KafkaSource.offsetRanges(rdd), rdd.collect())) }</pre>
     */
    public static List<OffsetRange> offsetRanges(RDD<?> rdd) {
        return ReadRanges.of(rdd.plan());
    }
}
