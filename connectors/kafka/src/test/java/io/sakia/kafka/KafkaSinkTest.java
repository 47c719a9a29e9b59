package io.sakia.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.connector.FileStores;
import io.sakia.connector.Sink;
import io.sakia.connector.Staging;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.StreamTester;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(BrokerExtension.class)
class KafkaSinkTest {
    private final KafkaBroker broker;

    @TempDir
    private Path folder;

    KafkaSinkTest(KafkaBroker broker) {
        this.broker = broker;
    }

    private KafkaSink<String> sink(String topic) {
        return KafkaSink.<String>to(broker.servers(), topic).values(Encoder.text(), value -> value);
    }

    private Sink<String, StagedRecords> staging(String topic) {
        return sink(topic).stagingIn(new Staging(FileStores.local(), folder.toString(), true));
    }

    private static List<StagedRecords> stage(Sink<String, StagedRecords> sink, long batch, String... records)
            throws Exception {
        try (Sink.Writer<String, StagedRecords> writer = sink.writers().open(new Sink.Target("sink", batch, 0, 0, 1))) {
            for (String record : records) {
                writer.write(record);
            }
            return List.of(writer.stage());
        }
    }

    private List<String> committed(String topic) {
        return broker.committed(topic).stream().map(ConsumerRecord::value).toList();
    }

