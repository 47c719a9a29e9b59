package io.sakia.testkit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Accumulator;
import io.sakia.Pair;
import io.sakia.connector.FileStores;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.Checkpoints;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.checkpoint.PastBatch;
import io.sakia.streaming.console.Console;
import io.sakia.streaming.receiver.Receiver;
import io.sakia.streaming.replay.Comparison;
import io.sakia.streaming.replay.Condition;
import io.sakia.streaming.replay.Replay;
import io.sakia.streaming.replay.ReplayedBatch;
import io.sakia.streaming.replay.ReplayedOutput;
import io.sakia.streaming.replay.Search;
import io.sakia.streaming.time.Durations;
import io.sakia.streaming.time.Time;
import io.sakia.testkit.ManualClock;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.StreamTester;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches of a program that has run, run again. */
@Timeout(120)
class ReplayTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<Search.Found> looked = new ArrayList<>();
    private boolean endsLate;

    /** Totals of words, those of the last three seconds, and a print; to folders. */
    private void define(StreamingContext ssc) {
        Accumulator<Long, Long> seen = ssc.longAccumulator("seen");
        PairDStream<String, Long> counts = ssc.source(new MemorySource<String>("words"))
                .named("words")
                .map(word -> {
                    seen.add(1L);
                    return word;
                })
                .mapToPair(word -> Pair.of(word, 1L))
                .reduceByKey(Long::sum);
        PairDStream<String, Long> totals = counts.updateStateByKey(
                        (List<Long> values, Optional<Long> total) -> Optional.of(total.orElse(0L)
                                + values.stream().mapToLong(value -> value).sum()))
                .named("totals");
        totals.map(total -> total.key() + " " + total.value())
                .saveAsTextFiles(out("totals"))
                .named("out");
        totals.window(Durations.seconds(3))
                .reduceByKey(Long::sum)
                .map(sum -> sum.key() + " " + sum.value())
                .saveAsTextFiles(out("lately"))
                .named("lately");
        counts.print();
    }

    private String out(String name) {
        return folder.resolve(name).toString();
    }

    private StreamTester.Builder life(Instant start) {
        return StreamTester.builder().checkpoint(folder.resolve("checkpoint")).startingAt(start);
    }

    /** In batch n the word w comes n times, and every third one brings x. */
    private Instant run(StreamTester.Builder life, int from, int to) {
        try (StreamTester tester = life.build()) {
            MemorySource<String> words = tester.input("words");
            tester.start(ssc -> {
                define(ssc);
                if (endsLate) {
                    ssc.endEpochsBy(end -> {}); // when the next one ends
                }
            });
            for (int batch = from; batch <= to; batch++) {
                for (int i = 0; i < batch; i++) {
                    words.add("w");
                }
                if (batch % 3 == 0) {
                    words.add("x");
                }
                tester.tick();
            }
            tester.stop();
            return tester.now().toInstant();
        }
    }

    private Replay replay() throws IOException {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return Checkpoints.replay(
                folder.resolve("checkpoint").toString(),
                FileStores.local(),
                new SakiaConf().setMaster("local[2]"),
                null,
                this::define,
                new Console(out, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)));
    }

    private static ReplayedOutput output(ReplayedBatch batch, String name) {
        return batch.outputs().stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                files.put(
                        path.toString(),
                        Files.isDirectory(path)
                                ? "folder"
                                : new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    @Test
    void aBatchRunsAgainAsItRan() throws Exception {
        run(life(ManualClock.START), 1, 9);
        Map<String, String> before = files();

        ReplayedBatch batch = replay().run(6, 10, true);

        assertThat(output(batch, "out").lines()).containsExactlyInAnyOrder("w 21", "x 2");
        assertThat(output(batch, "out").count()).isEqualTo(2);
        assertThat(output(batch, "lately").lines()).containsExactlyInAnyOrder("w 46", "x 4");
        assertThat(output(batch, "out").comparison()).isEqualTo(new Comparison.Same(out("totals-" + time(6)), true));
        assertThat(output(batch, "lately").comparison()).isEqualTo(new Comparison.Same(out("lately-" + time(6)), true));
        assertThat(batch.info().records()).isEqualTo(7);
        assertThat(batch.totals()).containsEntry("seen", "23");
        assertThat(batch.sameProgram()).isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .contains("(w,6)", "(x,1)")
                .first()
                .asString()
                .contains("batch 6 ");
        assertThat(files()).isEqualTo(before);
    }

    private static long time(int batch) {
        return ManualClock.START.plusSeconds(batch).toEpochMilli();
    }

    @Test
    void eachRetainedBatchIsTheSame() throws Exception {
        Instant end = run(life(ManualClock.START), 1, 5);
        run(life(end), 6, 8); // another start, another segment of the log
        Replay replay = replay();
        assertThat(replay.batches()).map(PastBatch::id).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        for (PastBatch past : replay.batches()) {
            ReplayedBatch batch = replay.run(past.id(), 10, true);
            assertThat(batch.isDifferent()).as("batch %s", past).isFalse();
            assertThat(batch.outputs())
                    .filteredOn(output -> output.comparison() instanceof Comparison.Same)
                    .hasSize(2);
        }
    }

    @Test
    void batchesOfOneEpochRunOneAfterTheOther() throws Exception {
        run(life(ManualClock.START).conf("sakia.streaming.epoch", "4s"), 1, 10);
        Replay replay = replay();
        assertThat(replay.batches()).map(PastBatch::epoch).contains(1L, 2L).doesNotContain(10L);
        for (PastBatch past : replay.batches()) {
            assertThat(replay.run(past.id(), 10, true).isDifferent()).isFalse();
        }
        assertThat(output(replay.run(7, 10, true), "out").lines()).containsExactlyInAnyOrder("w 28", "x 2");
    }

    @Test
    void batchesThatRanWhileAnEpochEndedAreOfTheNextOne() throws Exception {
        endsLate = true;
        run(life(ManualClock.START).conf("sakia.checkpoint.segmentBytes", "1000"), 1, 8);
        Replay replay = replay();
        assertThat(replay.batches()).map(PastBatch::epoch).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        for (PastBatch past : replay.batches()) {
            assertThat(replay.run(past.id(), 10, true).isDifferent()).isFalse();
        }
    }

    @Test
    void smallSegmentsAreReadTogether() throws Exception {
        run(life(ManualClock.START).conf("sakia.checkpoint.segmentBytes", "1000"), 1, 12);
        assertThat(Files.list(folder.resolve("checkpoint/log"))).hasSizeGreaterThan(2);
        Replay replay = replay();
        assertThat(replay.batches()).hasSize(12);
        assertThat(replay.run(3, 10, true).isDifferent()).isFalse();
    }

    @Test
    void aDamagedOlderSegmentEndsThePast() throws Exception {
        run(life(ManualClock.START).conf("sakia.checkpoint.segmentBytes", "1000"), 1, 12);
        List<Path> segments;
        try (Stream<Path> files = Files.list(folder.resolve("checkpoint/log"))) {
            segments = files.sorted().toList();
        }
        byte[] bytes = Files.readAllBytes(segments.get(1));
        bytes[bytes.length / 2] ^= 1;
        Files.write(segments.get(1), bytes);
        List<PastBatch> left = replay().batches();
        assertThat(left).isNotEmpty().hasSizeLessThan(12);
        assertThat(left.get(left.size() - 1).id()).isEqualTo(12);
        assertThat(replay().run(left.get(0).id(), 10, true).isDifferent()).isFalse();
    }

    @Test
    void whatWasPublishedMayDiffer() throws Exception {
        run(life(ManualClock.START), 1, 4);
        Path part = Files.list(folder.resolve("totals-" + time(3)))
                .filter(file -> file.getFileName().toString().startsWith("part")
                        && file.toFile().length() > 0)
                .findFirst()
                .orElseThrow();
        String good = Files.readString(part);
        Files.writeString(part, good.replace("w 6", "w 5"));
        assertThat(output(replay().run(3, 10, true), "out").comparison())
                .isInstanceOfSatisfying(Comparison.Different.class, different -> {
                    assertThat(different.place()).isEqualTo(out("totals-" + time(3)));
                    assertThat(different.difference().part())
                            .isEqualTo(part.getFileName().toString());
                    assertThat(different.difference().published()).isEqualTo("w 5");
                    assertThat(different.difference().now()).isEqualTo("w 6");
                    assertThat(different.reordered()).isFalse();
                });
        Files.writeString(part, good + "y 1\n");
        assertThat(output(replay().run(3, 10, true), "out").comparison())
                .isInstanceOfSatisfying(Comparison.Different.class, different -> {
                    assertThat(different.difference().published()).isEqualTo("y 1");
                    assertThat(different.difference().now()).isNull();
                });
        Files.delete(part.resolveSibling("_SUCCESS"));
        assertThat(output(replay().run(3, 10, true), "out").comparison())
                .isEqualTo(new Comparison.Unknown(out("totals-" + time(3)) + " is not there any more"));
    }

    @Test
    void otherNumbersOfPartitionsAreComparedAsAWhole() throws Exception {
        run(life(ManualClock.START), 1, 6);
        Replay replay = Checkpoints.replay(
                folder.resolve("checkpoint").toString(),
                FileStores.local(),
                new SakiaConf().setMaster("local[2]").set("sakia.default.parallelism", "3"),
                null,
                this::define,
                Console.standard());
        assertThat(output(replay.run(6, 10, true), "out").comparison())
                .isEqualTo(new Comparison.Same(out("totals-" + time(6)), false));
    }

    @Test
    void theFirstBatchIsFound() throws Exception {
        run(life(ManualClock.START), 1, 20);
        assertThat(first("state.totals[w] > 40").batch().id()).isEqualTo(9);
        assertThat(looked).hasSize(9);
        assertThat(first("lines ~ /^w 1\\d$/").verdict().facts()).isEqualTo("a line is: w 10");
        assertThat(first("output.out.count = 2").batch().id()).isEqualTo(3);
        assertThat(first("state.totals.keys = 2").batch().id()).isEqualTo(3);
        assertThat(first("source.words.count > 10 and state.totals[x] = \"4\"")
                        .batch()
                        .id())
                .isEqualTo(12);
        assertThat(first("total.seen >= 100").batch().id()).isEqualTo(14);
        assertThat(replay().first(Condition.parse("state.totals[y] > 0"), looked::add))
                .isEmpty();
    }

    private Search.Found first(String condition) throws Exception {
        looked.clear();
        return replay().first(Condition.parse(condition), looked::add).orElseThrow();
    }

    @Test
    void bisectingLooksAtFewBatches() throws Exception {
        run(life(ManualClock.START).conf("sakia.streaming.epoch", "3s"), 1, 40);
        Map<String, String> before = files();
        Search.Found found = replay().bisect(Condition.parse("state.totals[w] > 300"), looked::add)
                .orElseThrow();
        assertThat(found.batch().id()).isEqualTo(25);
        assertThat(found.verdict().facts()).isEqualTo("state.totals[w] is 325");
        assertThat(looked).hasSizeLessThan(10);
        assertThat(replay().bisect(Condition.parse("state.totals[w] > 3000"), looked::add))
                .isEmpty();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aNameThatTheProgramDoesNotHaveIsRefused() throws Exception {
        run(life(ManualClock.START), 1, 2);
        assertThatThrownBy(() -> replay().bisect(Condition.parse("state.total[w] > 3"), looked::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the program has no state 'total'; write state.totals");
    }

    @Test
    void aBatchThatIsGoneIsRefused() throws Exception {
        run(life(ManualClock.START).conf("sakia.checkpoint.retain", "4"), 1, 12);
        Replay replay = replay();
        assertThat(replay.batches())
                .map(PastBatch::id)
                .containsExactly(8L, 9L, 10L, 11L, 12L); // the last deletion waits for the next sync
        assertThat(replay.run(8, 10, true).isDifferent()).isFalse();
        assertThatThrownBy(() -> replay.run(2, 10, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch 2 can't be run again any more: of " + folder.resolve("checkpoint")
                        + " batches 8 to 12 can; a program that runs with sakia.checkpoint.retain=11 keeps as many");
        assertThat(Files.list(folder.resolve("checkpoint/kept")))
                .map(file -> file.getFileName().toString())
                .isNotEmpty()
                .noneMatch(file -> file.matches("[1-4]-.*"));
        assertThatThrownBy(() -> replay.run(13, 10, true))
                .hasMessage("there is no batch 13 in " + folder.resolve("checkpoint") + ": the last one is 12");
    }

    @Test
    void retainedForNoTimeThereIsOnlyWhatAStartNeeds() throws Exception {
        run(life(ManualClock.START).conf("sakia.checkpoint.retain", "0"), 1, 12);
        assertThatThrownBy(() -> replay().run(3, 10, true)).hasMessageContaining(" batch 12 can;");
    }

    @Test
    void withoutStatesThereIsNothingToStartFrom() throws Exception {
        run(life(ManualClock.START), 1, 3);
        for (Path file : Files.list(folder.resolve("checkpoint/state")).toList()) {
            Files.delete(file);
        }
        assertThatThrownBy(() -> replay().first(Condition.parse("count > 3"), looked::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no batch of " + folder.resolve("checkpoint") + " can be run again");
    }

    @Test
    void aBatchThatFailedIsRunAgain() throws Exception {
        run(life(ManualClock.START), 1, 3);
        Time now;
        try (StreamTester tester = life(ManualClock.START.plusSeconds(3)).build()) {
            MemorySource<String> words = tester.input("words");
            tester.start(ssc -> {
                define(ssc);
                ssc.streamNamed("totals").foreachRDD(rdd -> {
                    throw new IllegalStateException("out of order");
                });
            });
            words.add("w");
            assertThatThrownBy(tester::tick).hasMessageContaining("out of order");
            now = tester.now();
        }
        ReplayedBatch batch = replay().run(4, 10, true);
        assertThat(batch.batch().time()).isEqualTo(now.milliseconds());
        assertThat(batch.batch().published()).isFalse();
        assertThat(batch.sameProgram()).isFalse();
        assertThat(output(batch, "out").lines()).containsExactlyInAnyOrder("w 7", "x 1");
        assertThat(output(batch, "out").comparison())
                .isEqualTo(new Comparison.Unknown("its epoch is not published yet"));
    }

    /** Stores two words when it starts. */
    private static final class TwoWords extends Receiver<String> {
        private static final long serialVersionUID = 1L;
        private final transient AtomicInteger starts;

        TwoWords(AtomicInteger starts) {
            this.starts = starts;
        }

        @Override
        public void onStart() {
            starts.incrementAndGet();
            store(List.of("to", "be"));
        }

        @Override
        public void onStop() {}
    }

    @Test
    void receivedRecordsAreReadFromWhereTheyAreStoredAndNobodyReceives() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        StreamProgram program =
                ssc -> ssc.receiverStream(new TwoWords(starts)).named("feed").saveAsTextFiles(out("fed"));
        try (StreamTester tester = life(ManualClock.START).build()) {
            tester.start(program).tick(3);
        }
        Map<String, String> before = files();
        ReplayedBatch batch = Checkpoints.replay(folder.resolve("checkpoint").toString(), program)
                .run(1, 10, true);
        assertThat(batch.outputs())
                .singleElement()
                .satisfies(output -> assertThat(output.lines()).containsExactly("to", "be"))
                .satisfies(output -> assertThat(output.comparison()).isInstanceOf(Comparison.Same.class));
        assertThat(batch.info().records()).isEqualTo(2);
        assertThat(starts).hasValue(1);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aFileThatIsGoneIsNamed() throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        try (StreamTester tester = life(ManualClock.START).build()) {
            tester.start(ssc -> ssc.textFileStream(in.toString()).saveAsTextFiles(out("lines")));
            Files.writeString(folder.resolve("a.txt"), "one\ntwo\n");
            Files.move(folder.resolve("a.txt"), in.resolve("a.txt"));
            tester.tick(2);
            tester.stop();
        }
        Files.delete(in.resolve("a.txt"));
        Replay replay = Checkpoints.replay(
                folder.resolve("checkpoint").toString(),
                ssc -> ssc.textFileStream(in.toString()).saveAsTextFiles(out("lines")));
        assertThatThrownBy(() -> replay.run(1, 10, true)).hasMessageContaining("a.txt");
    }
}
