package io.sakia.streaming.keyed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.connector.StableHash;
import io.sakia.engine.OperatorException;
import io.sakia.function.TaskFunction;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.graph.Watermarks;
import io.sakia.streaming.state.MemoryStorage;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.state.StateStores;
import io.sakia.streaming.state.TimedState;
import io.sakia.streaming.state.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapWithTimersTest {
    /** What a pair does: keeps a text, sets or clears a timer, forgets all. A timer that ends in 3 sets two others when it comes up. */
    private record Command(char what, long time) {}

    private static final TimerFunctions<Long, Command, String, String> FUNCTIONS =
            new TimerFunctions<>(MapWithTimersTest::onRecord, MapWithTimersTest::onTimer);

    private static List<String> onRecord(Long key, Command command, TimedState<String> state) {
        Instant time = Instant.ofEpochMilli(command.time());
        switch (command.what()) {
            case 'u' -> state.update(state.getOption().orElse("") + command.time());
            case 'r' -> state.remove();
            case 'e' -> state.setEventTimer(time);
            case 't' -> state.setTimer(time);
            case 'x' -> state.clearEventTimer(time);
            case 'y' -> state.clearTimer(time);
            case 'z' -> state.clearTimers();
            default -> throw new IllegalArgumentException("no such command");
        }
        return List.of();
    }

    private static List<String> onTimer(Long key, Timer timer, TimedState<String> state) {
        long time = timer.time().toEpochMilli();
        if (time % 10 == 3) {
            state.setEventTimer(Instant.ofEpochMilli(time + 5));
            state.setTimer(Instant.ofEpochMilli(time + 4));
        }
        if (time % 10 == 5) {
            state.remove();
        }
        return List.of(key
                + (timer.isEventTime() ? "e" : "t")
                + time
                + state.getOption().orElse("-"));
    }

    private static StepKit<Long, Command, Timed<String>, String> kit(Random random, StateStores stores) {
        return new StepKit<>(
                new MapWithTimers<>(TaskFunction.shared(FUNCTIONS), String.class, true, null),
                StateCopier.immutable(),
                new StoredTypes(List.of()),
                0,
                random,
                stores);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, Long.MAX_VALUE})
    void agreesWithAModelHoweverTasksFailAndWhateverIsOnDisk(long memory) throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            StepKit<Long, Command, Timed<String>, String> kit = kit(random, MemoryStorage.tight("kit", memory));
            Model model = new Model();
            long time = 0;
            long before = Watermarks.UNKNOWN;
            for (int batch = 0; batch < 50; batch++) {
                time += random.nextInt(6);
                long now = Math.max(before, random.nextInt(4) == 0 ? before : time - random.nextInt(12));
                List<Pair<Long, Command>> pairs = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    char what = "uurueeettxyz".charAt(random.nextInt(12));
                    pairs.add(Pair.of((long) random.nextInt(6), new Command(what, time - 5 + random.nextInt(30))));
                }
                List<String> expected = model.batch(time, now, pairs);
                assertThat(kit.watermarks(new Watermarks(before, now)).batch(time, pairs))
                        .as("seed %d, batch %d at %d", seed, batch, time)
                        .isEqualTo(expected);
                assertThat(kit.keys()).isEqualTo(model.keys.size());
                assertThat(kit.due()).isEqualTo(model.due(false));
                assertThat(kit.eventDue()).isEqualTo(model.due(true));
                before = now;
            }
        }
    }

    /** All keys, looked through one after the other. */
    private static final class Model {
        private static final class Key {
            String state = "";
            final TreeSet<Long> events = new TreeSet<>();
            final TreeSet<Long> others = new TreeSet<>();

            TreeSet<Long> times(boolean event) {
                return event ? events : others;
            }
        }

        private final Map<Long, Key> keys = new LinkedHashMap<>();

        List<String> batch(long time, long watermark, List<Pair<Long, Command>> pairs) {
            for (Pair<Long, Command> pair : pairs) {
                Key key = keys.computeIfAbsent(pair.key(), its -> new Key());
                long at = pair.value().time();
                switch (pair.value().what()) {
                    case 'u' -> key.state += at;
                    case 'r' -> key.state = "";
                    case 'e' -> key.events.add(at);
                    case 't' -> key.others.add(at);
                    case 'x' -> key.events.remove(at);
                    case 'y' -> key.others.remove(at);
                    default -> {
                        key.events.clear();
                        key.others.clear();
                    }
                }
            }
            List<String> out = new ArrayList<>();
            fire(true, watermark, out);
            fire(false, time, out);
            keys.values().removeIf(key -> key.state.isEmpty() && key.events.isEmpty() && key.others.isEmpty());
            return out;
        }

        private void fire(boolean event, long now, List<String> out) {
            while (due(event) <= now) {
                long time = due(event);
                long first = keys.entrySet().stream()
                        .filter(entry -> entry.getValue().times(event).contains(time))
                        .map(Map.Entry::getKey)
                        .min(Comparator.comparingLong(StableHash::of))
                        .orElseThrow();
                Key key = keys.get(first);
                key.times(event).remove(time);
                if (time % 10 == 3) {
                    key.events.add(time + 5);
                    key.others.add(time + 4);
                }
                if (time % 10 == 5) {
                    key.state = "";
                }
                out.add(first + (event ? "e" : "t") + time + (key.state.isEmpty() ? "-" : key.state));
            }
        }

        long due(boolean event) {
            return keys.values().stream()
                    .flatMap(key -> key.times(event).stream())
                    .mapToLong(Long::longValue)
                    .min()
                    .orElse(StatefulOperator.NEVER);
        }
    }

    /** However far the index of the table that holds them has grown, of which a part is moved at a time. */
    @Test
    void timersOfManyKeysComeUpAtOnce() throws Exception {
        for (int count = 1; count < 400; count += 3) {
            StepKit<Long, Command, Timed<String>, String> kit = kit(new Random(1), new StateStores("kit"));
            List<Pair<Long, Command>> pairs = new ArrayList<>();
            for (long key = 0; key < count; key++) {
                pairs.add(Pair.of(key, new Command('e', 7)));
            }
            assertThat(kit.watermarks(new Watermarks(0, 10)).batch(10, pairs))
                    .as("of %d keys", count)
                    .hasSize(count);
        }
    }

    @Test
    void aTimerThatWouldComeUpForEverIsRefused() throws Exception {
        TimerFunctions<Long, Long, String, String> again = new TimerFunctions<>(
                (key, time, state) -> {
                    state.setTimer(Instant.ofEpochMilli(time));
                    return List.of();
                },
                (key, timer, state) -> {
                    state.setTimer(timer.time());
                    return List.of();
                });
        StepKit<Long, Long, Timed<String>, String> kit = new StepKit<>(
                new MapWithTimers<>(TaskFunction.shared(again), String.class, false, null),
                StateCopier.immutable(),
                new StoredTypes(List.of()),
                0,
                null);
        assertThatThrownBy(() -> kit.batch(7, List.of(Pair.of(1L, 5L))))
                .isInstanceOfSatisfying(
                        OperatorException.class,
                        e -> assertThat(e.record()).isEqualTo("1 at its timer of 1970-01-01T00:00:00.005Z"))
                .hasMessageContaining(
                        "key 1 can't get a timer at 1970-01-01T00:00:00.005Z while the one of"
                                + " 1970-01-01T00:00:00.005Z comes up, for it would come up at once and again: set a later one");
    }

    @Test
    void anEventTimerNeedsEventTime() {
        StepKit<Long, Command, Timed<String>, String> kit = new StepKit<>(
                new MapWithTimers<>(TaskFunction.shared(FUNCTIONS), String.class, false, null),
                StateCopier.immutable(),
                new StoredTypes(List.of()),
                0,
                null);
        assertThatThrownBy(() -> kit.batch(7, List.of(Pair.of(1L, new Command('e', 5)))))
                .hasMessageContaining(
                        "key 1 can't have a timer at the event time 1970-01-01T00:00:00.005Z, for the stream has none")
                .hasMessageContaining("stream.eventTime(…)");
    }

    @Test
    void atTheEndOfTimeAllTimersComeUpAndTheirSuccessorsDoNot() throws Exception {
        StepKit<Long, Command, Timed<String>, String> kit = kit(null, new StateStores("kit"));
        assertThat(kit.watermarks(new Watermarks(0, Watermarks.END))
                        .batch(
                                1,
                                List.of(
                                        Pair.of(1L, new Command('e', 1_003)),
                                        Pair.of(1L, new Command('e', 1_010)),
                                        Pair.of(1L, new Command('t', 50)))))
                .containsExactly("1e1003-", "1e1010-");
        assertThat(kit.eventDue()).isEqualTo(StatefulOperator.NEVER);
        assertThat(kit.due()).isEqualTo(50);
    }

    @Test
    void timersThatArePutOffAgainAndAgainLeaveNothingBehind() throws Exception {
        StepKit<Long, Command, Timed<String>, String> kit = kit(null, new StateStores("kit"));
        for (int i = 0; i < 20_000; i++) {
            List<Pair<Long, Command>> pairs =
                    List.of(Pair.of(1L, new Command('z', 0)), Pair.of(1L, new Command('e', 1_000_000L - i)));
            assertThat(kit.watermarks(new Watermarks(0, 1)).batch(i, pairs)).isEmpty();
            assertThat(kit.eventDue()).isEqualTo(1_000_000L - i);
        }
        assertThat(kit.watermarks(new Watermarks(1, 1_000_000)).batch(20_000, List.of()))
                .hasSize(1);
    }
}
