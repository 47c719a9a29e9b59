package io.sakia.streaming.keyed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.connector.codec.UnknownTypeException;
import io.sakia.engine.OperatorException;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import io.sakia.streaming.graph.WindowSpec;
import io.sakia.streaming.state.KeyPanes;
import io.sakia.streaming.state.StateCopier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
class WindowByKeyTest {
    private static final Function<Integer, Integer> SAME = x -> x;

    /** A total that is changed in place. */
    static final class Total {
        long sum;
        long count;

        Total() {}
    }

    /** Adds up in place, and subtracts in place. */
    record Totals(boolean canSubtract) implements Aggregate<Integer, Total, String> {
        @Override
        public Total create() {
            return new Total();
        }

        @Override
        public Total add(Total total, Integer value) {
            total.sum += value;
            total.count++;
            return total;
        }

        @Override
        public Total merge(Total total, Total other) {
            total.sum += other.sum;
            total.count += other.count;
            return total;
        }

        @Override
        public Total subtract(Total total, Total other) {
            total.sum -= other.sum;
            total.count -= other.count;
            return total;
        }

        @Override
        public String result(Total total) {
            return total.sum + " of " + total.count;
        }
    }

    /** Aggregates that use all that an aggregate may do, each with a model of its result. */
    private enum Kind {
        LIST { // the accumulator is changed in place, and is the result
            @Override
            Aggregate<Integer, ?, ?> aggregate() {
                return Aggregate.of(
                        ArrayList<Integer>::new,
                        (list, value) -> {
                            list.add(value);
                            return list;
                        },
                        (list, other) -> {
                            list.addAll(other);
                            return list;
                        },
                        list -> list);
            }

            @Override
            Object model(List<Integer> values) {
                return values;
            }
        },
        TOTAL {
            @Override
            Aggregate<Integer, ?, ?> aggregate() {
                return new Totals(false);
            }

            @Override
            Object model(List<Integer> values) {
                return values.stream().mapToInt(x -> x).sum() + " of " + values.size();
            }
        },
        RUNNING_TOTAL {
            @Override
            Aggregate<Integer, ?, ?> aggregate() {
                return new Totals(true);
            }

            @Override
            Object model(List<Integer> values) {
                return TOTAL.model(values);
            }
        },
        REDUCE { // null is the accumulator of nothing
            @Override
            Aggregate<Integer, ?, ?> aggregate() {
                return Aggregate.reduce(Math::max);
            }

            @Override
            Object model(List<Integer> values) {
                return values.stream().mapToInt(x -> x).max().orElseThrow();
            }
        },
        RUNNING_REDUCE {
            @Override
            Aggregate<Integer, ?, ?> aggregate() {
                return Aggregate.reduce(Integer::sum, (total, gone) -> total - gone);
            }

            @Override
            Object model(List<Integer> values) {
                return values.stream().mapToInt(x -> x).sum();
            }
        },
        COMBINE { // a list that the first value makes and the others change
            @Override
            Aggregate<Integer, ?, ?> aggregate() {
                return Aggregate.combine(
                        (Integer value) -> new ArrayList<>(List.of(value)),
                        (list, value) -> {
                            list.add(value);
                            return list;
                        },
                        (list, other) -> {
                            list.addAll(other);
                            return list;
                        });
            }

            @Override
            Object model(List<Integer> values) {
                return values;
            }
        },
        ONLY_EVEN { // a key may come with nothing: its accumulator stays null
            @Override
            Aggregate<Integer, ?, ?> aggregate() {
                return Aggregate.of(
                        () -> null,
                        (Integer sum, Integer value) ->
                                value % 2 != 0 ? sum : sum == null ? value : (Integer) (sum + value),
                        (sum, other) -> sum == null ? other : other == null ? sum : (Integer) (sum + other),
                        sum -> sum == null ? "none" : "sum " + sum);
            }

            @Override
            Object model(List<Integer> values) {
                List<Integer> even = values.stream().filter(x -> x % 2 == 0).toList();
                return even.isEmpty()
                        ? "none"
                        : "sum " + even.stream().mapToInt(x -> x).sum();
            }
        };

        abstract Aggregate<Integer, ?, ?> aggregate();

        abstract Object model(List<Integer> values);
    }

    private record Seen(long time, String key, int value) {}

    @ParameterizedTest
    @EnumSource
    void agreesWithAModelHoweverTasksFail(Kind kind) throws Exception {
        for (long seed = 0; seed < 50; seed++) {
            check(kind, kind.aggregate(), seed);
        }
    }

