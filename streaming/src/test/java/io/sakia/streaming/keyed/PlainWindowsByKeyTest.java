package io.sakia.streaming.keyed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Accumulator;
import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.connector.EventTime;
import io.sakia.connector.codec.Codecs;
import io.sakia.engine.OperatorException;
import io.sakia.function.TaskFunction;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.graph.Watermarks;
import io.sakia.streaming.keyed.WindowModel.Event;
import io.sakia.streaming.state.KeyPanes;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.state.StateFormat;
import io.sakia.streaming.window.Timing;
import io.sakia.streaming.window.Window;
import io.sakia.streaming.window.WindowKind;
import io.sakia.streaming.window.Windowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
class PlainWindowsByKeyTest {
    /** What is made of a window's values; the model makes the same of all of them. */
    private enum Work {
        /** In place, so that whoever shares what it may not is found out. */
        LISTS {
            @Override
            Aggregate<Event, ?, String> aggregate() {
                return Aggregate.of(
                        ArrayList<Long>::new,
                        (list, event) -> {
                            list.add(event.value());
                            return list;
                        },
                        (list, other) -> {
                            list.addAll(other);
                            return list;
                        },
                        list -> new TreeSet<>(list).toString());
            }

            @Override
            String of(List<Event> events) {
                TreeSet<Long> values = new TreeSet<>();
                events.forEach(event -> values.add(event.value()));
                return values.toString();
            }
        },
        /** Numbers, whose results are something else. */
        SUMS {
            @Override
            Aggregate<Event, ?, String> aggregate() {
                return Aggregate.of(() -> 0L, (sum, event) -> sum + event.value(), Long::sum, sum -> "sum " + sum);
            }

            @Override
            String of(List<Event> events) {
                return "sum " + events.stream().mapToLong(Event::value).sum();
            }
        };

        abstract Aggregate<Event, ?, String> aggregate();

        abstract String of(List<Event> events);
    }

    private static <A> StepKit<Long, Event, KeyPanes<A>, Object> kit(
            WindowKind.Sliding kind, Aggregate<Event, A, ?> aggregate, Random random) {
        return new StepKit<>(function(kind, aggregate), StateCopier.immutable(), new StoredTypes(List.of()), 0, random);
    }

    private static <A, R> PlainWindowsByKey<Long, Event, A, R> function(
            WindowKind.Sliding kind, Aggregate<Event, A, R> aggregate) {
        EventTime.Millis<Event> time = Event::time;
        return new PlainWindowsByKey<>(
                kind,
                TaskFunction.shared(time),
                TaskFunction.shared(aggregate),
                null,
                new Accumulator<>("late", Aggregate.of(() -> 0L, Long::sum, Long::sum, sum -> sum)));
    }

    private static List<Pair<Long, Event>> pairs(List<Event> events) {
        return events.stream().map(event -> Pair.of(event.key(), event)).toList();
    }

    private static List<Object> plain(List<Object> out) {
        List<Object> all = new ArrayList<>();
        for (Object each : out) {
            if (each instanceof WindowResults<?, ?> window) {
                window.forEach(all::add);
            } else {
                all.add(each instanceof LateRecord late ? late.record() : each);
            }
        }
        return all;
    }

