package io.sakia.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import io.sakia.connector.Sink;
import io.sakia.connector.Staging;
import io.sakia.testkit.sink.SinkKit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is staged is published once, whatever the disk, the broker and other runs do. */
class EpochPublisherTest {
    private static final KafkaClient CLIENT = KafkaClient.of("localhost:1");
    private static final Message<String> MESSAGE = new Message<>("words", null, null, bytes(), null, null);

    @TempDir
    private Path folder;

    private int runs;

    private static Message.Part<String> bytes() {
        return record -> record.getBytes(StandardCharsets.UTF_8);
    }

    /** A sink to a topic that is made up. */
    private record Faked(Staging staging, String run, FakeTopic topic, FakeTopic.Script script)
            implements Sink<String, StagedRecords> {
        @Override
        public String description() {
            return "a fake";
        }

        @Override
        public WriterFactory<String, StagedRecords> writers() {
            return target -> new StagedFile<>(MESSAGE, staging, target, run);
        }

        @Override
        public Class<StagedRecords> stagedType() {
            return StagedRecords.class;
        }

        @Override
        public EpochPublisher open() throws IOException {
            SinkFolder place = SinkFolder.open(staging);
            place.id();
            while (true) {
                try {
                    return EpochPublisher.open(
                            CLIENT, "words", place, topic.open(script), Duration.ofNanos(1000), () -> 0);
                } catch (KafkaTrouble e) {
                    if (!(e.getCause() instanceof TimeoutException)) {
                        throw e;
                    }
                }
            }
        }

        StagedRecords stage(long batch, int partition, String... records) throws Exception {
            try (Sink.Writer<String, StagedRecords> writer =
                    writers().open(new Sink.Target("words", batch, 0, partition, 1))) {
                for (String record : records) {
                    writer.write(record);
                }
                return writer.stage();
            }
        }
    }

    private Faked sink(FakeTopic topic, FakeTopic.Script script) {
        return new Faked(new Staging(FileStores.local(), folder.toString(), false), "run" + ++runs, topic, script);
    }

    @Test
    void crashesAtEachStepOfDiskAndTransactionLoseAndDoubleNothing() {
        FakeTopic[] topic = {new FakeTopic()};
        int runs = new SinkKit<String, StagedRecords>(
                        (stores, run) -> {
                            if (run.equals("run-0")) {
                                topic[0] = new FakeTopic();
                            }
                            Staging staging = new Staging(stores, "/checkpoint/sinks/words", true);
                            return new Faked(staging, run, topic[0], touching(staging.open()));
                        },
                        stores -> List.copyOf(topic[0].committed),
                        i -> "word " + i)
                .wholeBatches()
                .seeds(2)
                .run();
        assertThat(runs).isGreaterThan(500);
    }