    @Test
    void aStreamWritesEachResultOnceThroughItsLives() throws Exception {
        broker.topic("totals", 2);
        for (int life = 1; life <= 2; life++) {
            try (StreamTester tester = StreamTester.builder()
                    .checkpoint(folder)
                    .startingAt(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(100L * life))
                    .build()) {
                MemorySource<String> words = tester.input("words");
                tester.start(ssc -> ssc.source(new MemorySource<String>("words"))
                        .named("words")
                        .mapToPair(word -> Pair.of(word, 1L))
                        .<Long>updateStateByKey((ones, state) -> Optional.of(state.orElse(0L)
                                + ones.stream().mapToLong(each -> each).sum()))
                        .named("totals")
                        .to("out", KafkaSink.pairs(broker.servers(), "totals", Encoder.text(), Encoder.text())));
                words.add("a", "b", "a");
                tester.tick();
                tester.tick();
                tester.stop();
            }
        }
        assertThat(broker.committed("totals"))
                .extracting(record -> record.key() + record.value())
                .contains("a2", "b1", "a4", "b2");
        assertThat(folder.resolve("sinks")).isDirectory();
        try (Stream<Path> files = Files.walk(folder.resolve("sinks"))) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .contains("marked")
                    .noneMatch(name -> name.startsWith("part-"));
        }
    }

    @Test
    void recordsHaveTopicHeadersAndTimestampsOfTheirOwn() throws Exception {
        broker.topic("even", 1);
        broker.topic("odd", 1);
        Sink<Integer, StagedRecords> sink = KafkaSink.<Integer>to(broker.servers(), "even")
                .topics(i -> i % 2 == 0 ? "even" : "odd")
                .keys(Encoder.text(), i -> "k" + i)
                .values(Encoder.text(), i -> i == 3 ? null : i)
                .headers(i -> List.of(KafkaHeader.of("square", String.valueOf(i * i))))
                .timestamps(i -> 1000L * i)
                .stagingIn(new Staging(FileStores.local(), folder.toString(), true));
        try (Sink.Publisher<StagedRecords> publisher = sink.open();
                Sink.Writer<Integer, StagedRecords> writer = sink.writers().open(new Sink.Target("sink", 1, 0, 0, 1))) {
            for (int i = 2; i <= 4; i++) {
                writer.write(i);
            }
            publisher.publish(1, List.of(writer.stage()));
        }
        assertThat(broker.committed("even")).extracting(ConsumerRecord::key).containsExactly("k2", "k4");
        assertThat(broker.committed("odd")).singleElement().satisfies(record -> {
            assertThat(record.value()).isNull();
            assertThat(record.timestamp()).isEqualTo(3000);
            assertThat(record.headers().lastHeader("square").value()).asString().isEqualTo("9");
        });
    }

    @Test
    void whatIsPublishedAgainByTheNextRunIsThereOnce() throws Exception {
        broker.topic("again", 1);
        Sink<String, StagedRecords> first = staging("again");
        List<StagedRecords> staged;
        List<StagedRecords> sealed;
        try (Sink.Publisher<StagedRecords> publisher = first.open()) {
            staged = stage(first, 1, "a", "b");
            publisher.publish(1, staged);
            publisher.publish(1, staged);
            sealed = stage(first, 2, "c");
        }
        try (Sink.Publisher<StagedRecords> publisher = staging("again").open()) {
            publisher.publish(1, staged); // killed before it knew that this is published
        }
        try (Sink.Publisher<StagedRecords> publisher = staging("again").open()) {
            assertThatThrownBy(() -> publisher.publish(2, sealed))
                    .hasMessageContaining("part-0-2-1"); // swept by the run before
        }
        assertThat(committed("again")).containsExactly("a", "b");
    }

    @Test
    void whatAKilledRunLeftOpenIsTakenBackAndItsTransactionsAreShutOut() throws Exception {
        broker.topic("killed", 1);
        Sink<String, StagedRecords> sink = staging("killed");
        String id = "sakia-"
                + SinkFolder.open(new Staging(FileStores.local(), folder.toString(), true))
                        .id();
        try (ProducerTransactions killed = new ProducerTransactions(KafkaClient.of(broker.servers()), id, "killed")) {
            assertThat(killed.recover()).isEqualTo(Transactions.NO_MARK);
            killed.begin();
            killed.send(new ProducerRecord<>("killed", "half".getBytes(StandardCharsets.UTF_8)));
            try (Sink.Publisher<StagedRecords> publisher = sink.open()) {
                publisher.publish(1, stage(sink, 1, "whole"));
                assertThatThrownBy(() -> killed.commit(1)).isInstanceOf(ProducerFencedException.class);
            }
            assertThat(killed.recover()).isEqualTo(1);
        }
        assertThat(committed("killed")).containsExactly("whole");
    }

    @Test
    void aMarkThatTheBrokerHasLostIsAnError() throws Exception {
        broker.topic("lost", 1);
        Sink<String, StagedRecords> sink = staging("lost");
        try (Sink.Publisher<StagedRecords> publisher = sink.open()) {
            publisher.publish(1, stage(sink, 1, "a"));
        }
        String id = "sakia-"
                + SinkFolder.open(new Staging(FileStores.local(), folder.toString(), true))
                        .id();
        try (Admin admin = broker.admin()) {
            KafkaBroker.get(admin.deleteConsumerGroupOffsets(id, Set.of(new TopicPartition("lost", 0)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture());
        }
        assertThatThrownBy(() -> staging("lost").open())
                .hasMessageContaining("the mark that its last transaction left is gone");
    }

    @Test
    void whatIsWrongIsSaidAtTheStart() throws Exception {
        assertThatThrownBy(() -> staging("no-topic").open()).hasMessageContaining("has no topic 'no-topic'");
        assertThatThrownBy(() -> sink("no-topic").open())
                .hasMessageContaining("exactly once only in a stream with a checkpoint")
                .hasMessageContaining("atLeastOnce()");
        assertThatThrownBy(() -> KafkaSink.<String>to("127.0.0.1:1", "t")
                        .patience(Duration.ofSeconds(1))
                        .stagingIn(new Staging(FileStores.local(), folder.toString(), true))
                        .open())
                .hasMessageContaining("127.0.0.1:1, t: no answer within 1 s");
        assertThatThrownBy(() -> sink("t").property("transactional.id", "mine"))
                .hasMessage("the property transactional.id is not for programs to set: it belongs to the checkpoint");
        assertThatThrownBy(() -> KafkaSink.<String>to("localhost", "t"))
                .hasMessageContaining("'localhost' is no broker's address");
    }

    @Test
    void atLeastOnceNeedsNoCheckpoint() throws Exception {
        broker.topic("fast", 1);
        SakiaConf conf = new SakiaConf().setMaster("local[2]").setAppName("fast");
        try (StreamingContext ssc = new StreamingContext(conf, Duration.ofMillis(10))) {
            Queue<RDD<String>> queue = new ArrayDeque<>();
            queue.add(ssc.sakiaContext().parallelize(List.of("a", "b", "c"), 2));
            CountDownLatch done = new CountDownLatch(1);
            ssc.addStreamingListener(new StreamingListener() {
                @Override
                public void onEpochCommitted(long epoch, long firstBatch, long lastBatch) {
                    done.countDown();
                }
            });
            ssc.queueStream(queue).to("out", sink("fast").atLeastOnce());
            ssc.start();
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(committed("fast")).containsExactlyInAnyOrder("a", "b", "c");
    }
}
