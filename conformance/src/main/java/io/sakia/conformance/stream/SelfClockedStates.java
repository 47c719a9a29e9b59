package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.streaming.state.State;
import io.sakia.streaming.state.StateSpec;
import io.sakia.streaming.time.Time;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Keys that time out where no batch comes by itself. */
public final class SelfClockedStates {
    private static final int SEEDS = 5;
    private static final int WORDS = 25;

    private SelfClockedStates() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario("a self-clocked stream makes a batch where a key times out, and no other", target -> {
                    List<String> batches = new ArrayList<>();
                    try (StreamTester tester = target.tester().selfClocked().build()) {
                        MemorySource<String> words = tester.input("words");
                        Results<String> out = tester.output("out");
                        start(tester, 250);
                        long begin = tester.now().milliseconds();
                        words.add("a");
                        tester.tick();
                        tester.advance(Duration.ofMillis(100));
                        words.add("b");
                        tester.tick();
                        tester.advance(Duration.ofSeconds(2));
                        out.batches()
                                .forEach(batch ->
                                        batches.add(batch.time().milliseconds() - begin + " " + batch.records()));
                    }
                    assertThat(batches).containsExactly("0 []", "100 []", "250 [a]", "350 [b]");
                }),
                scenario("on a self-clocked stream each key times out to the millisecond", target -> {
                    for (int seed = 0; seed < SEEDS; seed++) {
                        random(target, seed);
                    }
                }));
    }

    private static void random(Target target, int seed) {
        Random random = new Random(seed);
        long timeout = 10L * random.nextInt(12) + 5; // while words come at multiples of 10
        List<String> expected = new ArrayList<>();
        Map<String, Long> last = new HashMap<>();
        try (StreamTester tester = target.tester().selfClocked().build()) {
            MemorySource<String> words = tester.input("words");
            Results<String> out = tester.output("out");
            long start = tester.now().milliseconds();
            start(tester, timeout);
            for (int i = 0; i < WORDS; i++) {
                String word = "" + (char) ('a' + random.nextInt(4));
                long now = tester.now().milliseconds() - start;
                Long before = last.put(word, now);
                if (before != null && now - before > timeout) {
                    expected.add(before + timeout + " " + word);
                }
                words.add(word);
                tester.tick();
                tester.advance(Duration.ofMillis(10L * random.nextInt(8)));
            }
            tester.advance(Duration.ofSeconds(1));
            last.forEach((word, time) -> expected.add(time + timeout + " " + word));
            List<String> got = new ArrayList<>();
            out.batches()
                    .forEach(batch ->
                            batch.records().forEach(word -> got.add(batch.time().milliseconds() - start + " " + word)));
            assertThat(got)
                    .as("seed " + seed + ", timeout " + timeout + "\n" + tester.transcript())
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** Puts out each word when it times out. */
    private static void start(StreamTester tester, long timeout) {
        tester.start(ssc -> ssc.source(new MemorySource<String>("words"))
                .mapToPair(word -> Pair.of(word, 1))
                .mapWithState(StateSpec.function(SelfClockedStates::whenOut).timeout(Duration.ofMillis(timeout)))
                .named("out"));
    }

    private static Optional<String> whenOut(Time time, String key, Optional<Integer> one, State<Integer> state) {
        one.ifPresent(state::update);
        return state.isTimingOut() ? Optional.of(key) : Optional.empty();
    }
}
