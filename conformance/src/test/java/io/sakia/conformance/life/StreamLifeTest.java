package io.sakia.conformance.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.streaming.DStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.StreamingContextState;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.time.Durations;
import io.sakia.testkit.MemorySink;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.StreamTester;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a stream starts, goes on, fails and ends. */
@Timeout(30)
class StreamLifeTest {
    private final MemorySource<String> source = new MemorySource<>("words");
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    private DStream<String> words(StreamingContext ssc) {
        return ssc.source(source);
    }

    private void collect(DStream<String> stream) {
        stream.foreachRDD(rdd -> seen.addAll(rdd.collect()));
    }

    @Test
    void endsByItselfWhenAllInputsHaveEnded() throws Exception {
        try (StreamTester tester = StreamTester.builder().selfClocked().build()) {
            source.add("a", "b");
            source.end();
            tester.start(ssc -> collect(words(ssc)));
            tester.context().awaitTermination();

            assertThat(seen).containsExactly("a", "b");
            assertThat(tester.context().getState()).isEqualTo(StreamingContextState.STOPPED);
        }
    }

    @Test
    void endsAfterALookThatFindsNothingForSoLong() {
        try (StreamTester tester =
                StreamTester.builder().conf("sakia.streaming.untilIdle", "3s").build()) {
            tester.start(ssc -> collect(words(ssc)));
            tester.tick(2);
            source.add("a");
            tester.tick(3);
            assertThat(tester.hasEnded()).isFalse();
            source.add("b");
            tester.tick(3);
            assertThat(tester.hasEnded()).isFalse();
            tester.tick();
            assertThat(tester.hasEnded()).isTrue();
            assertThat(seen).containsExactly("a", "b");
        }
    }

    @Test
    void aStreamWithoutIntervalEndsWhenNothingComesToo() {
        try (StreamTester tester = StreamTester.builder()
                .selfClocked()
                .conf("sakia.streaming.untilIdle", "3s")
                .build()) {
            tester.start(ssc -> collect(words(ssc)));
            tester.advance(Durations.milliseconds(2_999));
            source.add("a");
            tester.tick();
            tester.advance(Durations.milliseconds(2_999));
            assertThat(tester.hasEnded()).isFalse();
            tester.advance(Durations.milliseconds(1));
            assertThat(tester.hasEnded()).isTrue();
            assertThat(seen).containsExactly("a");
        }
    }

    @Test
    void aGracefulStopProcessesWhatWasTakenIn() {
        try (StreamTester tester = StreamTester.create()) {
            tester.start(ssc -> collect(words(ssc)));
            source.add("a");
            tester.context().stop(true);

            assertThat(seen).containsExactly("a");
        }
    }

    @Test
    void aStopAtOnceLeavesWhatWasTakenIn() {
        try (StreamTester tester = StreamTester.create()) {
            tester.start(ssc -> collect(words(ssc)));
            source.add("a");
            tester.context().stop(false);

            assertThat(seen).isEmpty();
        }
    }

    @Test
    void canBeStoppedFromItsOwnBatch() throws Exception {
        try (StreamTester tester = StreamTester.create()) {
            source.add("a");
            tester.start(ssc -> words(ssc).foreachRDD(rdd -> {
                seen.addAll(rdd.collect());
                ssc.stop(true);
            }));
            tester.tick();
            tester.context().awaitTermination();

            assertThat(seen).containsExactly("a");
        }
    }

    @Test
    void aStopAtOnceCancelsTheBatchThatRuns() throws Exception {
        CountDownLatch running = Running.LATCH;
        StreamingContext ssc = new StreamingContext("local[2]", java.time.Duration.ofMillis(10));
        source.add("a");
        words(ssc).map(Running::blockUntilInterrupted).print();
        ssc.start();
        running.await();
        ssc.stop(false);

        assertThat(ssc.getState()).isEqualTo(StreamingContextState.STOPPED);
        ssc.awaitTermination(); // a stop is no failure
    }

    @Test
    void aFailedBatchEndsTheStreamAndIsNotSkipped() {
        List<String> failures = new ArrayList<>();
        try (StreamTester tester = StreamTester.create()) {
            source.add("1", "x");
            tester.start(ssc -> {
                ssc.addStreamingListener(new StreamingListener() {
                    @Override
                    public void onBatchFailed(BatchInfo batch, Throwable failure) {
                        failures.add("batch " + batch.id());
                    }

                    @Override
                    public void onStreamingStopped(@Nullable Throwable failure) {
                        failures.add(String.valueOf(failure));
                    }
                });
                words(ssc).map(Integer::parseInt).named("numbers").foreachRDD(rdd -> rdd.count());
            });

            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("batch 1")
                    .hasMessageContaining("map 'numbers' at StreamLifeTest.java:")
                    .hasMessageContaining("record x")
                    .hasMessageContaining("NumberFormatException")
                    .hasMessageContaining("4 attempts");
            assertThat(failures).hasSize(2).first().isEqualTo("batch 1");
            assertThatThrownBy(() -> tester.context().awaitTermination()).isInstanceOf(BatchFailedException.class);
        }
    }

