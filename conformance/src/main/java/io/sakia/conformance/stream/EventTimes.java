package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.StreamTable.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Folder;
import io.sakia.conformance.table.Target;
import io.sakia.connector.EventTime;
import io.sakia.streaming.DStream;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.streaming.time.Time;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.StreamTester;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** How far event time comes, batch by batch. */
public final class EventTimes {
    private static final EventTime<Long> ITSELF = EventTime.ofMillis(number -> number);
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private EventTimes() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                stream(
                                "records are given on as they are",
                                "DStream.eventTime(EventTime)",
                                "DStream.eventTime(Function,Duration)")
                        .ints("[2 1] [] [3]")
                        .givesInOrder(
                                "[2 1] [] [3]",
                                numbers -> numbers.eventTime(EventTime.ofMillis(x -> x))
                                        .named("first")
                                        .eventTime(x -> Instant.ofEpochMilli(x), Duration.ZERO)),
                stream(
                                "pairs stay pairs",
                                "PairDStream.eventTime(EventTime)",
                                "PairDStream.eventTime(Function,Duration)")
                        .pairs("[(a,1) (b,2) (a,3)]")
                        .gives(
                                "[(a,4) (b,2)]",
                                pairs -> pairs.eventTime(EventTime.ofMillis(pair -> pair.value()))
                                        .named("first")
                                        .eventTime(pair -> Instant.ofEpochMilli(pair.value()), Duration.ZERO)
                                        .reduceByKey(Integer::sum)),
                stream(
                                "numbers stay numbers",
                                "DoubleDStream.eventTime(EventTime)",
                                "DoubleDStream.eventTime(Function,Duration)")
                        .ints("[1 2] [3]")
                        .gives(
                                "[3.0] [3.0]",
                                numbers -> numbers.mapToDouble(x -> x)
                                        .eventTime(EventTime.ofMillis(x -> x.longValue()))
                                        .named("first")
                                        .eventTime(x -> Instant.ofEpochMilli(x.longValue()), Duration.ZERO)
                                        .sum()),
                scenario(
                        "the watermark is the largest time of the batches before, less the lateness",
                        target -> assertThat(watermarks(
                                        target,
                                        numbers -> numbers.eventTime(ITSELF.lateness(Duration.ofMillis(5))),
                                        List.of(10L, 7L),
                                        List.of(9L),
                                        List.of(),
                                        List.of(30L),
                                        List.of()))
                                .containsExactly("-", "5", "5", "5", "25")),
                scenario(
                        "what is read twice counts once",
                        target -> assertThat(watermarks(
                                        target,
                                        numbers -> {
                                            DStream<Long> timed = numbers.eventTime(ITSELF);
                                            timed.count().print();
                                            return timed;
                                        },
                                        List.of(10L),
                                        List.of()))
                                .containsExactly("-", "10")),
                scenario("of two sources the slower one counts", EventTimes::slowerSource),
                scenario("of several partitions the slowest counts", EventTimes::slowestPartition),
                scenario("a partition that is known is waited for, and one that is gone is not", EventTimes::known),
                scenario("partitions are told apart behind a cache, and not behind a shuffle", EventTimes::toldApart),
                scenario("a silent partition is left out and comes back", EventTimes::idle),
                scenario("when all are silent time goes on with the clock", EventTimes::allIdle),
                scenario("a source that knows when all has come is believed", EventTimes::knowing),
                scenario("when all inputs have ended, so has time; a stop ends nothing", EventTimes::end),
                scenario("event time goes on after a restart where it was", EventTimes::restart),
                scenario("batches that run again have the watermarks that they had", EventTimes::runAgain),
                scenario("a time in another unit fails the batch", EventTimes::otherUnit),
                scenario("two event times of one name are refused", EventTimes::oneNameEach),
                scenario("it is told where event time stands", EventTimes::explained));
    }

    private static void slowerSource(Target target) {
        Watermarks watermarks = new Watermarks();
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Long> left = tester.input("left");
            MemorySource<Long> right = tester.input("right");
            tester.start(ssc -> {
                ssc.addStreamingListener(watermarks);
                ssc.source(new MemorySource<Long>("left"))
                        .union(ssc.source(new MemorySource<Long>("right")))
                        .eventTime(ITSELF)
                        .print();
            });
            left.add(10L);
            tester.tick(2);
            right.add(4L);
            tester.tick();
            right.add(20L);
            tester.tick(2);
        }
        assertThat(watermarks.seen()).containsExactly("-", "-", "-", "4", "10");
    }

    private static void slowestPartition(Target target) {
        try (Run run = new Run(target, ITSELF, EventTimes::same)) {
            run.add("a", 10L).tick();
            run.add("b", 4L, 6L).tick();
            run.add("b", 20L).tick().tick();
            assertThat(run.seen()).containsExactly("-", "10", "10", "10");
        }
    }

    private static void known(Target target) {
        try (Run run = new Run(target, ITSELF, EventTimes::same)) {
            run.source.partitions("a", "b");
            run.add("a", 10L).tick().tick();
            run.add("b", 4L).tick().tick();
            run.source.partitions("a");
            run.tick();
            assertThat(run.seen()).containsExactly("-", "-", "-", "4", "10");
        }
    }

    private static void toldApart(Target target) {
        BiFunction<StreamingContext, DStream<Long>, DStream<Long>> cached = (ssc, numbers) -> {
            DStream<Long> kept = numbers.map(number -> number).cache();
            kept.count().print();
            return kept.eventTime(ITSELF);
        };
        try (Run run = new Run(target, null, cached)) {
            run.add("a", 10L).add("b", 4L).tick().tick();
            assertThat(run.seen()).containsExactly("-", "4");
        }
        try (Run run =
                new Run(target, null, (ssc, numbers) -> numbers.repartition(3).eventTime(ITSELF))) {
            run.add("a", 10L).add("b", 4L).tick().tick();
            assertThat(run.seen()).containsExactly("-", "10");
        }
    }

    private static void idle(Target target) {
        try (Run run = new Run(target, ITSELF.idleAfter(SILENCE), EventTimes::same)) {
            run.add("a", 10L).add("b", 4L).tick(); // at 1 s
            run.add("a", 20L).tick();
            run.add("a", 30L).tick();
            run.add("a", 40L).tick(); // at 4 s
            run.add("b", 5L).add("a", 50L).tick();
            run.add("b", 45L).tick().tick();
            assertThat(run.seen()).containsExactly("-", "4", "4", "30", "40", "40", "45");
        }
    }

    private static void allIdle(Target target) {
        try (Run run = new Run(target, ITSELF.idleAfter(SILENCE).lateness(Duration.ofMillis(5)), EventTimes::same)) {
            run.tick().tick().tick().tick().tick();
            run.add("a", 10L).add("b", 30L).tick();
            run.tick().tick().tick().tick();
            run.add("a", 40L).tick().tick();
            assertThat(run.seen())
                    .containsExactly("-", "-", "-", "-", "-", "-", "5", "5", "31", "1031", "2031", "2031");
        }
    }

    private static void knowing(Target target) {
        try (Run run = new Run(target, ITSELF, EventTimes::same)) {
            run.source.watermark(3);
            run.add("a", 10L).tick();
            run.source.watermark(7);
            run.tick();
            assertThat(run.seen()).containsExactly("-", "7");
        }
    }

    private static void end(Target target) {
        try (Run run = new Run(target, ITSELF, EventTimes::same)) {
            run.add("a", 10L).tick();
            run.source.end();
            run.add("a", 20L).tick();
            assertThat(run.tester.hasEnded()).isTrue();
            assertThat(run.seen()).containsExactly("-", "end");
        }
        try (Run run = new Run(target, ITSELF, EventTimes::same)) {
            run.add("a", 10L).tick();
            run.add("a", 20L);
            run.tester.stop();
            assertThat(run.seen()).containsExactly("-", "10");
        }
    }

    private static void restart(Target target) throws IOException {
        try (Folder folder = Folder.create()) {
            Time end;
            try (Life life = new Life(target, folder, null, numbers -> numbers.eventTime(ITSELF.idleAfter(SILENCE)))) {
                life.run(List.of(10L, 30L), List.of(20L));
                life.tester.stop();
                end = life.tester.now();
                assertThat(life.watermarks.seen()).containsExactly("-", "30");
            }
            try (Life life = new Life(
                    target,
                    folder,
                    end.toInstant().plus(Duration.ofHours(1)),
                    numbers -> numbers.map(number -> number).eventTime(ITSELF.idleAfter(SILENCE)))) {
                life.run(List.of(), List.of(), List.of(), List.of());
                // a batch at the start, in which an hour of nobody running it is no silence; after 3 s it is
                assertThat(life.watermarks.seen()).containsExactly("30", "30", "30", "31", "1031");
            }
        }
    }

    private static void runAgain(Target target) throws IOException {
        try (Folder folder = Folder.create()) {
            Time end;
            try (Life life = new Life(target, folder, null, numbers -> numbers.eventTime(ITSELF), "1h")) {
                life.run(List.of(10L), List.of(20L), List.of(30L));
                end = life.tester.now();
            }
            try (Life life = new Life(target, folder, end.toInstant(), numbers -> numbers.eventTime(ITSELF), "1h")) {
                life.run(List.of());
                assertThat(life.watermarks.seen()).containsExactly("-", "10", "20", "30");
            }
        }
    }

    private static void otherUnit(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Long> numbers = tester.input("numbers");
            tester.start(ssc -> ssc.source(new MemorySource<Long>("numbers"))
                    .eventTime(ITSELF)
                    .print());
            numbers.add(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli() * 1000);
            assertThatThrownBy(() -> tester.tick())
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("eventTime")
                    .hasMessageContaining("record 1767225600000000")
                    .hasMessageContaining("between the years 1 and 9999: give milliseconds since 1970");
        }
    }

    private static void oneNameEach(Target target) {
        StreamProgram program = ssc -> {
            DStream<Long> numbers = ssc.source(new MemorySource<Long>("numbers"));
            numbers.eventTime(ITSELF).print();
            numbers.filter(number -> number > 1).eventTime(ITSELF).print();
        };
        try (StreamTester tester = target.tester().build()) {
            assertThatThrownBy(() -> tester.start(program))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'event time of eventTime(numbers)'")
                    .hasMessageContaining(".named(");
        }
        assertThatThrownBy(() -> ITSELF.lateness(Duration.ofMillis(-1)))
                .hasMessageContaining("0 or more, not PT-0.001S");
        assertThatThrownBy(() -> ITSELF.idleAfter(Duration.ZERO)).hasMessageContaining("at least 1ms, not PT0S");
    }

    private static void explained(Target target) {
        try (StreamTester tester = target.tester().build()) {
            tester.start(ssc -> {
                ssc.source(new PartitionedSource(ITSELF.lateness(SILENCE)))
                        .named("parts")
                        .print();
                ssc.source(new MemorySource<Pair<String, Long>>("pairs"))
                        .eventTime(EventTime.<Pair<String, Long>>ofMillis(pair -> pair.value())
                                .idleAfter(SILENCE))
                        .print();
            });
            assertThat(tester.context().explain())
                    .contains("reads partitions, event time, 3s late at most")
                    .contains("event time, idle after 3s");
        }
    }

    private static DStream<Long> same(StreamingContext ssc, DStream<Long> numbers) {
        return numbers;
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    private static List<String> watermarks(Target target, Timing timing, List<Long>... batches) {
        try (Life life = new Life(target, null, null, timing)) {
            life.run(batches);
            return life.watermarks.seen();
        }
    }

    /** Gives a stream event time. */
    @FunctionalInterface
    private interface Timing {
        DStream<Long> of(DStream<Long> numbers);
    }

    /** A stream of numbers between a start and a stop. */
    private static final class Life implements AutoCloseable {
        private final Watermarks watermarks = new Watermarks();
        private final StreamTester tester;
        private final MemorySource<Long> numbers;

        Life(Target target, @Nullable Folder folder, @Nullable Instant start, Timing timing) {
            this(target, folder, start, timing, "0ms");
        }

        Life(Target target, @Nullable Folder folder, @Nullable Instant start, Timing timing, String epoch) {
            StreamTester.Builder builder = target.tester().conf("sakia.streaming.epoch", epoch);
            if (folder != null) {
                builder.checkpoint(folder.path());
            }
            if (start != null) {
                builder.startingAt(start);
            }
            tester = builder.build();
            numbers = tester.input("numbers");
            tester.start(ssc -> {
                ssc.addStreamingListener(watermarks);
                timing.of(ssc.source(new MemorySource<Long>("numbers"))).foreachRDD(rdd -> rdd.count());
            });
        }

        @SafeVarargs
        @SuppressWarnings("varargs") // the array is only read
        final void run(List<Long>... batches) {
            for (List<Long> batch : batches) {
                numbers.addAll(batch);
                tester.tick();
            }
        }

        @Override
        public void close() {
            tester.close();
        }
    }

    /** A stream of a source with partitions. */
    private static final class Run implements AutoCloseable {
        private final Watermarks watermarks = new Watermarks();
        private final PartitionedSource source;
        private final StreamTester tester;

        Run(
                Target target,
                @Nullable EventTime<Long> ofSource,
                BiFunction<StreamingContext, DStream<Long>, DStream<Long>> program) {
            source = new PartitionedSource(ofSource);
            tester = target.tester().build();
            tester.start(ssc -> {
                ssc.addStreamingListener(watermarks);
                program.apply(ssc, ssc.source(source).named("numbers")).foreachRDD(rdd -> rdd.count());
            });
        }

        Run add(String partition, Long... numbers) {
            source.add(partition, numbers);
            return this;
        }

        Run tick() {
            tester.tick();
            return this;
        }

        List<String> seen() {
            return watermarks.seen();
        }

        @Override
        public void close() {
            tester.close();
        }
    }
}
