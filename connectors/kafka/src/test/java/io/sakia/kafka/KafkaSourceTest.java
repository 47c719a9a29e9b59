package io.sakia.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Reader;
import io.sakia.connector.Source;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
class KafkaSourceTest {
    private static final Source.Limit ALL = Source.Limit.none(2);

    private final KafkaBroker broker;

    KafkaSourceTest(KafkaBroker broker) {
        this.broker = broker;
    }

    private KafkaSource<String, String> source(String topic) {
        return KafkaSource.topic(broker.servers(), topic).keys(Decoder.text()).values(Decoder.text());
    }

    private void send(String topic, int partition, String... values) throws Exception {
        try (Producer<String, String> producer = broker.producer(Map.of())) {
            for (String value : values) {
                KafkaBroker.get(producer.send(new ProducerRecord<>(topic, partition, "k-" + value, value)));
            }
        }
    }

    /** Signals of a planner, as they come. */
    private static final class Signals implements Runnable {
        private final LinkedBlockingQueue<Boolean> queue = new LinkedBlockingQueue<>();

        @Override
        public void run() {
            queue.add(true);
        }

        /** Plans until something is there. */
        Source.Plan<OffsetRange> plan(Source.Planner<OffsetRange> planner) throws Exception {
            Source.Plan<OffsetRange> plan = planner.plan(ALL);
            while (plan.ranges().isEmpty()) {
                assertThat(queue.poll(30, TimeUnit.SECONDS)).as("a signal").isTrue();
                plan = planner.plan(ALL);
            }
            return plan;
        }
    }

    private static <K, V> List<KafkaRecord<K, V>> read(KafkaSource<K, V> source, List<OffsetRange> ranges)
            throws Exception {
        List<KafkaRecord<K, V>> records = new ArrayList<>();
        for (OffsetRange range : ranges) {
            try (Reader<KafkaRecord<K, V>> reader = source.reader().open(range)) {
                for (KafkaRecord<K, V> record; (record = reader.read()) != null; ) {
                    records.add(record);
                    assertThat(reader.position()).isEqualTo(range.partition() + " offset " + record.offset());
                }
            }
        }
        return records;
    }

    private List<String> firstBatch(KafkaSource<String, String> source) throws Exception {
        try (Source.Planner<OffsetRange> planner = source.open(null, () -> {})) {
            return read(source, planner.plan(ALL).ranges()).stream()
                    .map(KafkaRecord::value)
                    .toList();
        }
    }

    @Test
    void recordsHaveKeyValueHeadersTimestampAndPosition() throws Exception {
        broker.topic("full", 2);
        try (Producer<String, String> producer = broker.producer(Map.of())) {
            ProducerRecord<String, String> record = new ProducerRecord<>("full", 1, 1234L, "key", "value");
            record.headers().add("trace", "7f".getBytes(StandardCharsets.UTF_8));
            KafkaBroker.get(producer.send(record));
            KafkaBroker.get(producer.send(new ProducerRecord<String, String>("full", 1, (Long) 1235L, null, null)));
        }
        KafkaSource<String, String> source = source("full");
        try (Source.Planner<OffsetRange> planner = source.open(null, () -> {})) {
            Source.Plan<OffsetRange> plan = planner.plan(ALL);
            assertThat(plan.ranges()).containsExactly(new OffsetRange("full", 1, 0, 2));
            assertThat(planner.partitions()).get().asString().isEqualTo("[full-0, full-1]");
            List<KafkaRecord<String, String>> records = read(source, plan.ranges());
            KafkaRecord<String, String> first = records.get(0);
            assertThat(first.headers()).singleElement().satisfies(header -> {
                assertThat(header.key()).isEqualTo("trace");
                assertThat(header.text()).isEqualTo("7f");
            });
            assertThat(first).isEqualTo(new KafkaRecord<>("full", 1, 0, 1234, "key", "value", first.headers()));
            assertThat(records.get(1)).isEqualTo(new KafkaRecord<>("full", 1, 1, 1235, null, null, List.of()));
            assertThat(planner.plan(ALL).ranges()).isEmpty();
        }
    }

