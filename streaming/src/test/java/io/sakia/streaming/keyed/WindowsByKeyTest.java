package io.sakia.streaming.keyed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Accumulator;
import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.connector.EventTime;
import io.sakia.engine.OperatorException;
import io.sakia.function.TaskFunction;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.graph.Watermarks;
import io.sakia.streaming.keyed.WindowModel.Event;
import io.sakia.streaming.state.MemoryStorage;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.state.StateStores;
import io.sakia.streaming.window.Timing;
import io.sakia.streaming.window.Window;
import io.sakia.streaming.window.Windowed;
import io.sakia.streaming.window.Windows;
import io.sakia.streaming.window.WindowsOn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
class WindowsByKeyTest {
    /** Collects values, in place, so that whoever shares what it may not is found out. */
    private static final Aggregate<Event, List<Long>, String> VALUES = Aggregate.of(
            ArrayList::new,
            (list, event) -> {
                list.add(event.value());
                return list;
            },
            (list, other) -> {
                list.addAll(other);
                return list;
            },
            list -> new TreeSet<>(list).toString());

    private static StepKit<Long, Event, KeyWindows<List<Long>>, Object> kit(
            WindowsOn<Event> windows, Random random, StateStores stores) {
        EventTime.Millis<Event> time = windows.time().isEmpty() ? null : Event::time;
        WindowsByKey<Long, Event, List<Long>, String> function = new WindowsByKey<>(
                windows.rules(),
                time == null ? null : TaskFunction.shared(time),
                TaskFunction.shared(VALUES),
                null,
                new Accumulator<>("late", Aggregate.of(() -> 0L, Long::sum, Long::sum, sum -> sum)));
        return new StepKit<>(function, StateCopier.immutable(), new StoredTypes(List.of()), 0, random, stores);
    }

    private static List<Pair<Long, Event>> pairs(List<Event> events) {
        return events.stream().map(event -> Pair.of(event.key(), event)).toList();
    }

    private static List<Object> plain(List<Object> out) {
        return out.stream()
                .map(each -> each instanceof LateRecord late ? late.record() : each)
                .toList();
    }

    private static Windows some(Random random) {
        long size = 1 + random.nextInt(12);
        return switch (random.nextInt(3)) {
            case 0 -> Windows.tumbling(Duration.ofMillis(size)).offset(Duration.ofMillis(random.nextInt(30) - 15));
            case 1 ->
                Windows.sliding(Duration.ofMillis(size), Duration.ofMillis(1 + random.nextInt((int) size)))
                        .offset(Duration.ofMillis(random.nextInt(30) - 15));
            default -> Windows.session(Duration.ofMillis(size));
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, Long.MAX_VALUE})
    void agreesWithAModelHoweverLateRecordsAreAndTasksFail(long memory) throws Exception {
        for (long seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            WindowsOn<Event> windows = some(random).onMillis(Event::time);
            if (random.nextBoolean()) {
                windows = windows.allowedLateness(Duration.ofMillis(random.nextInt(12)));
            }
            if (random.nextInt(3) == 0) {
                windows = windows.earlyEvery(1 + random.nextInt(4));
            }
            StepKit<Long, Event, KeyWindows<List<Long>>, Object> kit =
                    kit(windows, random, MemoryStorage.tight("kit", memory));
            WindowModel model =
                    new WindowModel(windows.kind(), windows.allowedLatenessMillis(), windows.earlyRecords());
            long before = Watermarks.UNKNOWN;
            long latest = -20;
            for (int batch = 0; batch < 40; batch++) {
                boolean last = batch == 39;
                long now = last ? Watermarks.END : Math.max(before, batch < 2 ? before : latest - 5);
                List<Event> events = new ArrayList<>();
                for (int i = random.nextInt(6); i > 0; i--) {
                    long time = latest + 5 - random.nextInt(25);
                    events.add(new Event(random.nextInt(3), time, random.nextInt(1000)));
                }
                Watermarks watermarks = new Watermarks(before, now);
                List<Object> out = plain(kit.watermarks(watermarks).batch(batch, pairs(events)));
                assertThat(out)
                        .as("seed %d, %s, batch %d %s: %s", seed, windows, batch, watermarks, events)
                        .containsExactlyInAnyOrderElementsOf(model.batch(events, watermarks));
                assertThat(out.stream().filter(WindowsByKeyTest::isOnTime).toList())
                        .as("seed %d: in the order of time", seed)
                        .isSortedAccordingTo((a, b) ->
                                ((Windowed<?, ?>) a).window().compareTo(((Windowed<?, ?>) b).window()) > 0
                                                && ((Windowed<?, ?>) a).window().endMillis()
                                                        != ((Windowed<?, ?>) b)
                                                                .window()
                                                                .endMillis()
                                        ? 1
                                        : -1);
                assertThat(kit.keys()).isEqualTo(model.keys());
                for (Event event : events) {
                    latest = Math.max(latest, event.time());
                }
                latest += random.nextInt(4);
                before = now;
            }
            assertThat(kit.keys()).as("what is over is gone").isZero();
            assertThat(kit.eventDue()).isEqualTo(StatefulOperator.NEVER);
        }
    }

