package io.sakia.conformance.stream;

import static io.sakia.conformance.stream.Seconds.FOUR;
import static io.sakia.conformance.stream.Seconds.ONE;
import static io.sakia.conformance.stream.Seconds.THREE;
import static io.sakia.conformance.stream.Seconds.TWO;
import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.StreamTable.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Folder;
import io.sakia.conformance.table.Probe;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.RDD;
import io.sakia.streaming.DStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.time.Time;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.StreamTester;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Batches that were remembered. */
public final class PastBatches {
    private PastBatches() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(slices());
        cases.add(scenario("slice looks back from any thread, as far as is remembered", PastBatches::fromOutside));
        cases.add(scenario("slice of a stream that is not planned is refused", PastBatches::refused));
        cases.add(scenario("a slice of a cached stream computes nothing again", PastBatches::cached));
        cases.add(scenario("records that are read again are not counted again", PastBatches::counts));
        return cases;
    }

    private static List<Case> slices() {
        return List.of(
                stream(
                                "slice has the batches between two times, both included",
                                "DStream.slice(Time,Time)",
                                "StreamingContext.remember(Duration)")
                        .ints("[1] [2 3] [] [4] [5]")
                        .gives("[1] [1 2 3] [1 2 3] [2 3 4] [4 5]", numbers -> last(numbers, TWO)),
                stream("slice leaves this batch out where it goes to an earlier time")
                        .ints("[1] [2] [3]")
                        .gives("[] [1] [2]", numbers -> {
                            numbers.context().remember(ONE);
                            return numbers.transform((rdd, time) -> all(
                                    numbers.context(),
                                    numbers.slice(time.minus(ONE), time.minus(Duration.ofMillis(1)))));
                        }),
                stream("slice of a window has what each of them put out")
                        .ints("[1] [2] [3] [4] [5] [6]")
                        .gives("- [1 2] - [1 2 3 4] - [3 4 5 6]", numbers -> last(numbers.window(TWO, TWO), TWO)),
                stream("slice of states is what they were")
                        .pairs("[(a,1)] [(a,2)] [(a,4)]")
                        .gives(
                                "[(a,1)] [(a,1) (a,3)] [(a,3) (a,7)]",
                                pairs -> last(States.totals(pairs).map(pair -> pair), ONE)),
                stream("a stream's last batch is remembered, however short the time")
                        .ints("[1] [2] [3] [4] [5]")
                        .gives("[] [] [1 2 3] [1 2 3] [1 2 3]", numbers -> {
                            numbers.context().remember(ONE);
                            DStream<Integer> windows = numbers.window(THREE, THREE);
                            windows.print();
                            return numbers.transform(
                                    (rdd, time) -> all(numbers.context(), windows.slice(time.minus(TWO), time)));
                        }));
    }

    private static DStream<?> last(DStream<?> stream, Duration length) {
        return lastOf(stream, length);
    }

    private static <T> DStream<T> lastOf(DStream<T> stream, Duration length) {
        stream.context().remember(length);
        return stream.transform((rdd, time) -> all(stream.context(), stream.slice(time.minus(length), time)));
    }

    private static <T> RDD<T> all(StreamingContext ssc, List<RDD<T>> rdds) {
        RDD<T> all = ssc.sakiaContext().parallelize(List.of(), 1);
        for (RDD<T> rdd : rdds) {
            all = all.union(rdd);
        }
        return all;
    }

    private static void fromOutside(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> input = tester.input("numbers");
            List<DStream<Integer>> streams = new ArrayList<>();
            Time begin = tester.now();
            tester.start(ssc -> {
                ssc.remember(ONE);
                ssc.remember(TWO);
                ssc.remember(ONE);
                DStream<Integer> numbers =
                        ssc.source(new MemorySource<Integer>("numbers")).map(x -> x * 10);
                numbers.print();
                streams.add(numbers);
            });
            DStream<Integer> numbers = streams.get(0);
            assertThat(numbers.slice(begin, begin.plus(FOUR))).isEmpty();
            for (int i = 1; i <= 4; i++) {
                input.add(i);
                tester.tick();
            }
            assertThat(numbers.slice(begin.plus(TWO), begin.plus(THREE)))
                    .extracting(RDD::collect)
                    .containsExactly(List.of(20), List.of(30));
            assertThat(numbers.slice(begin.plus(FOUR), begin.plus(Duration.ofHours(1))))
                    .extracting(RDD::collect)
                    .containsExactly(List.of(40));
            assertThatThrownBy(() -> numbers.slice(begin.plus(ONE), begin.plus(THREE)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("slice at PastBatches.java:")
                    .hasMessageContaining("reaches back to batches that are forgotten, up to " + begin.plus(ONE))
                    .hasMessageContaining("ssc.remember(…)");
            assertThatThrownBy(() -> numbers.slice(begin.plus(FOUR), begin.plus(THREE)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("goes from a time to a later one");
        }
    }

    private static void refused(Target target) {
        try (StreamTester tester = target.tester().build()) {
            List<DStream<Integer>> streams = new ArrayList<>();
            Time begin = tester.now();
            tester.start(ssc -> {
                DStream<Integer> numbers = ssc.source(new MemorySource<Integer>("numbers"));
                numbers.print();
                streams.add(numbers);
                assertThatThrownBy(() -> numbers.slice(begin, begin))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("the stream is not started");
            });
            assertThatThrownBy(() -> streams.get(0).slice(begin, begin))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("none are remembered; call ssc.remember(Duration) before start()");
        }
        try (StreamTester tester = target.tester().build()) {
            List<DStream<Integer>> streams = new ArrayList<>();
            Time begin = tester.now();
            tester.start(ssc -> {
                ssc.remember(ONE);
                DStream<Integer> numbers = ssc.source(new MemorySource<Integer>("numbers"));
                numbers.print();
                streams.add(numbers.map(x -> x));
            });
            assertThatThrownBy(() -> streams.get(0).slice(begin, begin))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no output reads this stream");
        }
    }

    private static void cached(Target target) {
        Probe computed = Probe.create();
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> input = tester.input("numbers");
            tester.start(ssc -> {
                DStream<Integer> numbers = ssc.source(new MemorySource<Integer>("numbers"))
                        .map(x -> {
                            computed.note(x);
                            return x;
                        })
                        .cache();
                lastOf(numbers, THREE).foreachRDD(rdd -> assertThat(rdd.count()).isBetween(1L, 4L));
            });
            for (int i = 1; i <= 4; i++) {
                input.add(i);
                tester.tick();
            }
        }
        assertThat(computed.seen()).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    private static void counts(Target target) throws IOException {
        List<Long> records = Collections.synchronizedList(new ArrayList<>());
        try (Folder folder = Folder.create();
                StreamTester tester = target.tester().build()) {
            tester.start(ssc -> {
                ssc.addStreamingListener(new StreamingListener() {
                    @Override
                    public void onBatchCompleted(BatchInfo batch) {
                        batch.sources().forEach(source -> records.add(source.records()));
                    }
                });
                lastOf(ssc.textFileStream(folder.path().toString()), ONE)
                        .foreachRDD(rdd -> assertThat(rdd.count()).isLessThan(9));
            });
            Files.writeString(folder.path().resolve("one.txt"), "a\nb\nc\n");
            tester.tick();
            Files.writeString(folder.path().resolve("two.txt"), "d\n");
            tester.tick(2);
        }
        assertThat(records).containsExactly(3L, 1L, 0L);
    }
}
