package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Folder;
import io.sakia.conformance.table.Target;
import io.sakia.connector.EventTime;
import io.sakia.streaming.DStream;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.state.TimedState;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When batches come for what is due by event time, on a stream of numbers that are their own times. */
public final class EventTicks {
    private static final EventTime<Long> ITSELF = EventTime.ofMillis(number -> number);

    private EventTicks() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario("a self-clocked stream makes a batch at once for what is due by its data", EventTicks::atOnce),
                scenario("with fixed batches it comes up in the next", EventTicks::fixed),
                scenario(
                        "a self-clocked stream wakes up when a silence lets time go on, and not before",
                        EventTicks::idle),
                scenario("what comes up in a batch may be due behind it in the same batch", EventTicks::chained),
                scenario("when all inputs have ended all comes up, in the last batch", EventTicks::end),
                scenario("an input that ends without data has a last batch too", EventTicks::endsLater),
                scenario("a graceful stop lets come up what is due by the data, and no more", EventTicks::stop),
                scenario("what was due at a stop comes up in the next run", EventTicks::nextRun));
    }

    private static void atOnce(Target target) {
        try (Run run = new Run(target.tester().selfClocked(), ITSELF)) {
            run.add(12).add(25).add(20);
            assertThat(run.batches()).containsExactly("0 []", "0 []", "0 [20]", "0 []");
            run.tester.advance(Duration.ofHours(1));
            assertThat(run.batches()).hasSize(4);
        }
    }

    private static void fixed(Target target) {
        try (Run run = new Run(target.tester(), ITSELF)) {
            run.add(12).add(25);
            run.tester.tick(2);
            assertThat(run.batches()).containsExactly("1000 []", "2000 []", "3000 [20]", "4000 []");
        }
    }

    private static void idle(Target target) {
        try (Run run = new Run(target.tester().selfClocked(), ITSELF.idleAfter(Duration.ofSeconds(3)))) {
            run.add(12);
            run.tester.advance(Duration.ofSeconds(10));
            run.add(25).add(14);
            run.tester.advance(Duration.ofSeconds(10));
            assertThat(run.batches()).containsExactly("0 []", "3007 [20]", "10000 [30]", "10000 [20]");
        }
    }

    private static void chained(Target target) {
        try (StreamTester tester = target.tester().selfClocked().build()) {
            MemorySource<Long> numbers = tester.input("numbers");
            Results<Long> out = tester.output("out");
            tester.start(ssc -> tens(tens(ssc.source(new MemorySource<Long>("numbers"))
                                    .eventTime(ITSELF))
                            .map(ten -> ten - 1))
                    .named("out"));
            numbers.add(12L);
            tester.tick();
            numbers.add(25L);
            tester.tick();
            assertThat(out.batches().stream().map(String::valueOf))
                    .containsExactly("batch 1: []", "batch 2: []", "batch 3: [20]");
        }
    }

    private static void end(Target target) {
        try (Run run = new Run(target.tester().selfClocked(), ITSELF)) {
            run.numbers.add(12L, 31L);
            run.numbers.end();
            run.tester.tick();
            assertThat(run.tester.hasEnded()).isTrue();
            assertThat(run.batches()).containsExactly("0 [20, 40]");
        }
    }

    private static void endsLater(Target target) {
        try (Run run = new Run(target.tester().selfClocked(), ITSELF)) {
            run.add(12);
            run.numbers.end();
            run.tester.tick();
            assertThat(run.tester.hasEnded()).isTrue();
            assertThat(run.batches()).containsExactly("0 []", "0 [20]");
        }
    }

    private static void stop(Target target) {
        try (Run run = new Run(target.tester(), ITSELF)) {
            run.add(12);
            run.numbers.add(25L);
            run.tester.stop();
            assertThat(run.batches()).containsExactly("1000 []", "2000 []", "3000 [20]");
        }
    }

    private static void nextRun(Target target) throws IOException {
        try (Folder folder = Folder.create()) {
            Instant end;
            try (Run run = new Run(target.tester().checkpoint(folder.path()), ITSELF)) {
                run.add(12);
                run.add(25);
                end = run.tester.now().toInstant();
            }
            try (Run run =
                    new Run(target.tester().checkpoint(folder.path()).startingAt(end.plusSeconds(3600)), ITSELF)) {
                run.tester.tick();
                assertThat(run.batches().get(0)).endsWith(" [20]");
            }
        }
    }

    /** The next multiple of ten of each number, once time has come there. */
    private static DStream<Long> tens(DStream<Long> numbers) {
        return numbers.mapToPair(number -> Pair.of("all", number))
                .mapWithState(
                        Long.class,
                        EventTicks::set,
                        (key, timer, state) -> List.of(timer.time().toEpochMilli()));
    }

    private static List<Long> set(String key, Long number, TimedState<Long> state) {
        state.setEventTimer(Instant.ofEpochMilli(Math.floorDiv(number, 10L) * 10 + 10));
        return List.of();
    }

    private static StreamProgram program(EventTime<Long> eventTime) {
        return ssc -> tens(ssc.source(new MemorySource<Long>("numbers")).eventTime(eventTime))
                .named("out");
    }

    /** A run of {@link #tens}. */
    private static final class Run implements AutoCloseable {
        private final StreamTester tester;
        private final MemorySource<Long> numbers;
        private final Results<Long> out;
        private final long begin;

        Run(StreamTester.Builder builder, EventTime<Long> eventTime) {
            tester = builder.build();
            numbers = tester.input("numbers");
            out = tester.output("out");
            begin = tester.now().milliseconds();
            tester.start(program(eventTime));
        }

        Run add(long number) {
            numbers.add(number);
            tester.tick();
            return this;
        }

        /** As {@code 3000 [20]}: what came in each batch, and when. */
        List<String> batches() {
            return out.batches().stream()
                    .map(batch -> batch.time().milliseconds() - begin + " " + batch.records())
                    .toList();
        }

        @Override
        public void close() {
            tester.close();
        }
    }
}
