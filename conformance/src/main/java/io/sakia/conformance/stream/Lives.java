package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.streaming.DStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.StreamingContextState;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import io.sakia.testkit.ManualClock;
import io.sakia.testkit.MemorySink;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** How streams begin and end, and who is told. */
public final class Lives {
    private static volatile CountDownLatch hanging = new CountDownLatch(1);

    private Lives() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario(
                        "a stream runs until all its inputs have ended",
                        Lives::endsWithItsInputs,
                        "StreamingContext.start()",
                        "StreamingContext.awaitTermination()",
                        "StreamingContext.getState()"),
                scenario(
                        "awaiting may be given up",
                        Lives::awaits,
                        "StreamingContext.awaitTerminationOrTimeout(Duration)",
                        "StreamingContext.close()"),
                scenario(
                        "a graceful stop processes what is there",
                        Lives::stopsGracefully,
                        "StreamingContext.stop(boolean)"),
                scenario("a stop at once cancels what runs", Lives::stopsAtOnce, "StreamingContext.stop()"),
                scenario("a stop before the start is the end", Lives::stopsBeforeTheStart),
                scenario("a stream can be stopped from its own batch", Lives::stopsFromInside),
                scenario("awaitTermination throws what made the stream fail", Lives::throwsTheFailure),
                scenario(
                        "listeners are told what happens",
                        Lives::tells,
                        "StreamingContext.addStreamingListener(StreamingListener)",
                        "StreamingContext.removeStreamingListener(StreamingListener)"),
                scenario("a listener that fails does no harm", Lives::listenersDoNoHarm),
                scenario(
                        "a context tells what it is",
                        Lives::tellsWhatItIs,
                        "StreamingContext.sakiaContext()",
                        "StreamingContext.interval()",
                        "StreamingContext.defaultParallelism()"),
                scenario("a self-clocked stream runs a batch whenever there are data", Lives::selfClocked),
                scenario("a self-clocked stream closes windows as time passes", Lives::selfClockedWindows),
                scenario("times never fall, and batches are numbered from 1", Lives::times));
    }

    private static StreamingContext context(Target target) {
        target.closeShared();
        return new StreamingContext(target.master(), Durations.milliseconds(20));
    }

    private static void endsWithItsInputs(Target target) throws InterruptedException {
        MemorySource<Integer> numbers = new MemorySource<>("numbers");
        MemorySource<Integer> others = new MemorySource<>("others");
        MemorySink<Integer> sink = new MemorySink<>("sink");
        numbers.add(1, 2, 3);
        numbers.end();
        others.end();
        try (StreamingContext ssc = context(target)) {
            ssc.source(numbers).union(ssc.source(others)).to("sink", sink);
            assertThat(ssc.getState()).isEqualTo(StreamingContextState.INITIALIZED);
            ssc.start();
            ssc.awaitTermination();
            assertThat(ssc.getState()).isEqualTo(StreamingContextState.STOPPED);
        }
        assertThat(sink.records()).containsExactly(1, 2, 3);
    }

    private static void awaits(Target target) throws InterruptedException {
        StreamingContext ssc = context(target);
        try (ssc) {
            ssc.source(new MemorySource<Integer>("numbers")).foreachRDD(rdd -> {});
            ssc.start();
            assertThat(ssc.awaitTerminationOrTimeout(Duration.ofMillis(1))).isFalse();
            assertThat(ssc.getState()).isEqualTo(StreamingContextState.ACTIVE);
        }
        assertThat(ssc.awaitTerminationOrTimeout(Duration.ofMillis(1))).isTrue();
        assertThat(ssc.getState()).isEqualTo(StreamingContextState.STOPPED);
    }

    private static void stopsGracefully(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Results<Integer> same = tester.output("same");
            MemorySink<Integer> sink = new MemorySink<>("sink");
            tester.start(ssc -> {
                DStream<Integer> stream = ssc.source(new MemorySource<Integer>("numbers"))
                        .map(x -> x)
                        .named("same");
                stream.to("sink", sink);
            });
            numbers.add(1);
            tester.tick();
            numbers.add(2, 3);
            tester.context().stop(true);
            assertThat(same.all()).containsExactly(1, 2, 3);
            assertThat(sink.records()).containsExactly(1, 2, 3);
            tester.context().stop(true);
            tester.context().stop(false);
        }
    }

    private static void stopsAtOnce(Target target) throws InterruptedException {
        hanging = new CountDownLatch(1);
        MemorySource<Integer> numbers = new MemorySource<>("numbers");
        MemorySink<Integer> sink = new MemorySink<>("sink");
        numbers.add(1, 2);
        try (StreamingContext ssc = context(target)) {
            ssc.source(numbers).map(Lives::hang).to("sink", sink);
            ssc.start();
            hanging.await();
            ssc.stop();
            assertThat(ssc.getState()).isEqualTo(StreamingContextState.STOPPED);
            ssc.awaitTermination();
        }
        assertThat(sink.records()).isEmpty();
    }

    private static int hang(int record) throws InterruptedException {
        hanging.countDown();
        new CountDownLatch(1).await();
        return record;
    }

    private static void stopsBeforeTheStart(Target target) throws InterruptedException {
        try (StreamingContext ssc = context(target)) {
            ssc.source(new MemorySource<Integer>("numbers")).print();
            ssc.stop();
            ssc.awaitTermination();
            assertThat(ssc.getState()).isEqualTo(StreamingContextState.STOPPED);
        }
    }

    private static void stopsFromInside(Target target) throws InterruptedException {
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        MemorySource<Integer> numbers = new MemorySource<>("numbers");
        numbers.add(1, 2, 3);
        try (StreamingContext ssc = context(target)) {
            ssc.source(numbers).foreachRDD(rdd -> {
                seen.addAll(rdd.collect());
                if (!seen.isEmpty()) {
                    ssc.stop(true);
                }
            });
            ssc.start();
            ssc.awaitTermination();
        }
        assertThat(seen).containsExactly(1, 2, 3);
    }

    private static void throwsTheFailure(Target target) {
        MemorySource<Integer> numbers = new MemorySource<>("numbers");
        numbers.add(0);
        try (StreamingContext ssc = context(target)) {
            ssc.source(numbers).map(x -> 1 / x).print();
            ssc.start();
            assertThatThrownBy(ssc::awaitTermination).isInstanceOfSatisfying(BatchFailedException.class, failure -> {
                assertThat(failure.batch()).isPositive();
                assertThat(failure.time().milliseconds()).isPositive();
                assertThat(failure).hasMessageContaining("map at Lives.java:");
            });
            assertThat(ssc.getState()).isEqualTo(StreamingContextState.STOPPED);
        }
    }

    private static void tells(Target target) {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        StreamingListener leaves = new StreamingListener() {
            @Override
            public void onBatchCompleted(BatchInfo batch) {
                told.add("to the one who leaves: " + batch.id());
            }
        };
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            tester.start(ssc -> {
                ssc.addStreamingListener(new Telling(told));
                ssc.addStreamingListener(leaves);
                ssc.source(new MemorySource<Integer>("numbers")).map(x -> 6 / x).foreachRDD(rdd -> {
                    told.add("runs " + rdd.collect());
                });
            });
            numbers.add(1, 2);
            tester.tick();
            tester.context().removeStreamingListener(leaves);
            tester.tick();
            numbers.add(0);
            assertThatThrownBy(tester::tick).isInstanceOf(BatchFailedException.class);
        }
        assertThat(told)
                .containsExactly(
                        "started",
                        "batch 1 begins with 2",
                        "runs [6, 3]",
                        "epoch 1 with 1 to 1",
                        "batch 1 done",
                        "to the one who leaves: 1",
                        "batch 2 begins with 0",
                        "runs []",
                        "epoch 2 with 2 to 2",
                        "batch 2 done",
                        "batch 3 begins with 1",
                        "batch 3 failed: BatchFailedException",
                        "stopped: BatchFailedException");
    }

    private static void listenersDoNoHarm(Target target) {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        try (StreamTester tester = target.tester().build()) {
            tester.start(ssc -> {
                ssc.addStreamingListener(new StreamingListener() {
                    @Override
                    public void onBatchStarted(BatchInfo batch) {
                        throw new IllegalStateException("a listener's own trouble");
                    }
                });
                ssc.addStreamingListener(new Telling(told));
                ssc.source(new MemorySource<Integer>("numbers")).print();
            });
            tester.tick();
        }
        assertThat(told).contains("batch 1 begins with 0", "batch 1 done", "stopped: null");
    }

    private static void tellsWhatItIs(Target target) {
        try (StreamTester tester = target.tester()
                .conf("sakia.default.parallelism", "3")
                .interval(Durations.milliseconds(500))
                .build()) {
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers")).print());
            StreamingContext ssc = tester.context();
            assertThat(ssc.defaultParallelism()).isEqualTo(3);
            assertThat(ssc.interval()).isEqualTo(BatchInterval.fixed(Durations.milliseconds(500)));
            assertThat(ssc.sakiaContext().defaultParallelism()).isEqualTo(3);
            assertThat(ssc.sakiaContext().parallelize(List.of(1, 2)).count()).isEqualTo(2);
        }
    }

    private static void selfClocked(Target target) {
        try (StreamTester tester = target.tester().selfClocked().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Results<Integer> same = tester.output("same");
            tester.start(ssc ->
                    ssc.source(new MemorySource<Integer>("numbers")).map(x -> x).named("same"));
            tester.tick();
            numbers.add(1, 2);
            tester.tick();
            tester.advance(Duration.ofSeconds(10));
            numbers.add(3);
            tester.tick();
            assertThat(same).hasToString("same [batch 1: [1, 2], batch 2: [3]]");
            assertThat(same.batches().get(1).time()).isEqualTo(tester.now());
        }
    }

    private static void selfClockedWindows(Target target) {
        try (StreamTester tester = target.tester().selfClocked().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Results<Integer> windows = tester.output("windows");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                    .window(Seconds.TWO, Seconds.ONE)
                    .named("windows"));
            tester.advance(Duration.ofMillis(300));
            numbers.add(1);
            tester.tick();
            tester.advance(Duration.ofMillis(300));
            numbers.add(2);
            tester.tick();
            assertThat(windows.batches()).isEmpty();
            tester.advance(Duration.ofMillis(3400));
            assertThat(windows.batches())
                    .map(Results.Output::records)
                    .containsExactly(List.of(1, 2), List.of(1, 2), List.of(), List.of());
        }
    }

    private static void times(Target target) throws InterruptedException {
        List<Long> ids = Collections.synchronizedList(new ArrayList<>());
        List<Long> times = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch enough = new CountDownLatch(5);
        target.closeShared();
        ManualClock clock = new ManualClock();
        try (StreamingContext ssc =
                new StreamingContext(target.conf(), BatchInterval.fixed(Durations.milliseconds(200)), clock)) {
            ssc.addStreamingListener(new StreamingListener() {
                @Override
                public void onBatchStarted(BatchInfo batch) {
                    ids.add(batch.id());
                    times.add(batch.time().milliseconds() - ManualClock.START.toEpochMilli());
                    enough.countDown();
                }
            });
            ssc.source(new MemorySource<Integer>("numbers")).foreachRDD(rdd -> {});
            ssc.start();
            clock.advance(Durations.seconds(1));
            enough.await();
        }
        assertThat(ids).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(times).containsExactly(200L, 400L, 600L, 800L, 1000L);
    }

    /** Notes what it is told. */
    private record Telling(List<String> told) implements StreamingListener {
        @Override
        public void onStreamingStarted(String description) {
            told.add("started");
        }

        @Override
        public void onBatchStarted(BatchInfo batch) {
            told.add("batch " + batch.id() + " begins with " + batch.records());
        }

        @Override
        public void onBatchCompleted(BatchInfo batch) {
            told.add("batch " + batch.id() + " done");
        }

        @Override
        public void onBatchFailed(BatchInfo batch, Throwable failure) {
            told.add("batch " + batch.id() + " failed: " + failure.getClass().getSimpleName());
        }

        @Override
        public void onEpochCommitted(long epoch, long firstBatch, long lastBatch) {
            told.add("epoch " + epoch + " with " + firstBatch + " to " + lastBatch);
        }

        @Override
        public void onStreamingStopped(@Nullable Throwable failure) {
            told.add("stopped: " + (failure == null ? null : failure.getClass().getSimpleName()));
        }
    }
}
