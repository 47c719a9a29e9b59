package io.sakia.streaming.keyed;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Accumulator;
import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.connector.EventTime;
import io.sakia.function.TaskFunction;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.graph.Watermarks;
import io.sakia.streaming.state.MemoryStorage;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.state.StateStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinInTimeTest {
    private static final EventTime.Millis<Object> TIME = record -> Long.parseLong(((String) record).substring(2));

    private static StepKit<Long, Sided, JoinSides, Object> kit(
            long before, long after, boolean left, boolean right, Random random, StateStores stores) {
        JoinInTime<Long> join = new JoinInTime<>(
                before,
                after,
                TaskFunction.shared(TIME),
                TaskFunction.shared(TIME),
                left,
                right,
                new Accumulator<>("late", Aggregate.of(() -> 0L, Long::sum, Long::sum, sum -> sum)));
        return new StepKit<>(join, StateCopier.immutable(), new StoredTypes(List.of()), 0, random, stores);
    }

    /** A record such as l2.17: of the left stream, with key 2, at 17. */
    private record Event(boolean isLeft, long key, long time) {
        String text() {
            return (isLeft ? "l." : "r.") + time;
        }

        Pair<Long, Sided> pair() {
            return Pair.of(key, new Sided(isLeft, text()));
        }
    }

    @ParameterizedTest
    @CsvSource({"false, false, 1", "true, false, 1000", "false, true, 9223372036854775807", "true, true, 1"})
    void allThatBelongsTogetherMeetsOnceHoweverItIsCut(boolean left, boolean right, long memory) throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            long before = random.nextInt(8);
            long after = random.nextInt(8);
            int lateness = random.nextInt(12);
            List<Pair<Long, Event>> delayed = new ArrayList<>();
            long time = 0;
            for (int i = 0; i < 60; i++) {
                time += random.nextInt(4);
                Event event = new Event(random.nextBoolean(), random.nextInt(3), time);
                delayed.add(Pair.of(time + random.nextInt(lateness + 1), event));
            }
            delayed.sort((a, b) -> Long.compare(a.key(), b.key()));
            List<Event> events = delayed.stream().map(Pair::value).toList();
            StepKit<Long, Sided, JoinSides, Object> kit =
                    kit(before, after, left, right, random, MemoryStorage.tight("kit", memory));
            List<Object> out = new ArrayList<>();
            long watermark = Watermarks.UNKNOWN;
            long next = Watermarks.UNKNOWN;
            int from = 0;
            int batch = 0;
            while (from < events.size()) {
                int to = Math.min(events.size(), from + random.nextInt(9));
                List<Event> some = events.subList(from, to);
                out.addAll(kit.watermarks(new Watermarks(watermark, next))
                        .batch(batch++, some.stream().map(Event::pair).toList()));
                watermark = next;
                for (Event event : some) {
                    next = Math.max(next, event.time() - lateness);
                }
                from = to;
            }
            out.addAll(kit.watermarks(new Watermarks(watermark, Watermarks.END)).batch(batch, List.of()));
            assertThat(out)
                    .as("seed %d, %d before, %d after, %d late: %s", seed, before, after, lateness, events)
                    .containsExactlyInAnyOrderElementsOf(expected(events, before, after, left, right));
            assertThat(kit.keys()).as("what is over is gone").isZero();
            assertThat(kit.eventDue()).isEqualTo(StatefulOperator.NEVER);
        }
    }

    private static List<Object> expected(
            List<Event> events, long before, long after, boolean keepsLeft, boolean keepsRight) {
        List<Object> expected = new ArrayList<>();
        for (Event one : events) {
            boolean met = false;
            for (Event other : events) {
                Event left = one.isLeft() ? one : other;
                Event right = one.isLeft() ? other : one;
                boolean belongs = one.isLeft() != other.isLeft()
                        && one.key() == other.key()
                        && right.time() >= left.time() - before
                        && right.time() <= left.time() + after;
                met |= belongs;
                if (belongs && one.isLeft()) {
                    expected.add(pair(one.key(), left, right, keepsLeft, keepsRight));
                }
            }
            if (!met && (one.isLeft() ? keepsLeft : keepsRight)) {
                expected.add(
                        pair(one.key(), one.isLeft() ? one : null, one.isLeft() ? null : one, keepsLeft, keepsRight));
            }
        }
        return expected;
    }

    @SuppressWarnings("NullAway") // an outer join has one of the two
    private static Pair<Long, Object> pair(long key, Event left, Event right, boolean keepsLeft, boolean keepsRight) {
        Optional<String> first = Optional.ofNullable(left).map(Event::text);
        Optional<String> second = Optional.ofNullable(right).map(Event::text);
        return Pair.of(
                key, Pair.of(keepsRight ? first : first.orElseThrow(), keepsLeft ? second : second.orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource({"14, true", "15, false"})
    void aRecordIsLateWhenNothingCanMeetItAnyMore(long watermark, boolean taken) throws Exception {
        StepKit<Long, Sided, JoinSides, Object> kit = kit(2, 4, true, false, new Random(1), new StateStores("kit"));
        kit.watermarks(new Watermarks(watermark, watermark));
        Sided left = new Sided(true, "l.10"); // meets right ones up to 14
        assertThat(kit.batch(1, List.of(Pair.of(1L, left))))
                .isEqualTo(taken ? List.of() : List.of(new LateRecord(left)));
        assertThat(kit.keys()).isEqualTo(taken ? 1 : 0);
        assertThat(kit.eventDue()).isEqualTo(taken ? 15 : StatefulOperator.NEVER);
    }
}
