package io.sakia.conformance.stream;

import static io.sakia.conformance.stream.Seconds.TWO;
import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.TaskContext;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Folder;
import io.sakia.conformance.table.Probe;
import io.sakia.conformance.table.Target;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.streaming.time.Time;
import io.sakia.testkit.MemorySink;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.StreamTester;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a program does with its streams. */
public final class Outputs {
    private Outputs() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario("print shows the first ten records of each batch", Outputs::prints, "DStream.print()"),
                scenario("print shows so many records", Outputs::printsSome, "DStream.print(int)"),
                scenario(
                        "print shows one batch at most within so much time",
                        Outputs::printsNowAndThen,
                        "DStream.print(int,Duration)"),
                scenario(
                        "foreachRDD is called with each batch, in order, on the driver",
                        Outputs::foreachRdd,
                        "DStream.foreachRDD(VoidFunction)",
                        "DStream.foreachRDD(VoidFunction2)"),
                scenario("an output of a window is called once a slide", Outputs::onceASlide),
                scenario(
                        "saveAsTextFiles writes a folder for each batch",
                        Outputs::savesText,
                        "DStream.saveAsTextFiles(String)",
                        "DStream.saveAsTextFiles(String,String)"),
                scenario("a sink gets each batch once", Outputs::toASink, "DStream.to(String,Sink)"),
                scenario("a sink gets nothing of a batch that fails", Outputs::nothingOfAFailedBatch),
                scenario("a sink gets the records of a task that is tried again once", Outputs::triedAgain),
                scenario("a sink gets an epoch of several batches at its end", Outputs::epochs),
                scenario("outputs run in the order of their definition", Outputs::inOrder),
                scenario("what foreachRDD throws ends the stream", Outputs::foreachFails));
    }

    private static void prints(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers")).print());
            numbers.add(1, 2);
            tester.tick(2);
            numbers.add(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
            tester.tick();
            numbers.add(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
            tester.tick();

            List<String> lines = new ArrayList<>(tester.printed());
            lines.replaceAll(line -> line.startsWith("──") ? line.substring(3, 10) : line);
            assertThat(String.join(" ", lines))
                    .isEqualTo(
                            "batch 1 1 2 batch 2 batch 3 1 2 3 4 5 6 7 8 9 10 batch 4 1 2 3 4 5 6 7 8 9 10 … and more");
        }
    }

    private static void printsSome(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            tester.start(ssc -> {
                ssc.source(new MemorySource<Integer>("numbers")).print(2);
                assertThatThrownBy(() ->
                                ssc.source(new MemorySource<Integer>("more")).print(0))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("print at Outputs.java:");
            });
            numbers.add(7, 8, 9);
            tester.tick();
            assertThat(tester.printed().subList(1, 4)).containsExactly("7", "8", "… and more");
        }
    }

    private static void printsNowAndThen(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Probe computed = Probe.create();
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                    .map(x -> {
                        computed.note(x);
                        return x;
                    })
                    .print(1, Seconds.THREE));
            for (int i = 1; i <= 6; i++) {
                numbers.add(i);
                tester.tick();
            }
            tester.advance(Seconds.THREE);
            List<String> lines = new ArrayList<>(tester.printed());
            lines.replaceAll(line -> line.replaceAll("─|[0-9:]{8}\\.[0-9]{3}", ""));
            assertThat(lines)
                    .containsExactly(
                            " batch 1 ·  ",
                            "1",
                            " batch 4 ·  · 2 batches left out ",
                            "4",
                            " batch 7 ·  · 2 batches left out ");
            assertThat(computed.seen()).as("what is left out is not computed").containsExactly(1, 4);
        }
    }

    private static void foreachRdd(Target target) {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Time begin = tester.now();
            tester.start(ssc -> {
                ssc.source(new MemorySource<Integer>("numbers")).foreachRDD(rdd -> {
                    seen.add("" + rdd.collect());
                });
                ssc.source(new MemorySource<Integer>("others")).foreachRDD((rdd, time) -> {
                    seen.add(rdd.count() + "@" + (time.milliseconds() - begin.milliseconds()));
                });
            });
            numbers.add(1, 2);
            tester.tick(2);
            numbers.add(3);
            tester.tick();
        }
        assertThat(seen).containsExactly("[1, 2]", "0@1000", "[]", "0@2000", "[3]", "0@3000");
    }

    private static void onceASlide(Target target) {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            MemorySink<Integer> sink = new MemorySink<>("windows");
            tester.start(ssc -> {
                var windows = ssc.source(new MemorySource<Integer>("numbers")).window(TWO, TWO);
                windows.foreachRDD(rdd -> {
                    seen.add("" + rdd.collect());
                });
                windows.to("windows", sink);
                windows.print();
            });
            for (int i = 1; i <= 5; i++) {
                numbers.add(i);
                tester.tick();
            }
            assertThat(sink.batches()).containsExactly(List.of(1, 2), List.of(3, 4));
            assertThat(tester.printed()).hasSize(6);
        }
        assertThat(seen).containsExactly("[1, 2]", "[3, 4]");
    }

    private static void savesText(Target target) throws IOException {
        try (Folder folder = Folder.create();
                StreamTester tester =
                        target.tester().conf("sakia.default.parallelism", "1").build()) {
            MemorySource<String> words = tester.input("words");
            long begin = tester.now().milliseconds();
            tester.start(ssc -> {
                var stream = ssc.source(new MemorySource<String>("words"));
                stream.saveAsTextFiles(folder.path() + "/words");
                stream.map(String::length).saveAsTextFiles(folder.path() + "/lengths", "txt");
            });
            words.add("be", "or", "not");
            tester.tick(2);

            Path first = folder.path().resolve("words-" + (begin + 1000));
            assertThat(Files.readString(first.resolve("part-00000"))).isEqualTo("be\nor\nnot\n");
            Path lengths = folder.path().resolve("lengths-" + (begin + 1000) + ".txt");
            assertThat(Files.readString(lengths.resolve("part-00000"))).isEqualTo("2\n2\n3\n");
            assertThat(folder.files())
                    .containsExactly(
                            "lengths-" + (begin + 1000) + ".txt",
                            "lengths-" + (begin + 2000) + ".txt",
                            "words-" + (begin + 1000),
                            "words-" + (begin + 2000));
        }
    }

    private static void toASink(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            MemorySink<Object> sink = new MemorySink<>("numbers");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers")).to("numbers", sink));
            numbers.add(1, 2, 3);
            tester.tick(2);
            numbers.add(4);
            tester.tick();
            assertThat(sink.batches()).containsExactly(List.of(1, 2, 3), List.of(), List.of(4));
        }
    }

    private static void nothingOfAFailedBatch(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            MemorySink<Integer> sink = new MemorySink<>("numbers");
            tester.start(ssc -> {
                var stream = ssc.source(new MemorySource<Integer>("numbers"));
                stream.to("numbers", sink);
                stream.map(x -> 1 / x).print();
            });
            numbers.add(1);
            tester.tick();
            numbers.add(2, 0);
            assertThatThrownBy(tester::tick).isInstanceOf(BatchFailedException.class);
            assertThat(sink.batches()).containsExactly(List.of(1));
        }
    }

    private static void triedAgain(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            MemorySink<Integer> sink = new MemorySink<>("numbers");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                    .map(x -> {
                        if (x % 2 == 0 && TaskContext.get().attempt() < 3) {
                            throw new IllegalStateException("not yet");
                        }
                        return x;
                    })
                    .to("numbers", sink));
            numbers.add(1, 2, 3, 4, 5);
            tester.tick();
            assertThat(sink.batches()).containsExactly(List.of(1, 2, 3, 4, 5));
        }
    }

    private static void epochs(Target target) {
        try (StreamTester tester =
                target.tester().conf("sakia.streaming.epoch", "3s").build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            MemorySink<Integer> sink = new MemorySink<>("numbers");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers")).to("numbers", sink));
            for (int i = 1; i <= 4; i++) {
                numbers.add(i);
                tester.tick();
                assertThat(sink.batches()).hasSize(i < 3 ? 0 : 3);
            }
            tester.stop();
            assertThat(sink.batches()).containsExactly(List.of(1), List.of(2), List.of(3), List.of(4));
        }
    }

    private static void inOrder(Target target) {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        try (StreamTester tester = target.tester().build()) {
            tester.start(ssc -> {
                var stream = ssc.source(new MemorySource<Integer>("numbers"));
                for (String name : List.of("c", "a", "b")) {
                    stream.foreachRDD(rdd -> {
                        order.add(name);
                    });
                }
            });
            tester.tick(2);
        }
        assertThat(order).containsExactly("c", "a", "b", "c", "a", "b");
    }

    private static void foreachFails(Target target) {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try (StreamTester tester = target.tester().build()) {
            tester.start(ssc -> {
                var stream = ssc.source(new MemorySource<Integer>("numbers"));
                stream.foreachRDD(rdd -> {
                            throw new IOException("the disk is full");
                        })
                        .named("archive");
                stream.foreachRDD(rdd -> {
                    seen.add("next");
                });
            });
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("batch 1")
                    .hasMessageContaining("foreachRDD 'archive' at Outputs.java:")
                    .hasMessageContaining("the disk is full")
                    .hasCauseInstanceOf(IOException.class);
            assertThat(tester.hasEnded()).isTrue();
        }
        assertThat(seen).isEmpty();
    }
}
