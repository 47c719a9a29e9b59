package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.column.Column;
import io.sakia.column.Kind;
import io.sakia.embedded.disk.SpillFolders;
import io.sakia.embedded.memory.MemoryBudget;
import io.sakia.embedded.spill.Entry;
import io.sakia.embedded.spill.Folded;
import io.sakia.embedded.spill.KeyedBucket;
import io.sakia.embedded.spill.KeyedFold;
import io.sakia.embedded.spill.Workspace;
import io.sakia.engine.OperatorException;
import io.sakia.function.Function2;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever kinds of keys and values come, and whenever memory ends: a fold gives what a map that keeps the order gives. */
@SuppressWarnings("NullAway") // accumulators and values may be null
class FoldLoopTest {
    private static final Origin ORIGIN = new Origin("reduceByKey", null, "Test.java", 1);
    private static final int SEEN_OFTEN = 4;
    private static final int FEW = 2_000;

    @TempDir
    private Path folder;

    /** What keys and values are drawn from; the second kind comes in the middle, if at all. */
    enum Mix {
        LONGS((random, late) -> (long) random.nextInt(700) * 0x1_0000_0001L),
        INTEGERS((random, late) -> random.nextInt(700) - 350),
        DOUBLES((random, late) -> special(random.nextInt(40))),
        STRINGS((random, late) -> "word " + random.nextInt(300)),
        LONGS_THEN_AN_INTEGER(
                (random, late) -> late && random.nextInt(500) == 0 ? (Object) 7 : (Object) (long) random.nextInt(300)),
        LONGS_THEN_STRINGS(
                (random, late) -> late ? "word " + random.nextInt(300) : (Object) (long) random.nextInt(300)),
        ALL((random, late) -> any(random));

        private final BiFunction<Random, Boolean, Object> draw;

        Mix(BiFunction<Random, Boolean, Object> draw) {
            this.draw = draw;
        }

        private static Double special(int number) {
            return switch (number) {
                case 0 -> Double.NaN;
                case 1 -> -0.0;
                case 2 -> 0.0;
                case 3 -> Double.NEGATIVE_INFINITY;
                case 4 -> Double.MIN_VALUE;
                default -> number * 0.1;
            };
        }

        private static Object any(Random random) {
            int number = random.nextInt(200);
            return switch (number % 7) {
                case 0 -> (long) number;
                case 1 -> number;
                case 2 -> special(number);
                case 3 -> "word " + number;
                case 4 -> List.of(number);
                case 5 -> (float) number;
                default -> (short) number;
            };
        }
    }

    /** A count, whose accumulators are numbers whatever comes. */
    private static final Aggregate<Object, Object, Object> COUNT =
            Aggregate.of(() -> 0L, (count, value) -> (Long) count + 1, (a, b) -> (Long) a + (Long) b, count -> count);

    /** What came last, as it is; null at times, and of another kind at times. */
    private static final Aggregate<Object, Object, Object> LAST = Aggregate.of(
            () -> null,
            (before, value) -> value.hashCode() % 97 == 0 ? null : value,
            (before, other) -> other == null ? before : other,
            last -> last == null ? "nothing" : last);

    private static final Function2<Object, Object, Object> ADD = (a, b) -> Math.sqrt(number(a)) + number(b);

    /** A sum of doubles, which tells the order of additions; the first of a key makes it. */
    private static final Aggregate<Object, Object, Object> SUM = reduce(ADD);

    /** A list, which grows. */
    private static final Aggregate<Object, Object, Object> LIST = Aggregate.of(
            ArrayList::new,
            (list, value) -> with(list, List.of(value)),
            (list, other) -> with(list, (List<?>) other),
            list -> List.copyOf((List<?>) list));

    /** A record of numbers, which a loop lays into cells. */
    private record Stats(long count, double sum, int last, boolean odd) {
        static Stats with(@Nullable Object before, Object value) {
            Stats stats = before == null ? new Stats(0, 0, 0, false) : (Stats) before;
            return new Stats(stats.count + 1, Math.sqrt(stats.sum) + number(value), value.hashCode(), !stats.odd);
        }

        static Stats plus(Object one, Object other) {
            Stats stats = (Stats) other;
            return new Stats(((Stats) one).count + stats.count, ((Stats) one).sum - stats.sum, stats.last, stats.odd);
        }
    }

    private static final Aggregate<Object, Object, Object> STATS =
            Aggregate.of(() -> null, Stats::with, Stats::plus, stats -> stats);

