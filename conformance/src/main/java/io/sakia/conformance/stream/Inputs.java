package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Folder;
import io.sakia.conformance.table.Target;
import io.sakia.connector.text.TextReader;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaContext;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Where records come from. */
public final class Inputs {
    private Inputs() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario(
                        "queueStream takes one RDD a batch, or all that are there",
                        Inputs::queue,
                        "StreamingContext.queueStream(Queue)",
                        "StreamingContext.queueStream(Queue,boolean)"),
                scenario(
                        "queueStream has a default RDD where the queue is empty",
                        Inputs::queueWithDefault,
                        "StreamingContext.queueStream(Queue,boolean,RDD)"),
                scenario(
                        "textFileStream has the lines of files that appear",
                        Inputs::files,
                        "StreamingContext.textFileStream(String)"),
                scenario("textFileStream needs the folder at the start", Inputs::noFolder),
                scenario("textFileStream has the files of folders that come to match a pattern", Inputs::folders),
                scenario(
                        "fileStream has the records that a reader makes of files that appear",
                        Inputs::filesByReader,
                        "StreamingContext.fileStream(String,RangeReader)"),
                scenario(
                        "fileStream has the files that a filter wants, old ones too if asked to",
                        Inputs::filteredFiles,
                        "StreamingContext.fileStream(String,RangeReader,Function,boolean)"),
                scenario(
                        "binaryRecordsStream cuts files that appear into records of one length",
                        Inputs::records,
                        "StreamingContext.binaryRecordsStream(String,int)"),
                scenario("binaryRecordsStream fails at a file that ends within a record", Inputs::tornRecord),
                scenario("source has the records of any source", Inputs::source, "StreamingContext.source(Source)"),
                scenario("a batch takes no more than it may", Inputs::limit),
                scenario("a program may have no input but a queue of none", Inputs::nothing));
    }

    private static void queue(Target target) {
        Queue<RDD<Integer>> single = new ConcurrentLinkedQueue<>();
        Queue<RDD<Integer>> all = new ConcurrentLinkedQueue<>();
        try (StreamTester tester = target.tester().build()) {
            Results<Integer> singles = tester.output("single");
            Results<Integer> alls = tester.output("all");
            tester.start(ssc -> {
                ssc.queueStream(single).map(x -> x).named("single");
                ssc.queueStream(all, false).map(x -> x).named("all");
            });
            SakiaContext context = tester.context().sakiaContext();
            for (Queue<RDD<Integer>> queue : List.of(single, all)) {
                queue.add(context.parallelize(List.of(1, 2), 2));
                queue.add(context.parallelize(List.of(3), 1).map(x -> x * 10));
            }
            tester.tick(3);
            assertThat(singles).hasToString("single [batch 1: [1, 2], batch 2: [30], batch 3: []]");
            assertThat(alls).hasToString("all [batch 1: [1, 2, 30], batch 2: [], batch 3: []]");
        }
    }

    private static void queueWithDefault(Target target) {
        Queue<RDD<Integer>> queue = new ConcurrentLinkedQueue<>();
        try (StreamTester tester = target.tester().build()) {
            Results<Integer> numbers = tester.output("numbers");
            tester.start(ssc -> {
                RDD<Integer> otherwise = ssc.sakiaContext().parallelize(List.of(7, 8), 2);
                ssc.queueStream(queue, true, otherwise).map(x -> x).named("numbers");
            });
            tester.tick();
            queue.add(tester.context().sakiaContext().parallelize(List.of(1), 1));
            tester.tick(2);
            assertThat(numbers).hasToString("numbers [batch 1: [7, 8], batch 2: [1], batch 3: [7, 8]]");
        }
    }

    private static void files(Target target) throws IOException {
        try (Folder folder = Folder.create();
                StreamTester tester = target.tester().build()) {
            put(folder, "before.txt", "not seen\n", 1);
            Results<String> lines = tester.output("lines");
            tester.start(ssc -> ssc.textFileStream(folder.path().toString()).named("lines"));
            tester.tick();
            put(folder, "b.txt", "b1\nb2\n", 2);
            put(folder, "a.txt", "a1", 3);
            put(folder, ".hidden", "not seen\n", 3);
            tester.tick();
            put(folder, "empty.txt", "", 4);
            tester.tick();
            put(folder, "c.txt", "c1\n\nc3\n", 5);
            tester.tick(2);
            assertThat(lines.batches())
                    .map(Results.Output::records)
                    .containsExactly(
                            List.of(), List.of("b1", "b2", "a1"), List.of(), List.of("c1", "", "c3"), List.of());
        }
    }

    private static void folders(Target target) throws IOException {
        try (Folder folder = Folder.create();
                StreamTester tester = target.tester().build()) {
            Files.createDirectories(folder.path().resolve("2026-01/in"));
            put(folder, "2026-01/in/before.txt", "not seen\n", 1);
            Results<String> lines = tester.output("lines");
            tester.start(ssc -> ssc.textFileStream(folder.path() + "/2026-*/in").named("lines"));
            tester.tick();
            put(folder, "2026-01/in/a.txt", "a\n", 2);
            tester.tick();
            Files.createDirectories(folder.path().resolve("2026-02/in"));
            Files.createDirectories(folder.path().resolve("2027-01/in"));
            put(folder, "2026-02/in/b.txt", "b\n", 3);
            put(folder, "2026-01/in/c.txt", "c\n", 4);
            put(folder, "2027-01/in/d.txt", "not seen\n", 4);
            tester.tick(2);
            assertThat(lines).hasToString("lines [batch 1: [], batch 2: [a], batch 3: [b, c], batch 4: []]");
        }
    }

    private static void noFolder(Target target) throws IOException {
        try (Folder folder = Folder.create();
                StreamTester tester = target.tester().build()) {
            String missing = folder.path().resolve("missing").toString();
            assertThatThrownBy(() ->
                            tester.start(ssc -> ssc.textFileStream(missing).print()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(missing);
        }
    }

    private static void filesByReader(Target target) throws IOException {
        try (Folder folder = Folder.create();
                StreamTester tester = target.tester().build()) {
            put(folder, "before.txt", "not seen\n", 1);
            Results<String> lines = tester.output("lines");
            tester.start(ssc ->
                    ssc.fileStream(folder.path().toString(), new TextReader()).named("lines"));
            tester.tick();
            put(folder, "a.txt", "a1\na2\n", 2);
            put(folder, "empty.txt", "", 2);
            tester.tick(2);
            assertThat(lines).hasToString("lines [batch 1: [], batch 2: [a1, a2], batch 3: []]");
        }
    }

    private static void filteredFiles(Target target) throws IOException {
        try (Folder folder = Folder.create();
                StreamTester tester = target.tester().build()) {
            put(folder, "before.csv", "old\n", 1);
            put(folder, "before.txt", "not seen\n", 1);
            String path = folder.path().toString();
            Results<String> all = tester.output("all");
            Results<String> fresh = tester.output("fresh");
            tester.start(ssc -> {
                ssc.fileStream(path, new TextReader(), file -> file.endsWith(".csv"), false)
                        .named("all");
                ssc.fileStream(path, new TextReader(), file -> file.endsWith(".csv"), true)
                        .named("fresh");
            });
            tester.tick();
            put(folder, "a.csv", "new\n", 2);
            put(folder, "b.txt", "not seen\n", 3);
            put(folder, ".c.csv", "not seen\n", 3);
            tester.tick();
            assertThat(all).hasToString("all [batch 1: [old], batch 2: [new]]");
            assertThat(fresh).hasToString("fresh [batch 1: [], batch 2: [new]]");
        }
    }

    private static void records(Target target) throws IOException {
        try (Folder folder = Folder.create();
                StreamTester tester = target.tester().build()) {
            put(folder, "before.bin", "notseen", 1);
            Results<String> records = tester.output("records");
            tester.start(ssc -> ssc.binaryRecordsStream(folder.path().toString(), 2)
                    .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                    .named("records"));
            put(folder, "a.bin", "aabb", 2);
            put(folder, "empty.bin", "", 3);
            put(folder, "c.bin", "cc", 4);
            tester.tick(2);
            assertThat(records).hasToString("records [batch 1: [aa, bb, cc], batch 2: []]");
        }
    }

    private static void tornRecord(Target target) throws IOException {
        try (Folder folder = Folder.create()) {
            String path = folder.path().toString();
            StreamTester tester = target.tester().build();
            assertThatThrownBy(() -> {
                        try (tester) {
                            tester.start(ssc -> {
                                assertThatThrownBy(() -> ssc.binaryRecordsStream(path, 0))
                                        .isInstanceOf(IllegalArgumentException.class)
                                        .hasMessageMatching(
                                                "binaryRecordsStream.* needs records of at least 1 byte, not 0");
                                ssc.binaryRecordsStream(path, 2).print();
                            });
                            put(folder, "torn.bin", "aab", 2);
                            tester.tick();
                        }
                    })
                    .hasStackTraceContaining(
                            path
                                    + "/torn.bin ends within record 1: of its 2 bytes there are only 1; check the record length");
        }
    }

    private static void source(Target target) {
        MemorySource<Pair<String, Integer>> pairs = new MemorySource<>("pairs");
        pairs.add(Pair.of("a", 1), Pair.of("b", 2));
        try (StreamTester tester = target.tester().build()) {
            Results<Pair<String, Integer>> sums = tester.output("sums");
            tester.start(ssc -> ssc.source(pairs)
                    .mapToPair(pair -> pair)
                    .reduceByKey(Integer::sum)
                    .named("sums"));
            pairs.add(Pair.of("a", 3));
            tester.tick(2);
            assertThat(sums.batch(1).orElseThrow()).containsExactlyInAnyOrder(Pair.of("a", 4), Pair.of("b", 2));
            assertThat(sums.batch(2)).contains(List.of());
        }
    }

    private static void limit(Target target) {
        try (StreamTester tester =
                target.tester().conf("sakia.streaming.maxRecordsPerBatch", "2").build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Results<Integer> same = tester.output("same");
            tester.start(ssc ->
                    ssc.source(new MemorySource<Integer>("numbers")).map(x -> x).named("same"));
            numbers.add(1, 2, 3, 4, 5);
            tester.tick(4);
            assertThat(same).hasToString("same [batch 1: [1, 2], batch 2: [3, 4], batch 3: [5], batch 4: []]");
        }
        try (StreamTester tester = target.tester()
                .conf("sakia.streaming.maxRecordsPerBatch", "none")
                .build()) {
            assertThatThrownBy(() -> tester.start(ssc ->
                            ssc.source(new MemorySource<Integer>("numbers")).print()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "sakia.streaming.maxRecordsPerBatch is 'none', but must be a whole number of at least 1");
        }
    }

    private static void nothing(Target target) {
        List<Long> counts = new ArrayList<>();
        try (StreamTester tester = target.tester().build()) {
            Queue<RDD<Integer>> none = new ConcurrentLinkedQueue<>();
            tester.start(ssc -> ssc.queueStream(none).foreachRDD(rdd -> {
                counts.add(rdd.count());
            }));
            tester.tick(2);
            assertThat(tester.hasEnded()).isFalse();
        }
        assertThat(counts).containsExactly(0L, 0L);
    }

    /** Moves a complete file into a folder. */
    private static void put(Folder folder, String name, String text, int second) throws IOException {
        Path written = Files.writeString(Files.createTempFile("sakia-conformance", ".txt"), text);
        Files.setLastModifiedTime(written, FileTime.fromMillis(1_700_000_000_000L + 1000L * second));
        Files.move(written, folder.path().resolve(name));
    }
}
