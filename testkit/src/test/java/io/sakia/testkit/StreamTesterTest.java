package io.sakia.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.streaming.time.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StreamTesterTest {
    private static final StreamProgram TOTALS = ssc -> ssc.source(new MemorySource<Integer>("numbers"))
            .mapToPair(number -> Pair.of("total", number))
            .updateStateByKey((List<Integer> values, Optional<Integer> total) -> Optional.of(
                    total.orElse(0) + values.stream().mapToInt(value -> value).sum()))
            .map(Pair::value)
            .named("total")
            .print();

    @Test
    void runsABatchForEachTick() {
        try (StreamTester tester = StreamTester.create()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Results<Integer> total = tester.output("total");
            tester.start(TOTALS);

            tester.tick();
            assertThat(total.last()).isEmpty();
            numbers.add(1, 2);
            numbers.add(3);
            tester.tick();
            assertThat(total.last()).containsExactly(6);
            tester.tick(2);
            assertThat(total.batches())
                    .map(Results.Output::records)
                    .containsExactly(List.of(), List.of(6), List.of(6), List.of(6));
            assertThat(total.batches().get(3).time()).isEqualTo(tester.now());
        }
    }

    @Test
    void aLongAdvanceSkipsNoTick() {
        try (StreamTester tester =
                StreamTester.builder().interval(Durations.milliseconds(100)).build()) {
            Results<Integer> total = tester.output("total");
            tester.input("numbers");
            tester.start(TOTALS);

            tester.advance(Durations.seconds(5));

            assertThat(total.batches()).hasSize(50);
            assertThat(total.batches()).last().extracting(Results.Output::batch).isEqualTo(50L);
        }
    }

    @Test
    void aWindowBetweenSlidesIsAbsent() {
        try (StreamTester tester = StreamTester.create()) {
            MemorySource<String> letters = tester.input("letters");
            Results<String> pairs = tester.output("pairs");
            tester.start(ssc -> ssc.source(new MemorySource<String>("letters"))
                    .window(Durations.seconds(2), Durations.seconds(2))
                    .named("pairs"));
            for (String letter : List.of("a", "b", "c", "d", "e")) {
                letters.add(letter);
                tester.tick();
            }

            assertThat(pairs).hasToString("pairs [batch 2: [a, b], batch 4: [c, d]]");
            assertThatThrownBy(pairs::last).hasMessageStartingWith("batch 5 put nothing out");
        }
    }

    @Test
    void aSelfClockedStreamTakesWhatWasAddedWhenItIsHandedOver() {
        try (StreamTester tester = StreamTester.builder().selfClocked().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Results<Integer> total = tester.output("total");
            tester.start(TOTALS);

            tester.tick();
            assertThat(total.batches()).isEmpty();
            for (int i = 0; i < 100; i++) {
                numbers.add(i);
                numbers.add(i);
                tester.tick();
            }
            assertThat(total.batches()).hasSize(100);
            assertThat(total.last()).containsExactly(9900);
            assertThat(tester.now().milliseconds()).isEqualTo(ManualClock.START.toEpochMilli());

            tester.advance(Duration.ofHours(1));
            assertThat(total.batches()).hasSize(100);
        }
    }

    @Test
    void aSelfClockedWindowEndsAsTimePasses() {
        try (StreamTester tester = StreamTester.builder().selfClocked().build()) {
            MemorySource<String> letters = tester.input("letters");
            Results<Pair<String, Long>> counts = tester.output("counts");
            tester.start(ssc -> ssc.source(new MemorySource<String>("letters"))
                    .mapToPair(letter -> Pair.of(letter, 1L))
                    .reduceByKeyAndWindow(Long::sum, Durations.seconds(2), Durations.seconds(2))
                    .named("counts"));
            tester.advance(Durations.milliseconds(500));
            letters.add("a");
            tester.tick();
            letters.add("a");
            tester.tick();
            assertThat(counts.batches()).isEmpty();

            tester.advance(Durations.seconds(4));

            assertThat(counts.batches())
                    .map(Results.Output::records)
                    .containsExactly(List.of(Pair.of("a", 2L)), List.of());
        }
    }

    @Test
    void aBatchThatFailsMakesTheTickThrow() {
        try (StreamTester tester = StreamTester.create()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Results<Integer> inverse = tester.output("inverse");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                    .map(number -> 100 / number)
                    .named("inverse"));
            numbers.add(10);
            tester.tick();
            assertThat(inverse.last()).containsExactly(10);
            numbers.add(0);

            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("/ by zero")
                    .hasMessageContaining("record 0")
                    .hasMessageContaining("map 'inverse' at StreamTesterTest.java:");
            assertThatThrownBy(tester::tick).isInstanceOf(BatchFailedException.class);
            assertThat(tester.hasEnded()).isTrue();
            assertThat(tester.transcript()).contains("failed: batch 2 ");
        }
    }

    @Test
    void aFailureThatNoTickHasToldIsToldByClose() {
        StreamTester tester = StreamTester.builder().selfClocked().build();
        MemorySource<Integer> numbers = new MemorySource<>("numbers");
        tester.start(ssc -> ssc.source(numbers).map(number -> 1 / number).print());
        numbers.add(0);
        assertThatThrownBy(() -> tester.context().awaitTermination()).isInstanceOf(BatchFailedException.class);

        assertThatThrownBy(tester::close).isInstanceOf(BatchFailedException.class);
    }

    @Test
    void showsWhatIsPrinted() {
        try (StreamTester tester = StreamTester.create()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            tester.start(TOTALS);
            numbers.add(42);
            tester.tick();

            assertThat(tester.printed()).hasSize(2);
            assertThat(tester.printed().get(0)).startsWith("── batch 1 · ");
            assertThat(tester.printed().get(1)).isEqualTo("42");
        }
    }

    @Test
    void stopProcessesWhatWasAdded() {
        try (StreamTester tester = StreamTester.create()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Results<Integer> total = tester.output("total");
            tester.start(TOTALS);
            numbers.add(1);
            tester.tick();
            numbers.add(2);
            tester.stop();

            assertThat(total.all()).containsExactly(1, 3);
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("tick() is called after the stream has ended, when no batch can follow");
        }
    }

    @Test
    void endsWithItsInputs() {
        try (StreamTester tester = StreamTester.create()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Results<Integer> total = tester.output("total");
            tester.start(TOTALS);
            numbers.add(1);
            numbers.end();
            assertThat(tester.hasEnded()).isFalse();
            tester.tick();

            assertThat(total.all()).containsExactly(1);
            assertThat(tester.hasEnded()).isTrue();
        }
    }

    @Test
    void tellsWhatHappened() {
        try (StreamTester tester = StreamTester.create()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            tester.output("total");
            tester.start(TOTALS);
            numbers.add(1, 2);
            tester.tick(2);

            assertThat(tester.transcript().lines())
                    .containsExactly(
                            "started with batches every 1s on local[2]",
                            "numbers ◄ [1, 2]",
                            "tick",
                            "  batch 1 at 1s",
                            "    total ► [3]",
                            "tick",
                            "  batch 2 at 2s",
                            "    total ► [3]");
        }
    }

    @Test
    void publishesToAMemorySink() {
        try (StreamTester tester = StreamTester.create()) {
            MemorySource<String> words = tester.input("words");
            MemorySink<String> sink = new MemorySink<>("upper");
            tester.start(ssc -> ssc.source(new MemorySource<String>("words"))
                    .map(word -> word.toUpperCase(Locale.ROOT))
                    .to("upper", sink));
            words.add("a", "b", "c");
            tester.tick();
            words.add("d");
            tester.tick(2);

            assertThat(sink.batches()).containsExactly(List.of("A", "B", "C"), List.of("D"), List.of());
        }
    }

    @Test
    void namesThatTheProgramDoesNotHaveAreRefused() {
        try (StreamTester tester = StreamTester.create()) {
            tester.output("totals");
            assertThatThrownBy(() -> tester.start(TOTALS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'totals'");
        }
        try (StreamTester tester = StreamTester.create()) {
            tester.input("figures");
            assertThatThrownBy(() -> tester.start(TOTALS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'figures'")
                    .hasMessageContaining("[numbers]");
        }
    }

    @Test
    void callsInTheWrongOrderAreRefused() {
        try (StreamTester tester = StreamTester.create()) {
            assertThatThrownBy(tester::tick).hasMessage("the program is not started: call start(program) first");
            tester.start(TOTALS);
            assertThatThrownBy(() -> tester.input("numbers")).hasMessageContaining("after start()");
            assertThatThrownBy(() -> tester.output("total")).hasMessageContaining("after start()");
            assertThatThrownBy(() -> tester.start(TOTALS)).hasMessageContaining("after start()");
        }
    }
}