    /** Mostly such a record, sometimes itself, now and then something else or nothing. */
    private static final Aggregate<Object, Object, Object> CHANGING = Aggregate.of(
            () -> null,
            (before, value) -> {
                int what = Math.floorMod(value.hashCode() * 31, 1009);
                if (what == 7) {
                    return before == null ? "first" : "then " + before.hashCode();
                }
                if (what == 8) {
                    return null;
                }
                return what % 5 == 0 && before != null
                        ? before
                        : Stats.with(before instanceof Stats ? before : null, value);
            },
            (one, other) -> other,
            last -> last == null ? "nothing" : last);

    @SuppressWarnings("unchecked")
    private static Aggregate<Object, Object, Object> reduce(Function2<Object, Object, Object> function) {
        return (Aggregate<Object, Object, Object>) (Aggregate<?, ?, ?>) Aggregate.reduce(function);
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : value.hashCode();
    }

    @SuppressWarnings("unchecked")
    private static Object with(Object list, List<?> more) {
        ((List<Object>) list).addAll(more);
        return list;
    }

    @ParameterizedTest
    @EnumSource
    void foldsAsAMapThatKeepsTheOrder(Mix keys) throws Exception {
        FoldLoops loops = new FoldLoops(FEW);
        Random random = new Random(keys.ordinal());
        for (Aggregate<Object, Object, Object> aggregate : List.of(COUNT, LAST, SUM, LIST, STATS, CHANGING)) {
            for (Mix values : Mix.values()) {
                for (int i = 0; i < SEEN_OFTEN; i++) {
                    long budget = i % 2 == 0 ? 1 << 30 : 1 << (10 + random.nextInt(8));
                    List<Pair<Object, Object>> pairs = pairs(keys, values, random);
                    check(aggregate, loops, pairs, budget, random);
                }
            }
        }
    }