    @Test
    void whatIsPrintedOfAFailureBeginsWithTheUsersFrame() {
        try (StreamTester tester = StreamTester.create()) {
            source.add("x");
            tester.start(ssc -> words(ssc)
                    .<String>map(word -> {
                        throw new IllegalStateException("no " + word);
                    })
                    .print());

            assertThatThrownBy(tester::tick).satisfies(failure -> {
                assertThat(failure.getStackTrace()).isEmpty();
                assertThat(failure.getCause())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("no x");
                StackTraceElement[] frames = failure.getCause().getStackTrace();
                assertThat(frames[0].getClassName()).isEqualTo(StreamLifeTest.class.getName());
                assertThat(frames[0].getMethodName()).startsWith("lambda$");
                assertThat(frames).noneMatch(frame -> frame.getClassName().startsWith("io.sakia.embedded"));
            });
        }
    }

    @Test
    void anErrorInAnOutputIsToldWithItsBatchAndPlace() {
        try (StreamTester tester = StreamTester.create()) {
            tester.start(ssc -> words(ssc).foreachRDD(rdd -> {
                throw new AssertionError("not what was expected");
            }));

            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("batch 1")
                    .hasMessageContaining("foreachRDD")
                    .hasMessageContaining("not what was expected")
                    .hasCauseInstanceOf(AssertionError.class);
        }
    }

    @Test
    void whatATransformThrowsIsItsOwnFailure() {
        try (StreamTester tester = StreamTester.create()) {
            tester.start(ssc -> words(ssc)
                    .<String>transform(rdd -> {
                        throw new IllegalArgumentException("no such table");
                    })
                    .named("looked-up")
                    .print());

            assertThatThrownBy(tester::tick)
                    .hasMessageContaining("failed in transform 'looked-up' at StreamLifeTest.java:")
                    .hasMessageContaining("no such table");
        }
    }

    @Test
    void nothingOfAFailedBatchIsPublished() {
        MemorySink<String> sink = new MemorySink<>("kept");
        try (StreamTester tester = StreamTester.create()) {
            tester.start(ssc -> {
                DStream<String> words = words(ssc);
                words.to("kept", sink);
                words.map(Integer::parseInt).foreachRDD(rdd -> rdd.count());
            });
            source.add("1");
            tester.tick();
            source.add("2", "x");
            assertThatThrownBy(tester::tick).isInstanceOf(BatchFailedException.class);

            assertThat(sink.batches()).containsExactly(List.of("1"));
        }
    }

    @Test
    void anEpochOfSeveralBatchesIsPublishedAtItsEnd() {
        MemorySink<String> sink = new MemorySink<>("kept");
        try (StreamTester tester =
                StreamTester.builder().conf("sakia.streaming.epoch", "3s").build()) {
            tester.start(ssc -> words(ssc).to("kept", sink));
            source.add("a");
            tester.tick();
            source.add("b");
            tester.tick();
            assertThat(sink.records()).isEmpty();
            tester.tick();
            assertThat(sink.records()).containsExactly("a", "b");
            source.add("c");
            tester.tick();
            assertThat(sink.records()).containsExactly("a", "b");
            tester.context().stop(true);
            assertThat(sink.records()).containsExactly("a", "b", "c");
        }
    }

    @Test
    void aListenerThatFailsDoesNoHarm() {
        try (StreamTester tester = StreamTester.create()) {
            tester.start(ssc -> {
                ssc.addStreamingListener(new StreamingListener() {
                    @Override
                    public void onBatchCompleted(BatchInfo batch) {
                        throw new IllegalStateException("a listener's fault");
                    }
                });
                collect(words(ssc));
            });
            source.add("a");
            tester.tick();
            source.add("b");
            tester.tick();

            assertThat(seen).containsExactly("a", "b");
        }
    }

    @Test
    void aBatchTellsItsFigures() {
        List<BatchInfo> batches = new ArrayList<>();
        try (StreamTester tester = StreamTester.create()) {
            tester.start(ssc -> {
                ssc.addStreamingListener(new StreamingListener() {
                    @Override
                    public void onBatchCompleted(BatchInfo batch) {
                        batches.add(batch);
                    }
                });
                words(ssc)
                        .mapToPair(word -> io.sakia.Pair.of(word, 1L))
                        .mapWithState(Long.class, (word, one, state) -> {
                            state.update(one);
                            return word;
                        })
                        .named("words-seen")
                        .foreachRDD(rdd -> rdd.count())
                        .named("counted");
            });
            source.add("a", "b", "a");
            tester.tick();
            source.add("c");
            tester.tick();
        }
        assertThat(batches).extracting(BatchInfo::id).startsWith(1L, 2L);
        assertThat(batches).extracting(BatchInfo::records).startsWith(3L, 1L);
        assertThat(batches.get(1).states()).containsExactly(new BatchInfo.StateInfo("words-seen", 3, 1));
        assertThat(batches.get(0).outputs())
                .extracting(BatchInfo.OutputInfo::name)
                .containsExactly("counted");
    }

    /** Static, so that a task finds it: what a lambda captures is copied. */
    private static final class Running {
        private static final CountDownLatch LATCH = new CountDownLatch(1);
        private static final CountDownLatch NEVER = new CountDownLatch(1);

        static String blockUntilInterrupted(String word) throws InterruptedException {
            LATCH.countDown();
            NEVER.await();
            return word;
        }
    }
}