    private static boolean isOnTime(Object each) {
        return each instanceof Windowed<?, ?> windowed && windowed.timing() == Timing.ON_TIME;
    }

    @Test
    void whatComesOnTimeDependsNeitherOnCutsNorOnOrderWithinTheLateness() throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            WindowsOn<Event> windows = some(random).onMillis(Event::time);
            int lateness = random.nextInt(15);
            List<Event> events = new ArrayList<>();
            long time = 0;
            for (int i = 0; i < 60; i++) {
                time += random.nextInt(5);
                events.add(new Event(random.nextInt(3), time, i));
            }
            List<Object> expected = run(windows, events, 0, random, false);
            assertThat(expected).isNotEmpty().allMatch(WindowsByKeyTest::isOnTime);
            for (int variant = 0; variant < 3; variant++) {
                assertThat(run(windows, shuffled(events, lateness, random), lateness, random, true))
                        .as("seed %d, %s, lateness %d", seed, windows, lateness)
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    /** No record comes more than the lateness behind one that came before. */
    private static List<Event> shuffled(List<Event> events, int lateness, Random random) {
        List<Pair<Long, Event>> delayed = new ArrayList<>();
        for (Event event : events) {
            delayed.add(Pair.of(event.time() + random.nextInt(lateness + 1), event));
        }
        delayed.sort((a, b) -> Long.compare(a.key(), b.key()));
        return delayed.stream().map(Pair::value).toList();
    }

    private static List<Object> run(
            WindowsOn<Event> windows, List<Event> events, int lateness, Random random, boolean cut) throws Exception {
        StepKit<Long, Event, KeyWindows<List<Long>>, Object> kit = kit(windows, random, new StateStores("kit"));
        List<Object> out = new ArrayList<>();
        long watermark = Watermarks.UNKNOWN;
        long next = Watermarks.UNKNOWN;
        int from = 0;
        int batch = 0;
        while (from < events.size()) {
            int to = cut ? Math.min(events.size(), from + random.nextInt(9)) : events.size();
            Watermarks watermarks = new Watermarks(watermark, next);
            out.addAll(kit.watermarks(watermarks).batch(batch++, pairs(events.subList(from, to))));
            watermark = next;
            for (Event event : events.subList(from, to)) {
                next = Math.max(next, event.time() - lateness);
            }
            from = to;
        }
        out.addAll(kit.watermarks(new Watermarks(watermark, Watermarks.END)).batch(batch, List.of()));
        return out;
    }

    @Test
    void earlyResultsComeByTheClock() throws Exception {
        WindowsOn<Event> windows = Windows.sliding(Duration.ofMillis(20), Duration.ofMillis(10))
                .onMillis(Event::time)
                .early(Duration.ofMillis(100));
        StepKit<Long, Event, KeyWindows<List<Long>>, Object> kit = kit(windows, new Random(1), new StateStores("kit"));
        kit.watermarks(new Watermarks(0, 5));
        assertThat(kit.batch(1_000, pairs(List.of(new Event(1, 12, 1))))).isEmpty();
        assertThat(kit.due()).isEqualTo(1_100);
        assertThat(kit.batch(1_050, pairs(List.of(new Event(1, 22, 2))))).isEmpty();
        assertThat(kit.batch(1_100, List.of()))
                .containsExactly(
                        windowed(0, 20, "[1]", Timing.EARLY),
                        windowed(10, 30, "[1, 2]", Timing.EARLY),
                        windowed(20, 40, "[2]", Timing.EARLY));
        assertThat(kit.due()).isEqualTo(StatefulOperator.NEVER);
        kit.batch(1_200, pairs(List.of(new Event(1, 15, 3))));
        assertThat(kit.watermarks(new Watermarks(5, 20)).batch(1_300, List.of()))
                .containsExactly(
                        windowed(0, 20, "[1, 3]", Timing.ON_TIME), windowed(10, 30, "[1, 2, 3]", Timing.EARLY));
    }

    @Test
    void windowsOfNumbersAreFullOrDoNotCome() throws Exception {
        StepKit<Long, Event, KeyWindows<List<Long>>, Object> kit =
                kit(Windows.<Event>count(3).earlyEvery(2), new Random(1), new StateStores("kit"));
        assertThat(kit.batch(1, pairs(List.of(new Event(1, 0, 1), new Event(1, 0, 2)))))
                .containsExactly(windowed(0, 3, "[1, 2]", Timing.EARLY));
        assertThat(kit.batch(2, pairs(List.of(new Event(1, 0, 3), new Event(1, 0, 4)))))
                .containsExactly(windowed(0, 3, "[1, 2, 3]", Timing.ON_TIME));
        assertThat(kit.keys()).isEqualTo(1);
        assertThat(kit.batch(3, pairs(List.of(new Event(1, 0, 5), new Event(1, 0, 6)))))
                .containsExactly(windowed(0, 3, "[4, 5, 6]", Timing.ON_TIME));
        assertThat(kit.keys()).isZero();
    }

    @Test
    void theOneWindowEndsWithTime() throws Exception {
        StepKit<Long, Event, KeyWindows<List<Long>>, Object> kit =
                kit(Windows.<Event>global().earlyEvery(3), new Random(1), new StateStores("kit"));
        kit.watermarks(new Watermarks(0, 1));
        assertThat(kit.batch(1, pairs(List.of(new Event(1, 0, 1), new Event(1, 0, 2)))))
                .isEmpty();
        assertThat(kit.batch(2, pairs(List.of(new Event(1, 0, 3)))))
                .containsExactly(windowed(Long.MIN_VALUE, Long.MAX_VALUE, "[1, 2, 3]", Timing.EARLY));
        assertThat(kit.watermarks(new Watermarks(1, Watermarks.END)).batch(3, pairs(List.of(new Event(1, 0, 4)))))
                .containsExactly(windowed(Long.MIN_VALUE, Long.MAX_VALUE, "[1, 2, 3, 4]", Timing.ON_TIME));
        assertThat(kit.keys()).isZero();
    }

    @Test
    void aTimeThatIsNoneIsRefusedWithTheRecord() {
        StepKit<Long, Event, KeyWindows<List<Long>>, Object> kit =
                kit(Windows.tumbling(Duration.ofMillis(5)).onMillis(Event::time), null, new StateStores("kit"));
        assertThatThrownBy(() -> kit.batch(1, pairs(List.of(new Event(1, Long.MAX_VALUE, 1)))))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("which is no time: give milliseconds since 1970");
    }

    private static Windowed<Long, String> windowed(long start, long end, String value, Timing timing) {
        return new Windowed<>(1L, new Window(start, end), value, timing);
    }
}