    private void check(
            Aggregate<Object, Object, Object> aggregate,
            FoldLoops loops,
            List<Pair<Object, Object>> pairs,
            long budget,
            Random random)
            throws Exception {
        Map<Object, Object> model = new LinkedHashMap<>();
        for (Pair<Object, Object> pair : pairs) {
            Object before = model.containsKey(pair.key()) ? model.get(pair.key()) : aggregate.create();
            model.put(pair.key(), aggregate.add(before, pair.value()));
        }
        List<Pair<Object, Object>> expected = new ArrayList<>();
        for (Map.Entry<Object, Object> entry : model.entrySet()) {
            expected.add(new Pair<>(entry.getKey(), aggregate.result(entry.getValue())));
        }
        try (SpillFolders folders = new SpillFolders(List.of(folder))) {
            MemoryBudget memory = new MemoryBudget(budget, 1);
            Attempt attempt = new Attempt(new StopFlag(), new Workspace(memory, folders), new Chains(), loops);
            AggregateFolder folder = AggregateFolder.of(ORIGIN, false, TaskFunction.shared(aggregate), attempt);
            KeyedFold fold = new KeyedFold(folder, attempt.space(), attempt);
            fold.expect(random.nextInt(3) * random.nextInt(3_000));
            AggregateLink link = folder.link(fold, AggregateFolder.VALUE, attempt);
            if (random.nextInt(4) > 0) {
                link.mayKeep();
            }
            for (Pair<Object, Object> pair : pairs) {
                put(link, pair, random.nextBoolean());
            }
            link.flush();
            assertThat(results(fold.finish(), link, attempt)).isEqualTo(expected);
            KeyedFold plain = new KeyedFold(folder, attempt.space(), attempt);
            FoldLink generic = new FoldLink(ORIGIN, plain, AggregateFolder.VALUE);
            pairs.forEach(generic::push);
            assertThat(results(plain.finish(), link, attempt))
                    .as("without a loop")
                    .isEqualTo(expected);
            attempt.close();
            assertThat(memory.used()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void mergesPartsAsAMapThatKeepsTheOrder(Mix keys) throws Exception {
        FoldLoops loops = new FoldLoops(FEW);
        Random random = new Random(keys.ordinal());
        for (Aggregate<Object, Object, Object> aggregate : List.of(COUNT, LAST, SUM, LIST, STATS)) {
            for (Mix values : Mix.values()) {
                long budget = random.nextBoolean() ? 1 << 30 : 1 << (12 + random.nextInt(8));
                checkParts(aggregate, loops, keys, values, budget, random);
            }
        }
    }

    private void checkParts(
            Aggregate<Object, Object, Object> aggregate,
            FoldLoops loops,
            Mix keys,
            Mix values,
            long budget,
            Random random)
            throws Exception {
        try (SpillFolders folders = new SpillFolders(List.of(folder))) {
            MemoryBudget memory = new MemoryBudget(budget, 1);
            Attempt attempt = new Attempt(new StopFlag(), new Workspace(memory, folders), new Chains(), loops);
            AggregateFolder folder = AggregateFolder.of(ORIGIN, false, TaskFunction.shared(aggregate), attempt);
            KeyedFold fold = new KeyedFold(folder, attempt.space(), attempt);
            AggregateLink link = folder.link(fold, AggregateFolder.PART, attempt);
            Map<Object, Object> model = new LinkedHashMap<>();
            for (int part = 0; part < 4; part++) {
                Map<Object, Object> folded = new LinkedHashMap<>();
                for (Pair<Object, Object> pair : pairs(keys, values, random)) {
                    Object before = folded.containsKey(pair.key()) ? folded.get(pair.key()) : aggregate.create();
                    folded.put(pair.key(), aggregate.add(before, pair.value()));
                }
                if (random.nextInt(3) == 0) {
                    folded.forEach((key, value) -> link.push(new Pair<>(key, copy(value))));
                } else {
                    link.merge(bucket(folded), random.nextBoolean() ? 0 : 60L * folded.size());
                }
                for (Map.Entry<Object, Object> entry : folded.entrySet()) {
                    Object mine = copy(entry.getValue());
                    boolean present = model.containsKey(entry.getKey());
                    model.put(entry.getKey(), present ? aggregate.merge(model.get(entry.getKey()), mine) : mine);
                }
            }
            List<Pair<Object, Object>> expected = new ArrayList<>();
            for (Map.Entry<Object, Object> entry : model.entrySet()) {
                expected.add(new Pair<>(entry.getKey(), aggregate.result(entry.getValue())));
            }
            assertThat(results(fold.finish(), link, attempt)).isEqualTo(expected);
            attempt.close();
            assertThat(memory.used()).isZero();
        }
    }

    @Test
    void anAggregateThatFoldsManyRecordsGetsALoopOfItsOwn() throws IOException {
        FoldLoops loops = new FoldLoops(FEW);
        try (SpillFolders folders = new SpillFolders(List.of(folder))) {
            Attempt attempt = new Attempt(
                    new StopFlag(), new Workspace(new MemoryBudget(1 << 20, 1), folders), new Chains(), loops);
            fill(link(COUNT, attempt), FEW - 1000);
            fill(link(SUM, attempt), FEW);
            AggregateLink template = link(COUNT, attempt);
            assertThat(template).isExactlyInstanceOf(FoldLoop.class);
            fill(template, FEW);
            Class<?> counts = link(COUNT, attempt).getClass();
            assertThat(counts.isHidden()).isTrue();
            assertThat(link(COUNT, attempt)).isExactlyInstanceOf(counts);
            Class<?> sums = link(SUM, attempt).getClass();
            assertThat(sums.isHidden()).isTrue();
            assertThat(sums).isNotEqualTo(counts);
            assertThat(link(reduce(ADD), attempt))
                    .as("an aggregate that is equal")
                    .isExactlyInstanceOf(sums);
            assertThat(link(reduce((a, b) -> a), attempt)).isExactlyInstanceOf(FoldLoop.class);
            assertThat(new FoldLoops().loop(folder(COUNT, attempt), fold(COUNT, attempt), false, attempt))
                    .as("in another engine")
                    .isExactlyInstanceOf(FoldLoop.class);
        }
    }

    @Test
    void whatFailsNamesThePairAndShowsTheUsersFramesOnly() throws IOException {
        Aggregate<Object, Object, Object> failing = reduce((a, b) -> divide((Long) a, (Long) b));
        FoldLoops loops = new FoldLoops(FEW);
        try (SpillFolders folders = new SpillFolders(List.of(folder))) {
            Attempt attempt = new Attempt(
                    new StopFlag(), new Workspace(new MemoryBudget(1 << 20, 1), folders), new Chains(), loops);
            for (int i = 0; i < SEEN_OFTEN; i++) {
                for (boolean boxed : new boolean[] {true, false}) {
                    AggregateLink link = link(failing, attempt);
                    assertThat(link.getClass().isHidden()).isEqualTo(i > 0);
                    put(link, new Pair<>(7L, 1L), boxed);
                    Throwable failure = catchThrowable(() -> put(link, new Pair<>(7L, 0L), boxed));
                    assertThat(failure)
                            .isInstanceOf(OperatorException.class)
                            .hasMessageContaining("reduceByKey at Test.java:1")
                            .extracting(thrown -> ((OperatorException) thrown).record())
                            .isEqualTo("(7,0)");
                    assertThat(failure.getCause().getStackTrace())
                            .extracting(StackTraceElement::getMethodName)
                            .first()
                            .isEqualTo("divide");
                    assertThat(failure.getCause().getStackTrace())
                            .noneMatch(frame -> frame.getClassName().startsWith("io.sakia.embedded.FoldLoop")
                                    && !frame.getClassName().contains("Test"))
                            .noneMatch(frame -> frame.getMethodName().equals("put"));
                    fill(link, i == 0 && !boxed ? FEW : 0);
                    Throwable missing = catchThrowable(() -> link.push(new Pair<>(null, 3L)));
                    assertThat(missing)
                            .isInstanceOf(OperatorException.class)
                            .hasMessageContaining("a pair without a key")
                            .extracting(thrown -> ((OperatorException) thrown).record())
                            .isEqualTo("(null,3)");
                }
            }
        }
    }

    private static void fill(PairLink link, int pairs) {
        // Rounded up: links say what they have folded by rounds of 1,024.
        for (int i = 0; i < (pairs + 1023) / 1024 * 1024; i++) {
            link.put(Kind.LONG, i, null, Kind.LONG, i, null);
        }
    }

    private static Object divide(Long a, Long b) {
        return a / b;
    }

    private static AggregateLink link(Aggregate<Object, Object, Object> aggregate, Attempt attempt) {
        return folder(aggregate, attempt).link(fold(aggregate, attempt), AggregateFolder.VALUE, attempt);
    }

    private static AggregateFolder folder(Aggregate<Object, Object, Object> aggregate, Attempt attempt) {
        return AggregateFolder.of(ORIGIN, false, TaskFunction.shared(aggregate), attempt);
    }

    private static KeyedFold fold(Aggregate<Object, Object, Object> aggregate, Attempt attempt) {
        return new KeyedFold(folder(aggregate, attempt), attempt.space(), attempt);
    }

    private static void put(PairLink link, Pair<Object, Object> pair, boolean boxed) {
        if (boxed) {
            link.push(pair);
            return;
        }
        int keyKind = Kind.of(pair.key());
        int valueKind = Kind.of(pair.value());
        link.put(
                keyKind,
                Kind.keyBits(keyKind, pair.key()),
                Kind.beside(keyKind, pair.key()),
                valueKind,
                Kind.bits(valueKind, pair.value()),
                Kind.beside(valueKind, pair.value()));
    }

    private static List<Pair<Object, Object>> pairs(Mix keys, Mix values, Random random) {
        int size = 1 + random.nextInt(1 << (2 + random.nextInt(10)));
        List<Pair<Object, Object>> pairs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            boolean late = i > size / 2;
            pairs.add(new Pair<>(keys.draw.apply(random, late), values.draw.apply(random, late)));
        }
        return pairs;
    }

    private static KeyedBucket bucket(Map<Object, Object> folded) {
        Column keys = new Column(folded.size());
        Column accumulators = new Column(folded.size());
        int[] hashes = new int[folded.size()];
        folded.forEach((key, accumulator) -> {
            hashes[keys.size()] = Kind.hash(key.hashCode());
            keys.append(key instanceof Double number && number.isNaN() ? (Object) Double.NaN : key);
            accumulators.append(copy(accumulator));
        });
        return new KeyedBucket(keys, accumulators, hashes, folded.size());
    }

    private static @Nullable Object copy(@Nullable Object accumulator) {
        return accumulator instanceof List<?> list ? new ArrayList<>(list) : accumulator;
    }

    private static List<Pair<Object, Object>> results(Folded folded, AggregateLink link, Attempt attempt) {
        List<Pair<Object, Object>> results = new ArrayList<>();
        try (folded) {
            if (folded instanceof Folded.InMemory inMemory) {
                KeyedBucket bucket = inMemory.bucket();
                Column values = link.results(bucket);
                for (int i = 0; i < bucket.size; i++) {
                    results.add(new Pair<>(bucket.keys.get(i), values.get(i)));
                }
            } else if (folded instanceof Folded.OnDisk onDisk) {
                for (Iterator<Object> entries = onDisk.entries(attempt); entries.hasNext(); ) {
                    Entry entry = (Entry) entries.next();
                    results.add(new Pair<>(entry.key(), entry.payload()));
                }
            }
        }
        return results;
    }
}
