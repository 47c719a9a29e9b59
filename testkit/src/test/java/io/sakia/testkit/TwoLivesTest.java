package io.sakia.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.streaming.time.Durations;
import io.sakia.streaming.time.Time;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two testers on one checkpoint: a program that ends and goes on. */
@Timeout(60)
class TwoLivesTest {
    @TempDir
    private Path folder;

    private static void total(StreamingContext ssc) {
        ssc.source(new MemorySource<Integer>("numbers"))
                .mapToPair(number -> Pair.of("total", number))
                .updateStateByKey((List<Integer> values, Optional<Integer> total) -> Optional.of(total.orElse(0)
                        + values.stream().mapToInt(value -> value).sum()))
                .map(Pair::value)
                .named("total")
                .print();
    }

    private StreamTester.Builder life() {
        return StreamTester.builder().checkpoint(folder.resolve("checkpoint"));
    }

    @Test
    void theSecondGoesOnWhereTheFirstWasClosed() {
        Time end;
        try (StreamTester first = life().build()) {
            MemorySource<Integer> numbers = first.input("numbers");
            Results<Integer> total = first.output("total");
            first.start(TwoLivesTest::total);
            numbers.add(1, 2);
            first.tick(2);
            assertThat(total.last()).containsExactly(3);
            numbers.add(99); // no batch takes it
            end = first.now();
        }
        try (StreamTester second = life().startingAt(end.toInstant()).build()) {
            MemorySource<Integer> numbers = second.input("numbers");
            Results<Integer> total = second.output("total");
            second.start(TwoLivesTest::total);
            assertThat(total.batches()).isEmpty();
            numbers.add(10);
            second.tick();
            assertThat(total.last()).containsExactly(13);
            assertThat(total.batches().get(0).batch()).isEqualTo(3);
            assertThat(total.batches().get(0).time()).isEqualTo(end.plus(Durations.seconds(1)));
            numbers.add(100);
            second.tick();
            assertThat(total.last()).containsExactly(113);
        }
    }

    @Test
    void aThirdGoesOnFromTheSecond() {
        Instant start = ManualClock.START;
        for (int life = 1; life <= 3; life++) {
            try (StreamTester tester = life().startingAt(start).build()) {
                MemorySource<Integer> numbers = tester.input("numbers");
                Results<Integer> total = tester.output("total");
                tester.start(TwoLivesTest::total);
                numbers.add(1, 2, 3);
                tester.tick();
                assertThat(total.last()).containsExactly(6 * life);
                tester.stop();
                start = tester.now().toInstant();
            }
        }
    }

    @Test
    void aBatchThatFailedRunsAgainOnWhatItHadRead() {
        Time end;
        try (StreamTester first = life().build()) {
            MemorySource<Integer> numbers = first.input("numbers");
            first.start(failing());
            numbers.add(1, 2);
            assertThatThrownBy(first::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("out of order");
            end = first.now();
        }
        try (StreamTester second = life().startingAt(end.toInstant()).build()) {
            second.input("numbers");
            Results<Integer> total = second.output("total");
            second.start(TwoLivesTest::total);
            assertThat(total.last()).containsExactly(3);
            assertThat(total.batches()).map(Results.Output::time).containsExactly(end);
        }
    }

    @Test
    void aClockThatIsBehindMakesTheNextBatchWait() {
        try (StreamTester first = life().build()) {
            first.input("numbers");
            first.start(TwoLivesTest::total);
            first.tick(2);
        }
        try (StreamTester second = life().build()) {
            second.input("numbers");
            Results<Integer> total = second.output("total");
            second.start(TwoLivesTest::total);
            second.tick();
            assertThat(total.batches()).isEmpty();
            second.tick(2);
            assertThat(total.batches())
                    .map(output -> output.time().toInstant())
                    .containsExactly(ManualClock.START.plusSeconds(3));
        }
    }

    @Test
    void theClockBeginsWhereItIsTold() {
        Instant start = Instant.parse("2030-06-01T12:00:00Z");
        try (StreamTester tester = StreamTester.builder().startingAt(start).build()) {
            assertThat(tester.now().toInstant()).isEqualTo(start);
            Results<Integer> total = tester.output("total");
            tester.input("numbers");
            tester.start(TwoLivesTest::total).tick();
            assertThat(total.batches()).map(output -> output.time().toInstant()).containsExactly(start.plusSeconds(1));
            assertThat(tester.transcript()).contains("batch 1 at 1s");
        }
    }

    @Test
    void aSourceOfTheTestsOwnMustHaveWhatWasRead() {
        MemorySource<Integer> source = new MemorySource<>("numbers");
        source.add(1, 2);
        StreamProgram program = ssc -> ssc.source(source).print();
        Time end;
        try (StreamTester first = life().build()) {
            end = first.start(program).tick().now();
        }
        source.add(3);
        try (StreamTester second = life().startingAt(end.toInstant()).build()) {
            second.start(program).tick();
            assertThat(second.printed()).contains("3").doesNotContain("1", "2");
        }
        try (StreamTester third = life().startingAt(end.toInstant()).build()) {
            assertThatThrownBy(() -> third.start(ssc ->
                            ssc.source(new MemorySource<Integer>("numbers")).print()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was read up to record 3 in a run before, and has only 0");
        }
    }

    private static StreamProgram failing() {
        return ssc -> {
            total(ssc);
            ssc.streamNamed("total").foreachRDD(rdd -> {
                throw new IllegalStateException("out of order");
            });
        };
    }
}