    /** Does something to the disk at each step of a transaction, so that a disk that crashes does so between them too. */
    private static FakeTopic.Script touching(FileStore store) {
        return (what, done) -> {
            try {
                store.delete("nothing");
            } catch (IOException e) {
                throw new TimeoutException(new UncheckedIOException(e));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverFailsWithTheBrokerIsRepeatedUntilItIsThereOnce(long seed) throws Exception {
        FakeTopic topic = new FakeTopic();
        SplittableRandom random = new SplittableRandom(seed);
        List<String> expected = new ArrayList<>();
        long epoch = 0;
        for (int life = 0; life < 5; life++) {
            Faked sink = sink(topic, FakeTopic.rough(random, 4 + random.nextInt(20)));
            try (EpochPublisher publisher = sink.open()) {
                for (int i = 0; i < 10; i++) {
                    epoch++;
                    String[] records = IntStream.range(0, random.nextInt(5))
                            .mapToObj(n -> "word " + expected.size() + "." + n)
                            .toArray(String[]::new);
                    List<StagedRecords> staged =
                            List.of(sink.stage(epoch, 0, records), sink.stage(epoch, 1, "last of " + epoch));
                    publisher.publish(epoch, staged);
                    expected.addAll(List.of(records));
                    expected.add("last of " + epoch);
                    if (random.nextBoolean()) {
                        publisher.publish(epoch, staged);
                    }
                    assertThat(topic.committed).isEqualTo(expected);
                }
            }
        }
        assertThat(topic.transactions).isEqualTo(50);
        assertThat(files()).allSatisfy(file -> assertThat(file).doesNotContain("part-"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    @Test
    void aCommitOfWhichNobodyKnowsIsAskedAbout() throws Exception {
        FakeTopic topic = new FakeTopic();
        Faked sink = sink(topic, FakeTopic.once("commit", true, new TimeoutException("no answer")));
        try (EpochPublisher publisher = sink.open()) {
            publisher.publish(1, List.of(sink.stage(1, 0, "a")));
        }
        assertThat(topic.committed).containsExactly("a");
        assertThat(topic.transactions).isEqualTo(1);
    }

    @Test
    void anOlderRunIsShutOut() throws Exception {
        FakeTopic topic = new FakeTopic();
        Faked old = sink(topic, FakeTopic.smooth());
        Faked young = sink(topic, FakeTopic.smooth());
        try (EpochPublisher first = old.open();
                EpochPublisher second = young.open()) {
            assertThatThrownBy(() -> first.publish(1, List.of(old.stage(1, 0, "old"))))
                    .hasCauseInstanceOf(ProducerFencedException.class)
                    .hasMessageContaining("another run of this program has taken over");
            second.publish(1, List.of(young.stage(1, 0, "young")));
        }
        assertThat(topic.committed).containsExactly("young");
    }

    @Test
    void whatWillNeverWorkIsAnError() throws Exception {
        FakeTopic topic = new FakeTopic();
        Faked sink = sink(topic, FakeTopic.once("send", false, new RecordTooLargeException("2 MB")));
        try (EpochPublisher publisher = sink.open()) {
            List<StagedRecords> staged = List.of(sink.stage(1, 0, "a"));
            assertThatThrownBy(() -> publisher.publish(1, staged)).hasMessage("localhost:1, words: 2 MB");
            publisher.publish(1, staged);
        }
        assertThat(topic.committed).containsExactly("a");
    }

    @Test
    void aMarkThatShouldBeThereAndIsNotIsAnError() throws Exception {
        FakeTopic topic = new FakeTopic();
        Faked sink = sink(topic, FakeTopic.smooth());
        try (EpochPublisher publisher = sink.open()) {
            publisher.publish(1, List.of(sink.stage(1, 0, "a")));
        }
        topic.mark = Transactions.NO_MARK;
        assertThatThrownBy(sink::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not known any more")
                .hasMessageContaining("offsets.retention.minutes");
    }

    @Test
    void anOldCopyOfTheCheckpointIsRefused() throws Exception {
        FakeTopic topic = new FakeTopic();
        topic.mark = 9;
        Faked sink = sink(topic, FakeTopic.smooth());
        try (EpochPublisher publisher = sink.open()) {
            assertThatThrownBy(() -> publisher.publish(7, List.of(sink.stage(1, 0, "a"))))
                    .hasMessageContaining("which has its epoch 9 already: the checkpoint is an old copy");
        }
    }

    @Test
    void aDamagedFileIsNotPublishedInPart() throws Exception {
        FakeTopic topic = new FakeTopic();
        Faked sink = sink(topic, FakeTopic.smooth());
        StagedRecords staged = sink.stage(1, 0, "aaa", "bbb");
        Path file = folder.resolve(staged.file());
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x11;
            Files.write(file, damaged);
            try (EpochPublisher publisher = sink.open()) {
                assertThatThrownBy(() -> publisher.publish(1, List.of(staged))).isInstanceOf(IOException.class);
            }
            Files.write(file, Arrays.copyOf(bytes, i));
            try (EpochPublisher publisher = sink.open()) {
                assertThatThrownBy(() -> publisher.publish(1, List.of(staged))).hasMessageContaining("is damaged");
            }
        }
        assertThat(topic.committed).isEmpty();
        Files.write(file, bytes);
        try (EpochPublisher publisher = sink.open()) {
            publisher.publish(1, List.of(staged));
        }
        assertThat(topic.committed).containsExactly("aaa", "bbb");
    }

    @Test
    void whatIsReadIsWhatWasStaged() throws Exception {
        Message<Integer> message = new Message<>(
                "words",
                i -> "topic-" + i % 3,
                i -> i % 4 == 0 ? null : new byte[i],
                i -> i % 5 == 0 ? null : new byte[] {(byte) (int) i},
                i -> i % 6 == 0 ? List.of(KafkaHeader.of("h", "v" + i), new KafkaHeader("none", null)) : List.of(),
                i -> i % 7 == 0 ? null : 1000L * i);
        Staging staging = new Staging(FileStores.local(), folder.toString(), false);
        StagedFile<Integer> writer = new StagedFile<>(message, staging, new Sink.Target("words", 1, 0, 0, 1), "run");
        for (int i = 0; i < 100; i++) {
            writer.write(i);
        }
        StagedRecords staged = writer.stage();
        assertThat(staged.records()).isEqualTo(100);
        try (StagedInput input = new StagedInput(staging.open(), staged.file())) {
            for (int i = 0; i < 100; i++) {
                ProducerRecord<byte[], byte[]> read = input.next();
                assertThat(read).isNotNull();
                ProducerRecord<byte[], byte[]> expected = message.of(i);
                assertThat(read.topic()).isEqualTo(expected.topic());
                assertThat(read.key()).isEqualTo(expected.key());
                assertThat(read.value()).isEqualTo(expected.value());
                assertThat(read.timestamp()).isEqualTo(expected.timestamp());
                assertThat(read.headers()).isEqualTo(expected.headers());
            }
            assertThat(input.next()).isNull();
        }
    }
}
