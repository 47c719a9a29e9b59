package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.StorageLevel;
import io.sakia.engine.EngineSettings;
import io.sakia.engine.Engines;
import io.sakia.engine.JobFailedException;
import io.sakia.function.SharedInTasks;
import io.sakia.plan.CacheNode;
import io.sakia.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is kept at each storage level, when memory is enough and when it is not. */
@Timeout(60)
class StorageLevelTest {
    private static final int PARTITIONS = 20;
    private static final int RECORDS = 2_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void whatFitsIsComputedOnce(StorageLevel level) throws IOException {
        Counted counted = new Counted();
        try (EmbeddedEngine engine = engine("256m")) {
            Plan<Pair<Integer, String>> kept = new CacheNode<>(Plans.origin("persist"), data(counted), level);
            for (int i = 0; i < 3; i++) {
                assertThat(Plans.collect(engine, kept)).isEqualTo(expected());
            }
            assertThat(counted.times.get()).isEqualTo(PARTITIONS);
            engine.release((CacheNode<?>) kept);
            assertThat(engine.space().budget().used()).isZero();
        }
        assertNothingLeft();
    }

    /** 40,000 records take about 4 MB as objects and more than 1 MB as bytes. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void tenTimesTheBudgetStaysCorrect(StorageLevel level) throws IOException {
        Counted counted = new Counted();
        try (EmbeddedEngine engine = engine(level.serialized() ? "100k" : "400k")) {
            CacheNode<Pair<Integer, String>> kept = new CacheNode<>(Plans.origin("persist"), data(counted), level);
            for (int i = 0; i < 3; i++) {
                assertThat(Plans.collect(engine, kept)).isEqualTo(expected());
            }
            if (level.useDisk()) {
                assertThat(counted.times.get()).isEqualTo(PARTITIONS);
            } else {
                assertThat(counted.times.get()).isGreaterThan(PARTITIONS);
            }
            engine.release(kept);
            assertThat(engine.space().budget().used()).isZero();
        }
        assertNothingLeft();
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY_AND_DISK", "MEMORY_AND_DISK_SER", "DISK_ONLY"})
    void whatIsLostOnDiskIsComputedAgain(StorageLevel level) throws IOException {
        Counted counted = new Counted();
        try (EmbeddedEngine engine = engine("100k")) {
            Plan<Pair<Integer, String>> kept = new CacheNode<>(Plans.origin("persist"), data(counted), level);
            assertThat(Plans.collect(engine, kept)).isEqualTo(expected());
            int deleted = deleteFiles();

            assertThat(Plans.collect(engine, kept)).isEqualTo(expected());
            assertThat(counted.times.get()).isGreaterThan(PARTITIONS);
            assertThat(deleted).isPositive();
            assertThat(Plans.collect(engine, kept)).isEqualTo(expected());
        }
        assertNothingLeft();
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY_AND_DISK", "DISK_ONLY"})
    void damagedFilesAreComputedAgain(StorageLevel level) throws IOException {
        Counted counted = new Counted();
        try (EmbeddedEngine engine = engine("100k")) {
            Plan<Pair<Integer, String>> kept = new CacheNode<>(Plans.origin("persist"), data(counted), level);
            assertThat(Plans.collect(engine, kept)).isEqualTo(expected());
            Random random = new Random(5);
            for (Path file : files()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[random.nextInt(bytes.length)] ^= 1;
                Files.write(file, bytes);
            }

            assertThat(Plans.collect(engine, kept)).isEqualTo(expected());
            assertThat(counted.times.get()).isGreaterThan(PARTITIONS);
        }
    }

    @Test
    void whatHasAnEffectIsNotComputedTwice() throws IOException {
        Counted counted = new Counted();
        try (EmbeddedEngine engine = engine("100k")) {
            Plan<Pair<Integer, String>> held = CacheNode.held(Plans.origin("updateStateByKey"), data(counted));
            assertThat(Plans.collect(engine, held)).isEqualTo(expected());
            assertThat(Plans.collect(engine, held)).isEqualTo(expected());
            assertThat(counted.times.get()).isEqualTo(PARTITIONS);
            assertThat(deleteFiles()).isPositive();

            assertThatThrownBy(() -> Plans.collect(engine, held))
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("updateStateByKey")
                    .hasMessageContaining("is lost, and can't be computed again");
            assertThat(counted.times.get()).isEqualTo(PARTITIONS);
        }
    }

    @Test
    void whatCannotBeWrittenStaysInMemory() {
        Counted counted = new Counted();
        try (EmbeddedEngine engine = engine("100k")) {
            Plan<Object> objects = Plans.mapPartitions(data(counted), (partition, records) -> {
                records.next();
                List<Object> opaque = new ArrayList<>();
                records.forEachRemaining(record -> opaque.add(new Opaque(record.key())));
                return opaque.iterator();
            });
            Plan<Object> kept = new CacheNode<>(Plans.origin("persist"), objects, StorageLevel.MEMORY_AND_DISK);
            List<List<Object>> first = Plans.collect(engine, kept);

            assertThat(first.stream().mapToInt(List::size).sum()).isEqualTo(PARTITIONS * (RECORDS - 1));
            assertThat(Plans.collect(engine, kept)).isEqualTo(first); // the very same objects
            assertThat(counted.times.get()).isEqualTo(PARTITIONS);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void manyJobsReadOneCacheWhileItIsEvicted(StorageLevel level) throws Exception {
        try (EmbeddedEngine engine = engine("400k")) {
            CacheNode<Pair<Integer, String>> kept =
                    new CacheNode<>(Plans.origin("persist"), data(new Counted()), level);
            CacheNode<Pair<Integer, String>> other =
                    new CacheNode<>(Plans.origin("persist"), data(new Counted()), level);
            List<Background<List<List<Pair<Integer, String>>>>> jobs = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Plan<Pair<Integer, String>> wanted = i % 2 == 0 ? kept : other;
                jobs.add(Background.start(() -> Plans.collect(engine, wanted)));
            }
            for (Background<List<List<Pair<Integer, String>>>> job : jobs) {
                assertThat(job.await()).isEqualTo(expected());
            }
            engine.release(kept);
            engine.release(other);
            assertThat(engine.space().budget().used()).isZero();
        }
        assertNothingLeft();
    }

    private EmbeddedEngine engine(String memory) {
        return (EmbeddedEngine) Engines.create(new EngineSettings(
                "local[2]",
                "test",
                Map.of("sakia.memory", memory, "sakia.local.dir", folder.toString()),
                updates -> {}));
    }

    private static Plan<Pair<Integer, String>> data(Counted counted) {
        List<List<Integer>> numbers =
                IntStream.range(0, PARTITIONS).mapToObj(List::of).toList();
        return Plans.mapPartitions(Plans.source(numbers), (partition, records) -> {
            counted.times.incrementAndGet();
            return records(partition).iterator();
        });
    }

    private static List<List<Pair<Integer, String>>> expected() {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(StorageLevelTest::records)
                .toList();
    }

    private static List<Pair<Integer, String>> records(int partition) {
        Random random = new Random(partition);
        return Stream.generate(() -> Pair.of(random.nextInt(), "a text " + random.nextInt(1000)))
                .limit(RECORDS)
                .toList();
    }

    private int deleteFiles() throws IOException {
        List<Path> files = files();
        for (Path file : files) {
            Files.delete(file);
        }
        return files.size();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().contains("lock"))
                    .toList();
        }
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).isEmpty();
        }
    }

    /** How often a partition was computed. */
    private static final class Counted implements SharedInTasks {
        private final AtomicInteger times = new AtomicInteger();
    }

    /** Neither a record nor Serializable. */
    private static final class Opaque {
        private final int number;

        Opaque(int number) {
            this.number = number;
        }

        @Override
        public String toString() {
            return "opaque " + number;
        }
    }
}
