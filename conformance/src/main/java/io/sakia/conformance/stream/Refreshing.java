package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Broadcast;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Folder;
import io.sakia.conformance.table.Target;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.streaming.time.Durations;
import io.sakia.testkit.ManualClock;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Broadcasts whose value is loaded again between batches. */
public final class Refreshing {
    private Refreshing() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario(
                        "a broadcast is loaded again when its time has passed",
                        Refreshing::loadsAgain,
                        "StreamingContext.broadcast(Duration,Function0)"),
                scenario("all tasks of a batch read one value", Refreshing::oneValueForABatch),
                scenario("a function that is copied to tasks reads the value of its batch too", Refreshing::copied),
                scenario("functions on the driver read the value of their batch", Refreshing::onTheDriver),
                scenario("a value goes by the clock, not by the number of batches", Refreshing::selfClocked),
                scenario("a load that fails at the start is told there", Refreshing::failsAtTheStart),
                scenario("a load that fails later fails the batch", Refreshing::failsLater),
                scenario("a null can't be broadcast", Refreshing::nothing),
                scenario("a broadcast is read neither before the start nor after its end", Refreshing::outsideItsLife),
                scenario("what is destroyed is not loaded again", Refreshing::destroyed),
                scenario("a duration of nothing is refused", Refreshing::noDuration),
                scenario("a stream that goes on loads the value anew", Refreshing::afterARestart));
    }

    private static Duration seconds(int seconds) {
        return Durations.seconds(seconds);
    }

    /** Feeds {@code records} in each of so many batches, and gives what they became. */
    private static List<List<Integer>> run(
            StreamTester tester, StreamProgram program, int batches, Integer... records) {
        MemorySource<Integer> numbers = tester.input("numbers");
        Results<Integer> results = tester.output("read");
        tester.start(program);
        for (int i = 0; i < batches; i++) {
            numbers.add(records);
            tester.tick();
        }
        return results.batches().stream().map(Results.Output::records).toList();
    }

    private static void loadsAgain(Target target) {
        AtomicInteger loads = new AtomicInteger();
        try (StreamTester tester = target.tester().build()) {
            assertThat(run(tester, adding(loads, seconds(2)), 5, 10))
                    .isEqualTo(List.of(List.of(11), List.of(12), List.of(12), List.of(13), List.of(13)));
        }
        assertThat(loads).hasValue(3);
    }

    private static StreamProgram adding(AtomicInteger loads, Duration every) {
        return ssc -> {
            Broadcast<Integer> loaded = ssc.broadcast(every, loads::incrementAndGet);
            ssc.source(new MemorySource<Integer>("numbers"))
                    .map(x -> x + loaded.value())
                    .named("read")
                    .print();
        };
    }

    private static void oneValueForABatch(Target target) {
        AtomicInteger loads = new AtomicInteger();
        try (StreamTester tester =
                target.tester().conf("sakia.default.parallelism", "4").build()) {
            assertThat(run(
                            tester,
                            ssc -> {
                                Broadcast<Integer> loaded = ssc.broadcast(seconds(1), loads::incrementAndGet);
                                ssc.source(new MemorySource<Integer>("numbers"))
                                        .map(x -> loaded.value())
                                        .repartition(3)
                                        .filter(x -> x.equals(loaded.value()))
                                        .named("read")
                                        .print();
                            },
                            2,
                            1,
                            2,
                            3,
                            4))
                    .isEqualTo(List.of(List.of(2, 2, 2, 2), List.of(3, 3, 3, 3)));
        }
    }

    private static void copied(Target target) {
        AtomicInteger loads = new AtomicInteger();
        try (StreamTester tester = target.tester().build()) {
            assertThat(run(
                            tester,
                            ssc -> {
                                int[] changeable = {0};
                                Broadcast<List<Integer>> loaded =
                                        ssc.broadcast(seconds(2), () -> List.of(loads.incrementAndGet()));
                                ssc.source(new MemorySource<Integer>("numbers"))
                                        .map(x -> ++changeable[0] * 100
                                                + loaded.value().get(0))
                                        .named("read")
                                        .print();
                            },
                            3,
                            10))
                    .isEqualTo(List.of(List.of(101), List.of(102), List.of(102)));
        }
    }

    private static void onTheDriver(Target target) {
        AtomicInteger loads = new AtomicInteger();
        List<Integer> seen = new ArrayList<>();
        try (StreamTester tester = target.tester().build()) {
            assertThat(run(
                            tester,
                            ssc -> {
                                Broadcast<Integer> loaded = ssc.broadcast(seconds(1), loads::incrementAndGet);
                                ssc.source(new MemorySource<Integer>("numbers"))
                                        .transform(rdd -> {
                                            int factor = loaded.value();
                                            return rdd.map(x -> x * factor);
                                        })
                                        .named("read")
                                        .foreachRDD(rdd -> seen.add(loaded.value()));
                            },
                            2,
                            10))
                    .isEqualTo(List.of(List.of(20), List.of(30)));
        }
        assertThat(seen).containsExactly(2, 3);
    }

    private static void selfClocked(Target target) {
        AtomicInteger loads = new AtomicInteger();
        try (StreamTester tester = target.tester().selfClocked().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Results<Integer> read = tester.output("read");
            tester.start(adding(loads, seconds(10)));
            for (int wait : new int[] {0, 0, 9, 1, 30, 0}) {
                tester.advance(seconds(wait));
                numbers.add(0);
                tester.tick();
            }
            assertThat(read.all()).containsExactly(1, 1, 1, 2, 3, 3);
        }
    }

    private static void failsAtTheStart(Target target) {
        try (StreamTester tester = target.tester().build()) {
            tester.input("numbers");
            assertThatThrownBy(() -> tester.start(ssc -> {
                        ssc.broadcast(seconds(1), () -> {
                            throw new IOException("the rates are down");
                        });
                        ssc.source(new MemorySource<Integer>("numbers")).print();
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("the first value of broadcast at Refreshing.java:")
                    .hasMessageEndingWith("can't be loaded: java.io.IOException: the rates are down");
        }
    }

    private static void failsLater(Target target) {
        AtomicInteger loads = new AtomicInteger();
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Results<Integer> read = tester.output("read");
            tester.start(ssc -> {
                Broadcast<Integer> loaded = ssc.broadcast(seconds(2), () -> {
                    if (loads.incrementAndGet() == 2) {
                        throw new IOException("the rates are down");
                    }
                    return loads.get();
                });
                ssc.source(new MemorySource<Integer>("numbers"))
                        .map(x -> x + loaded.value())
                        .named("read")
                        .print();
            });
            numbers.add(10);
            tester.tick();
            assertThatThrownBy(() -> tester.tick())
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("batch 2")
                    .hasMessageContaining("failed in broadcast at Refreshing.java:")
                    .hasMessageContaining("the rates are down");
            assertThat(read.batches()).hasSize(1);
        }
    }

    @SuppressWarnings("NullAway") // that null is refused is what is tried
    private static void nothing(Target target) {
        try (StreamTester tester = target.tester().build()) {
            assertThatThrownBy(() -> tester.start(ssc -> {
                        ssc.<String>broadcast(seconds(1), () -> null);
                        ssc.source(new MemorySource<Integer>("numbers")).print();
                    }))
                    .hasMessageContaining("null was loaded, which can't be broadcast");
        }
    }

    private static void outsideItsLife(Target target) {
        List<Broadcast<Integer>> kept = new ArrayList<>();
        try (StreamTester tester = target.tester().build()) {
            tester.input("numbers");
            tester.start(ssc -> {
                Broadcast<Integer> loaded = ssc.broadcast(seconds(1), () -> 1);
                assertThatThrownBy(() -> loaded.value())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("broadcast at Refreshing.java:")
                        .hasMessageContaining("has no value before the stream starts");
                kept.add(loaded);
                ssc.source(new MemorySource<Integer>("numbers")).print();
            });
            assertThat(kept.get(0).value()).isEqualTo(1);
            kept.get(0).destroy();
            kept.get(0).destroy();
            assertThatThrownBy(() -> kept.get(0).value())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was destroyed");
        }
    }

    private static void destroyed(Target target) {
        AtomicInteger loads = new AtomicInteger();
        List<Broadcast<Integer>> kept = new ArrayList<>();
        try (StreamTester tester = target.tester().build()) {
            tester.input("numbers");
            tester.start(ssc -> {
                kept.add(ssc.broadcast(seconds(1), loads::incrementAndGet));
                ssc.source(new MemorySource<Integer>("numbers")).print();
            });
            tester.tick();
            kept.get(0).destroy();
            tester.tick(2);
            assertThat(loads).hasValue(2);
        }
    }

    private static void noDuration(Target target) {
        try (StreamTester tester = target.tester().build()) {
            assertThatThrownBy(() -> tester.start(ssc -> ssc.broadcast(Duration.ZERO, () -> 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("broadcast at Refreshing.java:")
                    .hasMessageContaining("needs at least 1ms, not 0ms");
        }
    }

    private static void afterARestart(Target target) throws Exception {
        AtomicInteger loads = new AtomicInteger();
        try (Folder folder = Folder.create()) {
            Instant start = ManualClock.START;
            List<List<Integer>> read = new ArrayList<>();
            for (int life = 1; life <= 2; life++) {
                try (StreamTester tester = target.tester()
                        .checkpoint(folder.path())
                        .startingAt(start)
                        .build()) {
                    read.addAll(run(tester, adding(loads, seconds(60)), 2, 10));
                    start = tester.now().toInstant();
                }
            }
            assertThat(read).isEqualTo(List.of(List.of(11), List.of(11), List.of(12), List.of(12)));
        }
    }
}
