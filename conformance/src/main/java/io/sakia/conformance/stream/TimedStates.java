package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.StreamTable.stream;
import static io.sakia.streaming.error.ErrorPolicy.skip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Folder;
import io.sakia.conformance.table.Target;
import io.sakia.connector.EventTime;
import io.sakia.streaming.MapWithStateDStream;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.streaming.state.TimedState;
import io.sakia.streaming.state.Timer;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code mapWithState} with timers. */
public final class TimedStates {
    private TimedStates() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                stream("a timer that is put off with each pair", "PairDStream.mapWithState(Class,Function3,Function3)")
                        .pairs("[(a,1)] [(a,2)] [] [] []")
                        .gives("[] [] [] [a3] []", pairs -> quiet(pairs, 2)),
                stream("a timer for now comes up in this batch, after all pairs")
                        .pairs("[(a,1) (a,2)] [(a,4)]")
                        .gives("[a3] [a4]", pairs -> quiet(pairs, 0)),
                stream("each key has timers of its own")
                        .pairs("[(a,1) (b,2)] [(a,2)] [] [(c,1)] [] []")
                        .gives("[] [] [b2] [a3] [] [c1]", pairs -> quiet(pairs, 2)),
                stream("timers come up in the order of times, and may set later ones")
                        .pairs("[(a,2) (b,1)] [] [] []")
                        .givesInOrder("[] [b1 b11] [a2 a12] []", TimedStates::twice),
                stream("timers of keys without a state come up, and are in no snapshot")
                        .pairs("[(a,1) (b,0)] [] []")
                        .gives(
                                "[(a,1)] [(a,1)] [(a,1)]",
                                pairs -> keeping(pairs).stateSnapshots()),
                stream("removing a state leaves its timers")
                        .pairs("[(a,1)] [(a,0)] [] []")
                        .gives("[] [a-] [] [a-]", TimedStates::keeping),
                stream("under a window with a slide, timers come up at slides")
                        .pairs("[(a,1)] [] [] [] [] []")
                        .gives("- [] - [a1] - []", pairs -> quiet(pairs.window(Seconds.TWO, Seconds.TWO), 1)),
                stream("event timers come up with the watermark, after all pairs and before timers by the clock")
                        .pairs("[(a,5) (b,7)] [(a,9)] [] [(a,30)] []")
                        .givesInOrder("[] [e a@5 e b@7] [e a@9 c a] [] [e a@30]", TimedStates::byEventTime),
                stream("a timer on which the function fails is gone, and nothing else that it has done counts")
                        .pairs("[(a,1)] [] [(b,5)] [] []")
                        .gives("[] [] [a1] [] [b5]", TimedStates::failing),
                scenario("timers outlive the run that has set them", TimedStates::restarted),
                scenario("a self-clocked stream makes a batch for a timer, and no other", TimedStates::selfClocked),
                scenario("an event timer needs event time", TimedStates::withoutEventTime));
    }

    /** Sums that come when a key has been away for so many seconds. */
    private static MapWithStateDStream<String, Integer, Integer, String> quiet(
            PairDStream<String, Integer> pairs, int seconds) {
        return pairs.mapWithState(
                Integer.class,
                (key, value, sum) -> {
                    sum.update(sum.getOption().orElse(0) + value);
                    sum.clearTimers();
                    sum.setTimer(sum.now().plusSeconds(seconds));
                    return List.of();
                },
                (key, timer, sum) -> {
                    String text = key + sum.get();
                    sum.remove();
                    return List.of(text);
                });
    }

    /** What came half a second after a first timer, which fails. */
    private static MapWithStateDStream<String, Integer, Integer, String> failing(PairDStream<String, Integer> pairs) {
        return pairs.mapWithState(
                        Integer.class,
                        (String key, Integer value, TimedState<Integer> state) -> {
                            state.update(value);
                            state.setTimer(state.now().plusSeconds(1));
                            state.setTimer(state.now().plusMillis(1500));
                            return List.<String>of();
                        },
                        (key, timer, state) -> {
                            String text = key + state.get();
                            state.update(100);
                            state.clearTimers();
                            if (timer.time().toEpochMilli() % 1000 == 0) {
                                throw new IllegalStateException("a whole second");
                            }
                            return List.of(text);
                        })
                .onError(skip().atMost(1));
    }

    /** A timer in as many seconds as the value says, and 10 and 500 ms later again. */
    private static MapWithStateDStream<String, Integer, Integer, String> twice(PairDStream<String, Integer> pairs) {
        return pairs.mapWithState(Integer.class, TimedStates::set, TimedStates::again);
    }

    private static List<String> set(String key, int value, TimedState<Integer> state) {
        state.update(value);
        state.setTimer(state.now().plusMillis(1000L * value - 500));
        return List.of();
    }

    private static List<String> again(String key, Timer timer, TimedState<Integer> state) {
        int value = state.get();
        if (value < 10) {
            state.update(value + 10);
            state.setTimer(timer.time().plusMillis(400));
        }
        return List.of(key + value);
    }

    /** Keeps what is not 0, forgets at 0; a second after each pair what there is. */
    private static MapWithStateDStream<String, Integer, Integer, String> keeping(PairDStream<String, Integer> pairs) {
        return pairs.mapWithState(
                Integer.class,
                (key, value, state) -> {
                    state.setTimer(state.now().plusSeconds(value == 0 ? 2 : 1));
                    if (value == 0) {
                        state.remove();
                    } else {
                        state.update(value);
                    }
                    return List.of();
                },
                (key, timer, state) ->
                        List.of(key + state.getOption().map(String::valueOf).orElse("-")));
    }

    /** An event timer at each value, and for a 9 a timer in a second. */
    private static MapWithStateDStream<String, Integer, Integer, String> byEventTime(
            PairDStream<String, Integer> pairs) {
        return pairs.repartition(1)
                .eventTime(EventTime.ofMillis(pair -> pair.value()))
                .mapWithState(
                        Integer.class,
                        (key, value, state) -> {
                            state.setEventTimer(Instant.ofEpochMilli(value));
                            if (value == 9) {
                                state.setTimer(state.now().plusSeconds(1));
                            }
                            return List.of();
                        },
                        (key, timer, state) -> List.of(
                                timer.isEventTime()
                                        ? "e " + key + "@" + timer.time().toEpochMilli()
                                        : "c " + key));
    }

    /** Sums that come 3 s of running time after the last pair: one before the stop, two after it, for which nobody waited meanwhile. */
    private static void restarted(Target target) throws IOException {
        StreamProgram program = ssc -> quiet(
                        ssc.source(new MemorySource<Pair<String, Integer>>("pairs"))
                                .mapToPair(pair -> pair),
                        3)
                .named("out");
        try (Folder folder = Folder.create()) {
            Instant end;
            try (StreamTester tester = target.tester().checkpoint(folder.path()).build()) {
                MemorySource<Pair<String, Integer>> pairs = tester.input("pairs");
                Results<String> out = tester.output("out");
                tester.start(program);
                pairs.add(Pair.of("a", 1), Pair.of("b", 2));
                tester.tick(2);
                pairs.add(Pair.of("b", 3), Pair.of("c", 4));
                tester.tick(2);
                assertThat(out.all()).containsExactly("a1");
                end = tester.now().toInstant();
                tester.stop();
            }
            try (StreamTester tester = target.tester()
                    .checkpoint(folder.path())
                    .startingAt(end.plusSeconds(100))
                    .build()) {
                tester.input("pairs");
                Results<String> out = tester.output("out");
                tester.start(program);
                tester.tick();
                assertThat(out.all()).isEmpty();
                tester.tick(2);
                assertThat(out.all()).containsExactlyInAnyOrder("b5", "c4");
            }
        }
    }

    private static void selfClocked(Target target) {
        List<String> batches = new ArrayList<>();
        try (StreamTester tester = target.tester().selfClocked().build()) {
            MemorySource<Pair<String, Integer>> pairs = tester.input("pairs");
            Results<String> out = tester.output("out");
            tester.start(ssc -> twice(ssc.source(new MemorySource<Pair<String, Integer>>("pairs"))
                            .mapToPair(pair -> pair))
                    .named("out"));
            long begin = tester.now().milliseconds();
            pairs.add(Pair.of("a", 1));
            tester.tick();
            tester.advance(Duration.ofSeconds(3));
            out.batches().forEach(batch -> batches.add(batch.time().milliseconds() - begin + " " + batch.records()));
        }
        assertThat(batches).containsExactly("0 []", "500 [a1]", "900 [a11]");
    }

    private static void withoutEventTime(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                    .mapToPair(number -> Pair.of("all", number))
                    .mapWithState(
                            Integer.class,
                            (key, number, state) -> {
                                state.setEventTimer(state.now());
                                return List.<String>of();
                            },
                            (key, timer, state) -> List.of(key))
                    .print());
            numbers.add(1);
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasStackTraceContaining("key all can't have a timer at the event time")
                    .hasStackTraceContaining("for the stream has none: declare it by stream.eventTime(…)");
        }
    }
}