    private <A, R> void check(Kind kind, Aggregate<Integer, A, R> aggregate, long seed) throws Exception {
        Random random = new Random(seed);
        long interval = 1 + random.nextInt(3);
        WindowSpec window = new WindowSpec(interval * (1 + random.nextInt(6)), interval * (1 + random.nextInt(4)));
        boolean filtered = random.nextBoolean();
        long zero = random.nextInt(20) - 10;
        StepKit<String, A, KeyPanes<A>, Pair<String, R>> kit = new StepKit<>(
                step(window, aggregate, filtered ? result -> wanted(result.value()) : null),
                StateCopier.immutable(),
                new StoredTypes(List.of(Total.class)),
                zero,
                random);
        List<Seen> seen = new ArrayList<>();
        long time = zero;
        for (int batch = 1; batch <= 40; batch++) {
            long before = time;
            time += interval * (random.nextInt(6) == 0 ? 1 + random.nextInt(8) : 1); // ticks may be missed
            List<Seen> records = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                records.add(new Seen(time, "k" + random.nextInt(4), random.nextInt(9) - 4));
            }
            seen.addAll(records);
            List<Pair<String, R>> out =
                    kit.batch(time, () -> folded(aggregate, records).iterator());
            String at = kind + ", seed " + seed + ", batch " + batch + " at " + time + ", " + window;
            long boundary = zero + Math.floorDiv(time - zero, window.slide()) * window.slide();
            if (boundary <= before) {
                assertThat(out).as(at).isEmpty();
            } else {
                Map<String, Object> expected = model(kind, seen, boundary - window.length(), boundary);
                if (filtered) {
                    expected.values().removeIf(value -> !wanted(value));
                }
                assertThat(asMap(out)).as(at).isEqualTo(expected);
            }
            out.forEach(result -> spoil(result.value())); // what is put out belongs to the program
        }
    }

    @Test
    void aKeyLeavesTheMemoryWithItsLastPaneAndNotBefore() throws Exception {
        StepKit<String, Integer, KeyPanes<Integer>, Pair<String, Integer>> kit = sums(total -> total.value() != 0);
        assertThat(kit.batch(1, List.of(Pair.of("a", 1), Pair.of("b", 2)))).hasSize(2);
        assertThat(kit.batch(2, List.of(Pair.of("a", -1)))).containsExactly(Pair.of("b", 2));
        assertThat(kit.keys()).isEqualTo(2);
        assertThat(kit.batch(3, List.of(Pair.of("a", 5)))).containsExactly(Pair.of("a", 4));
        assertThat(kit.keys()).isEqualTo(1);
        kit.batch(4, List.of());
        assertThat(kit.keys()).isEqualTo(1);
        kit.batch(5, List.of());
        assertThat(kit.keys()).isZero();
    }

    @Test
    void aFilterThatFailsNamesTheResult() {
        StepKit<String, Integer, KeyPanes<Integer>, Pair<String, Integer>> kit = sums(total -> 1 / total.value() > 0);
        assertThatThrownBy(() -> kit.batch(1, List.of(Pair.of("a", 0))))
                .isInstanceOfSatisfying(
                        OperatorException.class, e -> assertThat(e.record()).isEqualTo("(a,0)"));
    }

    @Test
    void refusesAnAccumulatorThatCannotBeStored() {
        StepKit<String, Total, KeyPanes<Total>, Pair<String, String>> kit = new StepKit<>(
                step(new WindowSpec(2, 1), new Totals(false), null),
                StateCopier.immutable(),
                new StoredTypes(List.of()),
                0,
                null);
        assertThatThrownBy(() -> kit.batch(1, List.of(Pair.of("a", new Total()))))
                .hasCauseInstanceOf(UnknownTypeException.class)
                .hasMessageContaining("ssc.types(WindowByKeyTest.Total.class)");
    }

    private static StepKit<String, Integer, KeyPanes<Integer>, Pair<String, Integer>> sums(
            Function<Pair<String, Integer>, Boolean> filter) {
        return new StepKit<>(
                step(new WindowSpec(2, 1), sum(), filter),
                StateCopier.immutable(),
                new StoredTypes(List.of()),
                0,
                null);
    }

    private static Aggregate<Integer, Integer, Integer> sum() {
        return Aggregate.of(() -> 0, Integer::sum, Integer::sum, SAME);
    }

    private static <A, R> WindowByKey<String, A, R> step(
            WindowSpec window,
            Aggregate<Integer, A, R> aggregate,
            @Nullable Function<Pair<String, R>, Boolean> filter) {
        return new WindowByKey<>(
                window, TaskFunction.shared(aggregate), filter == null ? null : TaskFunction.shared(filter));
    }

    /** Accumulators by key, in the order of the first record. */
    private static <A> List<Pair<String, A>> folded(Aggregate<Integer, A, ?> aggregate, List<Seen> records) {
        Map<String, A> accumulators = new LinkedHashMap<>();
        try {
            for (Seen record : records) {
                A old = accumulators.containsKey(record.key) ? accumulators.get(record.key) : aggregate.create();
                accumulators.put(record.key, aggregate.add(old, record.value));
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        List<Pair<String, A>> pairs = new ArrayList<>();
        accumulators.forEach((key, accumulator) -> pairs.add(Pair.of(key, accumulator)));
        return pairs;
    }

    private static Map<String, Object> model(Kind kind, List<Seen> seen, long after, long upTo) {
        Map<String, List<Integer>> values = new TreeMap<>();
        for (Seen record : seen) {
            if (record.time > after && record.time <= upTo) {
                values.computeIfAbsent(record.key, key -> new ArrayList<>()).add(record.value);
            }
        }
        Map<String, Object> results = new TreeMap<>();
        values.forEach((key, all) -> results.put(key, kind.model(all)));
        return results;
    }

    private static Map<String, Object> asMap(List<? extends Pair<String, ?>> pairs) {
        Map<String, Object> map = new TreeMap<>();
        pairs.forEach(pair -> assertThat(map.put(pair.key(), pair.value())).isNull());
        return map;
    }

    private static boolean wanted(Object result) {
        return result.toString().hashCode() % 3 != 0;
    }

    private static void spoil(Object result) {
        if (result instanceof List<?> list) {
            list.clear();
        }
    }
}
