package io.sakia.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster through a consumer. While it waits, it stands at the ends and asks for as little as Kafka gives, so that a broker answers as soon as a record comes, and
 * otherwise once a second.
 */
final class ConsumerCluster implements Cluster {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerCluster.class);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private boolean waiting;
    private boolean woken;

    private ConsumerCluster(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Makes a consumer; nothing is asked yet. */
    static ConsumerCluster of(KafkaClient client, KafkaReading reading) {
        Map<String, Object> needed = new HashMap<>();
        needed.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        needed.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"); // only for waiting: an end may have moved
        needed.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        needed.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, reading.isolation());
        needed.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        needed.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1);
        needed.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        needed.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 1000);
        needed.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, reading.discovery().toMillis());
        if (!reading.group().isEmpty()) {
            needed.put(ConsumerConfig.GROUP_ID_CONFIG, reading.group());
        }
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new ConsumerCluster(new KafkaConsumer<>(client.with(needed), bytes, bytes));
    }

    @Override
    public NavigableSet<Place> partitions(Topics topics) {
        NavigableSet<Place> places = new TreeSet<>();
        infos(topics).forEach((topic, partitions) -> {
            for (PartitionInfo each : partitions) {
                if (topics.has(topic, each.partition())) {
                    places.add(new Place(topic, each.partition()));
                }
            }
        });
        return places;
    }

    private Map<String, List<PartitionInfo>> infos(Topics topics) {
        Collection<String> names;
        if (topics instanceof Topics.Named named) {
            names = named.names();
        } else if (topics instanceof Topics.Partitions some) {
            names = some.numbers().keySet();
        } else {
            return consumer.listTopics();
        }
        Map<String, List<PartitionInfo>> infos = new TreeMap<>();
        for (String name : names) {
            List<PartitionInfo> partitions = consumer.partitionsFor(name);
            infos.put(name, partitions == null ? List.of() : partitions);
        }
        return infos;
    }

    @Override
    public NavigableMap<Place, Long> begins(Set<Place> places) {
        return offsets(places, consumer::beginningOffsets);
    }

    @Override
    public NavigableMap<Place, Long> ends(Set<Place> places) {
        return offsets(places, consumer::endOffsets);
    }

    @Override
    public NavigableMap<Place, Long> since(Set<Place> places, long millis) {
        NavigableMap<Place, Long> since = ends(places);
        Map<TopicPartition, Long> times = places.stream().collect(Collectors.toMap(Place::kafka, place -> millis));
        consumer.offsetsForTimes(times)
                .forEach((partition, found) -> Optional.<OffsetAndTimestamp>ofNullable(found)
                        .ifPresent(offset -> since.put(Place.of(partition), offset.offset())));
        return since;
    }

    private static NavigableMap<Place, Long> offsets(
            Set<Place> places, Function<Collection<TopicPartition>, Map<TopicPartition, Long>> asking) {
        NavigableMap<Place, Long> offsets = new TreeMap<>();
        asking.apply(kafka(places)).forEach((partition, offset) -> offsets.put(Place.of(partition), offset));
        return offsets;
    }

    private static Set<TopicPartition> kafka(Set<Place> places) {
        return places.stream().map(Place::kafka).collect(Collectors.toSet());
    }

    @Override
    public void await(NavigableMap<Place, Long> ends, Duration most) {
        if (!consumer.assignment().equals(kafka(ends.keySet()))) {
            consumer.assign(kafka(ends.keySet()));
        }
        ends.forEach((place, end) -> consumer.seek(place.kafka(), end));
        if (begin()) {
            try {
                consumer.poll(most);
            } catch (WakeupException e) {
                LOG.trace("woken"); // as was wanted
            } finally {
                end();
            }
        }
    }

    /** Whether to wait at all. */
    private synchronized boolean begin() {
        waiting = !woken;
        woken = false;
        return waiting;
    }

    private synchronized void end() {
        waiting = false;
        if (woken) {
            woken = false;
            try {
                consumer.poll(
                        Duration.ZERO); // takes the wake-up, if the wait was over before it came; the next call must
                // not meet it
            } catch (WakeupException e) {
                LOG.trace("woken late");
            }
        }
    }

    @Override
    public synchronized void wake() {
        woken = true;
        if (waiting) {
            consumer.wakeup();
        }
    }

    @Override
    public void commit(NavigableMap<Place, Long> next) {
        consumer.commitAsync(group(next), (offsets, failure) -> {
            if (failure != null) {
                LOG.warn(
                        "offsets could not be told to the consumer group; the next batch tries again: {}",
                        failure.toString());
            }
        });
    }

    @Override
    public void commitNow(NavigableMap<Place, Long> next, Duration most) {
        consumer.commitSync(group(next), most);
    }

    private static Map<TopicPartition, OffsetAndMetadata> group(NavigableMap<Place, Long> next) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        next.forEach((place, offset) -> offsets.put(place.kafka(), new OffsetAndMetadata(offset)));
        return offsets;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSING));
    }
}
