package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.engine.Cancellation;
import io.sakia.engine.Job;
import io.sakia.engine.JobCancelledException;
import io.sakia.engine.JobFailedException;
import io.sakia.plan.KeyedPlans;
import io.sakia.plan.Plan;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong on disks, and in tasks that use them, changes no result. */
@Timeout(60)
class SpillFailureTest {
    private static final int RECORDS = 4_000;
    private static final long BUDGET = 20_000;

    @TempDir
    private Path folder;

    private final Plan<Pair<Integer, Integer>> input = Plans.source(List.of(numbers(0), numbers(1), numbers(2)));

    private static List<Pair<Integer, Integer>> numbers(int part) {
        return IntStream.range(0, RECORDS)
                .mapToObj(i -> Pair.of((i * 7919 + part) % 1_000, i * 10 + part))
                .toList();
    }

    private Plan<? extends Pair<Integer, ?>> shuffle(String kind, Plan<Pair<Integer, Integer>> pairs) {
        return switch (kind) {
            case "plain" -> Plans.partitionBy(pairs, 2);
            case "sorted" ->
                KeyedPlans.sort(
                        Plans.origin("sort"), pairs, new HashPartitioner(2), Comparator.<Integer>reverseOrder());
            case "grouped" -> Plans.group(pairs, 2);
            default -> Plans.aggregate(pairs, 2, Aggregate.reduce((a, b) -> 31 * a + b));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "sorted", "grouped", "folded"})
    void whatIsDamagedOrGoneIsComputedAgain(String kind) throws IOException {
        Plan<? extends Pair<Integer, ?>> plan = shuffle(kind, input);
        Object expected = new Reference().partitions(plan);
        try (EmbeddedEngine engine = TestEngine.within(BUDGET, 2, folder)) {
            assertThat(Plans.collect(engine, plan)).isEqualTo(expected);
            assertThat(damage(false)).as("files").isPositive();
            assertThat(Plans.collect(engine, plan)).as("after damage").isEqualTo(expected);
            assertThat(engine.space().losses()).isPositive();
            assertThat(damage(true)).as("files").isPositive();
            assertThat(Plans.pull(engine, plan)).as("after they were deleted").isEqualTo(expected);
        }
        nothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "sorted", "grouped", "folded"})
    void tasksThatFailWhileTheySpillChangeNothing(String kind) throws IOException {
        Probe visits = new Probe();
        Plan<Pair<Integer, Integer>> shaky = Plans.map(input, pair -> {
            if (pair.value() == 10 * (RECORDS - 1) + 1) {
                visits.failFirst(3);
            }
            return pair;
        });
        Object expected = new Reference().partitions(shuffle(kind, input));
        try (EmbeddedEngine engine = TestEngine.within(BUDGET, 2, folder)) {
            assertThat(Plans.collect(engine, shuffle(kind, shaky))).isEqualTo(expected);
            assertThat(visits.hits()).isGreaterThanOrEqualTo(4);
            assertThat(engine.space().folders().files()).isPositive();
        }
        nothingIsLeft();
    }

    @Test
    void aFoldThatFailsThriceBeyondMemoryIsComputedAgain() throws IOException {
        Probe adds = new Probe();
        Aggregate<Integer, ?, List<Integer>> lists = Aggregate.of(
                ArrayList::new,
                (ArrayList<Integer> list, Integer value) -> {
                    list.add(value);
                    return list;
                },
                (a, b) -> {
                    a.addAll(b);
                    if (adds.hit() % 1_500 == 0 && adds.hits() < 5_000) {
                        throw new IllegalStateException("a merge");
                    }
                    return a;
                },
                List::copyOf);
        Plan<Pair<Integer, List<Integer>>> plan = Plans.shuffle(input, new HashPartitioner(1), lists, true, null);
        List<List<Pair<Integer, Iterable<Integer>>>> expected = new Reference()
                .partitions(Plans.shuffle(input, new HashPartitioner(1), Aggregate.<Integer>iterable(), true, null));
        try (EmbeddedEngine engine = TestEngine.within(BUDGET, 2, folder)) {
            assertThat(Plans.collect(engine, plan).toString()).isEqualTo(expected.toString());
        }
        nothingIsLeft();
    }

    @Test
    void aFolderThatFailsIsLeftOutForTheNext() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path good = Files.createDirectory(folder.resolve("good"));
        Plan<? extends Pair<Integer, ?>> plan = shuffle("sorted", input);
        try (EmbeddedEngine engine = TestEngine.within(BUDGET, 2, file, good)) {
            assertThat(Plans.collect(engine, plan)).isEqualTo(new Reference().partitions(plan));
        }
        Plan<? extends Pair<Integer, ?>> again = shuffle("folded", input);
        try (EmbeddedEngine engine = TestEngine.within(BUDGET, 2, file)) {
            assertThatThrownBy(() -> Plans.collect(engine, again))
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("sakia.local.dir");
        }
    }

    @Test
    void aCancelledTaskLeavesNothingBehind() throws Exception {
        Probe last = new Probe();
        Plan<Pair<Integer, Integer>> slow = Plans.map(input, pair -> {
            if (pair.value() == 10 * (RECORDS - 1)) {
                last.stop();
            }
            return pair;
        });
        try (EmbeddedEngine engine = TestEngine.within(BUDGET, 1, folder)) {
            Cancellation cancellation = new Cancellation();
            Background<?> job = Background.start(() ->
                    engine.run(Job.over(Plans.origin("collect"), Plans.group(slow, 2), Plans.toList(), cancellation)));
            last.awaitReached();
            assertThat(engine.space().budget().used()).isPositive();
            cancellation.cancel("enough");
            assertThatThrownBy(job::await).isInstanceOf(JobCancelledException.class);
            assertThat(engine.space().budget().used()).isZero();
            try (Stream<Path> files = Files.walk(folder)) {
                assertThat(files.filter(file -> file.toString().contains("spill")))
                        .filteredOn(Files::isRegularFile)
                        .isEmpty();
            }
        }
        nothingIsLeft();
    }

    /** Spoils all files that hold records; gives how many there are. */
    private int damage(boolean delete) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .toList();
        }
        for (Path file : files) {
            if (delete) {
                Files.delete(file);
                continue;
            }
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                for (long at = 20; at < bytes.length(); at += 997) {
                    bytes.seek(at);
                    int before = bytes.read();
                    bytes.seek(at);
                    bytes.write(before ^ 0x55);
                }
            }
        }
        return files.size();
    }

    private void nothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