    @Test
    void beginsWhereItIsTold() throws Exception {
        broker.topic("begin", 1);
        try (Producer<String, String> producer = broker.producer(Map.of())) {
            for (int i = 0; i < 4; i++) {
                KafkaBroker.get(producer.send(new ProducerRecord<>("begin", 0, 1000L * i, "k", "v" + i)));
            }
        }
        assertThat(firstBatch(source("begin").start(Start.earliest()))).containsExactly("v0", "v1", "v2", "v3");
        assertThat(firstBatch(source("begin").start(Start.latest()))).isEmpty();
        assertThat(firstBatch(source("begin").start(Start.since(Instant.ofEpochMilli(1500)))))
                .containsExactly("v2", "v3");
        assertThat(firstBatch(source("begin").start(Start.since(Instant.ofEpochMilli(5000)))))
                .isEmpty();
        assertThat(firstBatch(source("begin").start(Start.at("begin", 0, 3)))).containsExactly("v3");
        assertThatThrownBy(() -> firstBatch(source("begin").start(Start.at("begin", 0, 5))))
                .hasMessageContaining("begin-0 ends at offset 4, and the stream has read up to 5");
        assertThatThrownBy(() -> firstBatch(source("begin").start(Start.at("begin", 7, 0))))
                .hasMessageContaining("an offset to start at is given for begin-7");
    }

    @Test
    void tellsOfNewRecordsAndGoesOnFromACursor() throws Exception {
        broker.topic("going", 1);
        KafkaSource<String, String> source = source("going");
        Signals signals = new Signals();
        Source.Plan<OffsetRange> first;
        try (Source.Planner<OffsetRange> planner = source.open(null, signals)) {
            assertThat(planner.plan(ALL).ranges()).isEmpty();
            send("going", 0, "a", "b");
            first = signals.plan(planner);
        }
        send("going", 0, "c");
        try (Source.Planner<OffsetRange> planner = source.open(first.end(), signals)) {
            List<OffsetRange> ranges = new ArrayList<>(first.ranges());
            while (ranges.get(ranges.size() - 1).until() < 3) {
                ranges.addAll(signals.plan(planner).ranges());
            }
            assertThat(read(source, ranges)).extracting(KafkaRecord::value).containsExactly("a", "b", "c");
        }
    }