    private static WindowKind.Sliding some(Random random) {
        int size = 1 + random.nextInt(random.nextInt(4) == 0 ? 40 : 12);
        int slide = random.nextInt(3) == 0 ? size : 1 + random.nextInt(size);
        return new WindowKind.Sliding(size, slide, (random.nextInt(30) - 15) % slide);
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithAModelHoweverLateRecordsAreAndTasksFail(Work work) throws Exception {
        long stragglers = 0;
        for (long seed = 0; seed < 600; seed++) {
            Random random = new Random(seed);
            WindowKind.Sliding kind = some(random);
            StepKit<Long, Event, ?, Object> kit = kit(kind, work.aggregate(), random);
            WindowModel model = new WindowModel(kind, 0, 0, work::of);
            int lateness = random.nextInt(30);
            int reach = 1 + random.nextInt(60);
            long before = Watermarks.UNKNOWN;
            long latest = -20;
            for (int batch = 0; batch < 40; batch++) {
                boolean last = batch == 39;
                long now = last ? Watermarks.END : Math.max(before, batch < 2 ? before : latest - lateness);
                List<Event> events = new ArrayList<>();
                for (int i = random.nextInt(random.nextInt(8) == 0 ? 40 : 6); i > 0; i--) {
                    long time = latest + 5 - random.nextInt(reach);
                    long key = random.nextInt(6) == 0 ? 1000L * batch : random.nextInt(3);
                    events.add(new Event(key, time, random.nextInt(1000)));
                    stragglers +=
                            before != Watermarks.UNKNOWN && kind.endAfter(time) <= before && kind.lastEnd(time) > before
                                    ? 1
                                    : 0;
                }
                Watermarks watermarks = new Watermarks(before, now);
                List<Object> out = plain(kit.watermarks(watermarks).batch(batch, pairs(events)));
                assertThat(out)
                        .as("seed %d, %s, batch %d %s: %s", seed, kind, batch, watermarks, events)
                        .containsExactlyInAnyOrderElementsOf(model.batch(events, watermarks));
                assertThat(ends(out)).as("seed %d: in the order of time", seed).isSorted();
                assertThat(kit.keys()).isGreaterThanOrEqualTo(model.keys());
                assertThat(kit.eventDue()).as("seed %d, batch %d", seed, batch).isEqualTo(model.eventDue());
                for (Event event : events) {
                    latest = Math.max(latest, event.time());
                }
                latest += random.nextInt(random.nextInt(10) == 0 ? 200 : 4);
                before = now;
            }
            assertThat(kit.keys()).as("what is over is gone").isZero();
            assertThat(kit.eventDue()).isEqualTo(StatefulOperator.NEVER);
        }
        assertThat(stragglers).isGreaterThan(2_000);
    }

    private static List<Long> ends(List<Object> out) {
        List<Long> ends = new ArrayList<>();
        for (Object each : out) {
            if (each instanceof Windowed<?, ?> windowed) {
                ends.add(windowed.window().endMillis());
            }
        }
        return ends;
    }

    @Test
    void aYearWithoutRecordsIsPassedAtOnce() throws Exception {
        WindowKind.Sliding kind = new WindowKind.Sliding(10, 1, 0);
        StepKit<Long, Event, ?, Object> kit = kit(kind, Work.SUMS.aggregate(), null);
        long year = 365L * 24 * 60 * 60 * 1000;
        kit.watermarks(Watermarks.NONE)
                .batch(1, pairs(List.of(new Event(1, 0, 1), new Event(1, year, 2), new Event(2, 5 * year, 3))));
        assertThat(kit.eventDue()).isEqualTo(1);
        List<Object> out = plain(kit.watermarks(new Watermarks(Watermarks.UNKNOWN, Watermarks.END))
                .batch(2, List.of()));
        assertThat(out)
                .hasSize(30)
                .contains(windowed(1, 0 - 9, 1, "sum 1"), windowed(2, 5 * year, 5 * year + 10, "sum 3"));
        assertThat(kit.keys()).isZero();
    }

    @Test
    void combinationsDoNotGrowWithTheWindow() throws Exception {
        for (int panes : new int[] {1, 2, 10, 100, 1000}) {
            AtomicLong combinations = new AtomicLong();
            Aggregate<Event, Long, Long> counting = Aggregate.of(
                    () -> 0L,
                    (sum, event) -> sum + event.value(),
                    (sum, other) -> {
                        combinations.incrementAndGet();
                        return sum + other;
                    },
                    sum -> sum);
            StepKit<Long, Event, ?, Object> kit = kit(new WindowKind.Sliding(panes * 10L, 10, 0), counting, null);
            long entries = 0;
            long results = 0;
            long watermark = Watermarks.UNKNOWN;
            for (int batch = 0; batch < 3000; batch++) {
                List<Event> events = new ArrayList<>();
                for (long key = 0; key < 3; key++) {
                    events.add(new Event(key, batch * 10L - 30 * (batch % 2), 1)); // out of order
                }
                entries += events.size();
                long now = batch * 10L - 40;
                results += plain(kit.watermarks(new Watermarks(watermark, Math.max(watermark, now)))
                                .batch(batch, pairs(events)))
                        .size();
                watermark = Math.max(watermark, now);
            }
            assertThat(results).isGreaterThan(3 * 1400);
            assertThat(combinations.get())
                    .as("%d panes, %d entries, %d results", panes, entries, results)
                    .isLessThanOrEqualTo(3 * entries + 2 * results);
        }
    }

    @Test
    void aTimeThatIsNoneIsRefusedWithTheRecord() {
        StepKit<Long, Event, ?, Object> kit = kit(new WindowKind.Sliding(5, 5, 0), Work.SUMS.aggregate(), null);
        assertThatThrownBy(() -> kit.batch(1, pairs(List.of(new Event(1, Long.MAX_VALUE, 1)))))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("which is no time: give milliseconds since 1970");
    }

    @Test
    void whatIsStoredNamesTheWindows() {
        assertThat(form(new WindowKind.Sliding(600_000, 60_000, 0)))
                .isEqualTo("panes for windows of 10m every 1m of value");
        assertThat(form(new WindowKind.Sliding(90_000, 90_000, 30_000)))
                .isEqualTo("panes for tumbling windows of 90s from 30s of value");
        assertThat(new KeyWindowsFormat<>(
                                new WindowKind.Session(1_000).text(), false, StateFormat.any(Codecs.standard()))
                        .form())
                .isEqualTo("windows sessions with a gap of 1s of value");
    }

    private static String form(WindowKind.Sliding kind) {
        return function(kind, Work.SUMS.aggregate())
                .codec(Codecs.standard())
                .states()
                .form();
    }

    private static Windowed<Long, String> windowed(long key, long start, long end, String value) {
        return new Windowed<>(key, new Window(start, end), value, Timing.ON_TIME);
    }
}