    @Test
    void partitionsThatAppearLaterAreReadFromTheirBeginning() throws Exception {
        broker.topic("growing", 1);
        KafkaSource<String, String> source =
                source("growing").start(Start.latest()).discovery(Duration.ofMillis(50));
        Signals signals = new Signals();
        try (Source.Planner<OffsetRange> planner = source.open(null, signals);
                Admin admin = broker.admin()) {
            KafkaBroker.get(admin.createPartitions(Map.of("growing", NewPartitions.increaseTo(2)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture());
            send("growing", 1, "late");
            assertThat(read(source, signals.plan(planner).ranges()))
                    .extracting(KafkaRecord::value)
                    .containsExactly("late");
            assertThat(planner.partitions()).get().asString().isEqualTo("[growing-0, growing-1]");
        }
    }

    @Test
    void topicsByPatternAppearToo() throws Exception {
        KafkaSource<byte[], byte[]> source =
                KafkaSource.of(broker.servers(), Topics.matching("shop-.*")).discovery(Duration.ofMillis(50));
        Signals signals = new Signals();
        try (Source.Planner<OffsetRange> planner = source.open(null, signals)) {
            assertThat(planner.plan(ALL).ranges()).isEmpty();
            broker.topic("shop-1", 1);
            broker.topic("warehouse-1", 1);
            send("warehouse-1", 0, "no");
            send("shop-1", 0, "yes");
            assertThat(signals.plan(planner).ranges()).containsExactly(new OffsetRange("shop-1", 0, 0, 1));
        }
    }

    @Test
    void onlyWhatIsCommittedIsReadAndMarksOfTransactionsEndARange() throws Exception {
        broker.topic("transactions", 1);
        try (Producer<String, String> producer = broker.producer(Map.of("transactional.id", "test"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("transactions", "k", "aborted"));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("transactions", "k", "committed"));
            producer.commitTransaction();
            producer.beginTransaction();
            KafkaBroker.get(producer.send(new ProducerRecord<>("transactions", "k", "open")));
            Signals signals = new Signals();
            List<OffsetRange> ranges = new ArrayList<>();
            try (Source.Planner<OffsetRange> planner = source("transactions").open(null, signals)) {
                while (ranges.isEmpty() || ranges.get(ranges.size() - 1).until() < 4) {
                    ranges.addAll(signals.plan(planner).ranges()); // marks come a little after the commit
                }
            }
            assertThat(ranges.get(ranges.size() - 1).until()).isEqualTo(4);
            assertThat(read(source("transactions"), ranges))
                    .extracting(KafkaRecord::value)
                    .containsExactly("committed");
            assertThat(firstBatch(source("transactions").committedOnly(false)))
                    .containsExactly("aborted", "committed", "open");
            producer.abortTransaction();
        }
        // behind the last record there are only what was taken back and a mark
        assertThat(read(source("transactions"), List.of(new OffsetRange("transactions", 0, 4, 6))))
                .isEmpty();
    }

    @Test
    void aPartitionFeedsManyTasks() throws Exception {
        broker.topic("hot", 1);
        try (Producer<String, String> producer = broker.producer(Map.of())) {
            for (int i = 0; i < 500; i++) {
                producer.send(new ProducerRecord<>("hot", "k", "v" + i));
            }
        }
        KafkaSource<String, String> source = source("hot").smallestRange(100);
        try (Source.Planner<OffsetRange> planner = source.open(null, () -> {})) {
            Source.Plan<OffsetRange> plan = planner.plan(new Source.Limit(401, 3));
            assertThat(plan.ranges())
                    .containsExactly(
                            new OffsetRange("hot", 0, 0, 134),
                            new OffsetRange("hot", 0, 134, 268),
                            new OffsetRange("hot", 0, 268, 401));
            assertThat(read(source, plan.ranges()))
                    .extracting(KafkaRecord::offset)
                    .containsExactlyElementsOf(LongStream.range(0, 401).boxed().toList());
        }
    }

    @Test
    void theGroupIsToldWhatIsCommittedTheLastIncluded() throws Exception {
        broker.topic("grouped", 1);
        send("grouped", 0, "a", "b", "c");
        KafkaSource<String, String> source = source("grouped").group("shop");
        try (Source.Planner<OffsetRange> planner = source.open(null, () -> {})) {
            planner.plan(new Source.Limit(1, 1));
            Source.Plan<OffsetRange> second = planner.plan(new Source.Limit(1, 1));
            planner.plan(new Source.Limit(1, 1));
            planner.committed(second.end());
        }
        try (Admin admin = broker.admin()) {
            assertThat(KafkaBroker.get(admin.listConsumerGroupOffsets("shop")
                                    .partitionsToOffsetAndMetadata()
                                    .toCompletionStage()
                                    .toCompletableFuture())
                            .get(new TopicPartition("grouped", 0))
                            .offset())
                    .isEqualTo(2);
        }
    }

    @Test
    void whatIsGoneBeforeItWasReadIsAnErrorUnlessTheProgramLetsItGo() throws Exception {
        broker.topic("short", 1);
        send("short", 0, "a", "b", "c", "d");
        KafkaSource<String, String> source = source("short");
        KafkaCursor cursor;
        try (Source.Planner<OffsetRange> planner = source.open(null, () -> {})) {
            cursor = (KafkaCursor) planner.plan(new Source.Limit(1, 1)).end();
        }
        try (Admin admin = broker.admin()) {
            KafkaBroker.get(admin.deleteRecords(Map.of(new TopicPartition("short", 0), RecordsToDelete.beforeOffset(3)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture());
        }
        assertThatThrownBy(() -> source.open(cursor, () -> {}))
                .hasMessageContaining("the records 1 to 2 of short-0 are gone before they were read")
                .hasMessageContaining("onExpired");
        assertThatThrownBy(() -> read(source, List.of(new OffsetRange("short", 0, 1, 4))))
                .hasMessageContaining("the records 1 to 2 of short-0 are gone before they were read");
        try (Source.Planner<OffsetRange> planner =
                source.onExpired(Expired.EARLIEST).open(cursor, () -> {})) {
            assertThat(planner.plan(ALL).ranges()).containsExactly(new OffsetRange("short", 0, 3, 4));
        }
        assertThat(read(source.onExpired(Expired.EARLIEST), List.of(new OffsetRange("short", 0, 1, 4))))
                .extracting(KafkaRecord::value)
                .containsExactly("d");
        try (Source.Planner<OffsetRange> planner =
                source.onExpired(Expired.LATEST).open(cursor, () -> {})) {
            assertThat(planner.plan(ALL).ranges()).isEmpty();
        }
    }

    @Test
    void anotherTopicOfThatNameIsNotTakenForTheSame() throws Exception {
        broker.topic("anew", 1);
        KafkaCursor cursor = new KafkaCursor(List.of(new KafkaCursor.TopicOffsets("anew", List.of(7L))));
        assertThatThrownBy(() -> source("anew").open(cursor, () -> {}))
                .hasMessageContaining("anew-0 ends at offset 0, and the stream has read up to 7");
    }

    @Test
    void aRecordThatCannotBeDecodedIsNamed() throws Exception {
        broker.topic("numbers", 1);
        send("numbers", 0, "no number");
        KafkaSource<byte[], Long> own =
                KafkaSource.topic(broker.servers(), "numbers").values(Decoder.longs());
        assertThatThrownBy(() -> read(own, List.of(new OffsetRange("numbers", 0, 0, 1))))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining(
                        "the value of the record at numbers-0 offset 0 can't be decoded: a long has 8 bytes, not 9");
        KafkaSource<byte[], Long> kafkas =
                KafkaSource.topic(broker.servers(), "numbers").values(Decoder.of(LongDeserializer::new));
        assertThatThrownBy(() -> read(kafkas, List.of(new OffsetRange("numbers", 0, 0, 1))))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("numbers-0 offset 0");
    }

    @Test
    void whatIsWrongWithTheClusterIsSaidInOneLine() throws IOException {
        assertThatThrownBy(() -> source("nothing").open(null, () -> {}))
                .hasMessageContaining(broker.servers() + " has no topic 'nothing'")
                .hasMessageContaining("create it");
        assertThatThrownBy(() -> KafkaSource.of(broker.servers(), Topics.partitions("nothing", 3))
                        .open(null, () -> {}))
                .hasMessageContaining("has no partition 3 of a topic 'nothing'");
        String nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = "127.0.0.1:" + socket.getLocalPort();
        }
        KafkaSource<byte[], byte[]> unreachable =
                KafkaSource.topic(nobody, "clicks").patience(Duration.ofSeconds(1));
        assertThatThrownBy(() -> unreachable.open(null, () -> {}))
                .hasMessageContaining(nobody + ", clicks: no answer within 1 s")
                .hasMessageContaining("check the address");
        assertThatThrownBy(() ->
                        KafkaSource.topic("no-such-host.invalid:9092", "clicks").open(null, () -> {}))
                .hasMessageContaining("no-such-host.invalid:9092")
                .hasMessageContaining("check the address");
    }
}
