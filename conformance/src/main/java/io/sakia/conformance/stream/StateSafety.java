package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.TaskContext;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Probe;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.RDD;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.state.State;
import io.sakia.streaming.state.StateSpec;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** State advances once a batch, whatever outputs ask for and however tasks fail. */
public final class StateSafety {
    private static final List<String> KEYS =
            IntStream.range(0, 40).mapToObj(i -> "k" + i).toList();

    private StateSafety() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario("with print alone, which reads few partitions, all state advances", StateSafety::printAlone),
                scenario("with no output that asks, all state advances", StateSafety::nobodyAsks),
                scenario("with an output that is not reached from the state, all state advances", StateSafety::beside),
                scenario("with two outputs, state advances once", StateSafety::twoOutputs),
                scenario("an RDD that outlives its batch still has that batch's states", StateSafety::readLater),
                scenario("a state that was changed in place is put out as it was", StateSafety::changedInPlace),
                scenario("a function that spoils a state and fails has changed nothing", StateSafety::spoilt),
                scenario("a task that is tried again advances its state once", StateSafety::triedAgain),
                scenario("a task that fails for good ends the stream, and advances nothing", StateSafety::failsForGood),
                scenario(
                        "a state of a class of the program's own is stored once it is known",
                        StateSafety::ownType,
                        "StreamingContext.types(Class[])"),
                scenario("a state of a type that is not known fails the first batch", StateSafety::unknownType),
                scenario("a state can't be null", StateSafety::nullState),
                scenario("what a state function captured begins anew in each task", StateSafety::captures),
                scenario("a listener is told how many keys there are", StateSafety::counts));
    }

    private static StreamTester tester(Target target) {
        return target.tester().conf("sakia.default.parallelism", "4").build();
    }

    /** Counts each key, and notes each call of the function. */
    private static PairDStream<String, Integer> counts(StreamingContext ssc, Probe calls) {
        return ssc.source(new MemorySource<String>("keys"))
                .mapToPair(key -> Pair.of(key, 1))
                .updateStateByKey((List<Integer> ones, Optional<Integer> count) -> {
                    calls.note("call");
                    return Optional.of(count.orElse(0) + ones.size());
                });
    }

    private static void printAlone(Target target) {
        Probe calls = Probe.create();
        try (StreamTester tester = tester(target)) {
            MemorySource<String> keys = tester.input("keys");
            tester.start(ssc -> counts(ssc, calls).print(1));
            for (int batch = 0; batch < 3; batch++) {
                keys.addAll(KEYS);
                tester.tick();
            }
            assertThat(calls.count()).isEqualTo(3 * KEYS.size());
            assertThat(tester.printed().get(tester.printed().size() - 2)).endsWith(",3)");
            assertThat(tester.printed()).last().isEqualTo("… and more");
        }
    }

    private static void nobodyAsks(Target target) {
        Probe calls = Probe.create();
        List<Pair<String, Integer>> last = Collections.synchronizedList(new ArrayList<>());
        try (StreamTester tester = tester(target)) {
            MemorySource<String> keys = tester.input("keys");
            long end = tester.now().milliseconds() + 5000;
            tester.start(ssc -> counts(ssc, calls).foreachRDD((rdd, time) -> {
                if (time.milliseconds() == end) {
                    last.addAll(rdd.collect());
                }
            }));
            for (int batch = 0; batch < 5; batch++) {
                keys.addAll(KEYS);
                tester.tick();
                assertThat(calls.count()).isEqualTo((batch + 1) * KEYS.size());
            }
        }
        assertThat(last)
                .hasSize(KEYS.size())
                .allSatisfy(pair -> assertThat(pair.value()).isEqualTo(5));
    }

    private static void beside(Target target) {
        Probe calls = Probe.create();
        try (StreamTester tester = tester(target)) {
            MemorySource<String> keys = tester.input("keys");
            tester.start(ssc -> {
                counts(ssc, calls);
                ssc.source(new MemorySource<String>("others")).print();
            });
            keys.addAll(KEYS);
            tester.tick(2);
            assertThat(calls.count()).isEqualTo(2 * KEYS.size());
        }
    }

    private static void twoOutputs(Target target) {
        Probe calls = Probe.create();
        try (StreamTester tester = tester(target)) {
            MemorySource<String> keys = tester.input("keys");
            Results<Pair<String, Integer>> all = tester.output("all");
            Results<Integer> sum = tester.output("sum");
            tester.start(ssc -> {
                PairDStream<String, Integer> counts = counts(ssc, calls).named("all");
                counts.map(Pair::value).transform(rdd -> rdd.repartition(1)).named("sum");
                counts.foreachRDD(rdd -> assertThat(rdd.count()).isEqualTo(KEYS.size()));
            });
            for (int batch = 1; batch <= 3; batch++) {
                keys.addAll(KEYS);
                tester.tick();
                assertThat(calls.count()).isEqualTo(batch * KEYS.size());
                assertThat(sum.last()).hasSize(KEYS.size()).containsOnly(batch);
                assertThat(all.last()).hasSize(KEYS.size()).contains(Pair.of("k7", batch));
            }
        }
    }

    private static void readLater(Target target) {
        Probe calls = Probe.create();
        List<RDD<Pair<String, Integer>>> kept = Collections.synchronizedList(new ArrayList<>());
        try (StreamTester tester = tester(target)) {
            MemorySource<String> keys = tester.input("keys");
            tester.start(ssc -> counts(ssc, calls).foreachRDD(rdd -> {
                kept.add(rdd);
            }));
            for (int batch = 0; batch < 4; batch++) {
                keys.addAll(KEYS);
                tester.tick();
            }
            for (int batch = 3; batch >= 0; batch--) {
                assertThat(kept.get(batch).map(Pair::value).distinct().collect())
                        .containsExactly(batch + 1);
                assertThat(kept.get(batch).count()).isEqualTo(KEYS.size());
            }
            assertThat(calls.count()).isEqualTo(4 * KEYS.size());
        }
    }

    private static void changedInPlace(Target target) {
        List<RDD<Pair<String, List<Integer>>>> kept = Collections.synchronizedList(new ArrayList<>());
        try (StreamTester tester = tester(target)) {
            MemorySource<Integer> numbers = tester.input("numbers");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                    .mapToPair(number -> Pair.of("all", number))
                    .updateStateByKey(StateSafety::append)
                    .foreachRDD(rdd -> {
                        kept.add(rdd);
                    }));
            for (int batch = 1; batch <= 3; batch++) {
                numbers.add(batch);
                tester.tick();
            }
            assertThat(kept.get(2).collect()).containsExactly(Pair.of("all", List.of(1, 2, 3)));
            assertThat(kept.get(0).collect()).containsExactly(Pair.of("all", List.of(1)));
            assertThat(kept.get(1).collect()).containsExactly(Pair.of("all", List.of(1, 2)));
        }
    }

    private static void spoilt(Target target) {
        Probe seen = Probe.create();
        try (StreamTester tester = tester(target)) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Results<Pair<String, List<Integer>>> lists = tester.output("lists");
            Results<Integer> sizes = tester.output("sizes");
            tester.start(ssc -> {
                PairDStream<String, Integer> pairs =
                        ssc.source(new MemorySource<Integer>("numbers")).mapToPair(number -> Pair.of("all", number));
                pairs.updateStateByKey((List<Integer> values, Optional<List<Integer>> state) -> {
                            seen.note(String.valueOf(state.orElse(List.of())));
                            return spoilFirst(values, state);
                        })
                        .named("lists");
                pairs.mapWithState(StateSafety.<List<Integer>>type(), (key, number, state) -> {
                            List<Integer> list = state.getOption().orElseGet(ArrayList::new);
                            list.add(number);
                            failAtFirst();
                            state.update(list);
                            return list.size();
                        })
                        .named("sizes");
            });
            for (int batch = 1; batch <= 3; batch++) {
                numbers.add(batch);
                tester.tick();
            }
            assertThat(lists.last()).containsExactly(Pair.of("all", List.of(1, 2, 3)));
            assertThat(sizes.all()).containsExactly(1, 2, 3);
            assertThat(seen.seen()).containsExactly("[]", "[]", "[1]", "[1]", "[1, 2]", "[1, 2]");
        }
    }

    private static void triedAgain(Target target) {
        try (StreamTester tester = tester(target)) {
            MemorySource<String> keys = tester.input("keys");
            Results<Pair<String, Integer>> counts = tester.output("counts");
            Results<Pair<String, Integer>> mapped = tester.output("mapped");
            tester.start(ssc -> {
                PairDStream<String, Integer> ones =
                        ssc.source(new MemorySource<String>("keys")).mapToPair(key -> Pair.of(key, 1));
                ones.updateStateByKey((List<Integer> values, Optional<Integer> count) -> {
                            if (values.size() > 1) {
                                failAtFirst();
                            }
                            return Optional.of(count.orElse(0) + values.size());
                        })
                        .named("counts");
                ones.mapWithState(Integer.class, (String key, Integer one, State<Integer> state) -> {
                            Pair<String, Integer> total = States.add(key, one, state);
                            if (key.equals("last")) {
                                failAtFirst();
                            }
                            return total;
                        })
                        .named("mapped");
            });
            for (int batch = 1; batch <= 3; batch++) {
                keys.addAll(KEYS);
                keys.add("twice", "twice", "last");
                tester.tick();
                assertThat(counts.last()).contains(Pair.of("k1", batch), Pair.of("twice", 2 * batch));
                assertThat(counts.last()).hasSize(KEYS.size() + 2);
                assertThat(mapped.last()).contains(Pair.of("k1", batch), Pair.of("last", batch));
                assertThat(mapped.last()).hasSize(KEYS.size() + 3);
            }
        }
    }

    private static void failsForGood(Target target) {
        try (StreamTester tester = tester(target)) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Results<Pair<String, Integer>> totals = tester.output("totals");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                    .mapToPair(number -> Pair.of("all", number))
                    .updateStateByKey((List<Integer> values, Optional<Integer> total) ->
                            Optional.of(12 / values.get(0) + total.orElse(0)))
                    .named("totals"));
            numbers.add(3);
            tester.tick();
            assertThat(totals.last()).containsExactly(Pair.of("all", 4));
            numbers.add(0);
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("batch 2")
                    .hasMessageContaining("updateStateByKey 'totals' at StateSafety.java:")
                    .hasMessageContaining("record (all,[0])")
                    .hasMessageContaining("/ by zero");
            assertThat(totals.all()).containsExactly(Pair.of("all", 4));
        }
    }

    private static void ownType(Target target) {
        try (StreamTester tester = tester(target)) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Results<String> tallies = tester.output("tallies");
            tester.start(ssc -> {
                ssc.types(Tally.class);
                ssc.source(new MemorySource<Integer>("numbers"))
                        .mapToPair(number -> Pair.of("all", number))
                        .mapWithState(Tally.class, (key, number, state) -> {
                            Tally tally = state.getOption().orElseGet(Tally::new);
                            tally.count++;
                            tally.sum += number;
                            failAtFirst();
                            state.update(tally);
                            return tally.toString();
                        })
                        .named("tallies");
            });
            numbers.add(1, 2);
            tester.tick();
            numbers.add(3);
            tester.tick();
            assertThat(tallies.all()).containsExactly("1 of 1", "3 of 2", "6 of 3");
        }
    }

    private static void unknownType(Target target) {
        try (StreamTester tester = tester(target)) {
            MemorySource<Integer> numbers = tester.input("numbers");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                    .mapToPair(number -> Pair.of("all", number))
                    .updateStateByKey((List<Integer> values, Optional<Tally> tally) -> Optional.of(new Tally()))
                    .print());
            numbers.add(1);
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("updateStateByKey")
                    .hasMessageContaining("add ssc.types(StateSafety.Tally.class) to the program");
        }
        try (StreamTester tester = tester(target)) {
            MemorySource<Integer> numbers = tester.input("numbers");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                    .mapToPair(number -> Pair.of("all", number))
                    .mapWithState(StateSpec.function((String key, Optional<Integer> value, State<Tally> state) -> {
                        state.update(new Tally());
                        return key;
                    }))
                    .print());
            numbers.add(1);
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("add ssc.types(StateSafety.Tally.class) to the program");
        }
    }

    @SuppressWarnings("NullAway") // the mistake that is tested
    private static void nullState(Target target) {
        try (StreamTester tester = tester(target)) {
            MemorySource<Integer> numbers = tester.input("numbers");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                    .mapToPair(number -> Pair.of("all", number))
                    .updateStateByKey((List<Integer> values, Optional<Integer> total) -> (Optional<Integer>) null)
                    .print());
            numbers.add(1);
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("updateStateByKey 'updateStateByKey(numbers)' at StateSafety.java:")
                    .hasMessageContaining("record (all,[1])")
                    .hasMessageContaining("null");
        }
        try (StreamTester tester = tester(target)) {
            MemorySource<Integer> numbers = tester.input("numbers");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                    .mapToPair(number -> Pair.of("all", number))
                    .mapWithState(Integer.class, (key, value, state) -> {
                        state.update(null);
                        return key;
                    })
                    .print());
            numbers.add(1);
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("mapWithState 'mapWithState(numbers)' at StateSafety.java:")
                    .hasMessageContaining("record (all,1)")
                    .hasMessageContaining("null");
        }
        try (StreamTester tester = tester(target)) {
            MemorySource<Integer> numbers = tester.input("numbers");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                    .mapToPair(number -> Pair.of("all", number))
                    .reduceByKeyAndWindow((a, b) -> null, Seconds.TWO)
                    .print());
            numbers.add(1);
            tester.tick();
            numbers.add(2);
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("reduceByKeyAndWindow 'reduceByKeyAndWindow(numbers)' at StateSafety.java:")
                    .hasMessageContaining("null");
        }
        try (StreamTester tester = tester(target)) {
            MemorySource<Integer> numbers = tester.input("numbers");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                    .mapToPair(number -> Pair.of("all", number))
                    .mapWithState(Integer.class, (key, value, state) -> state.get())
                    .print());
            numbers.add(1);
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("key all has no state yet; ask exists(), or use getOption()");
        }
    }

    private static void captures(Target target) {
        try (StreamTester tester =
                target.tester().conf("sakia.default.parallelism", "1").build()) {
            MemorySource<String> keys = tester.input("keys");
            Results<Integer> calls = tester.output("calls");
            int[] count = {0};
            tester.start(ssc -> ssc.source(new MemorySource<String>("keys"))
                    .mapToPair(key -> Pair.of(key, 1))
                    .mapWithState(Integer.class, (key, one, state) -> ++count[0])
                    .named("calls"));
            keys.add("a", "b", "a");
            tester.tick();
            keys.add("a");
            tester.tick();
            assertThat(calls.all()).containsExactly(1, 2, 3, 1);
            assertThat(count[0]).isZero();
        }
    }

    private static void counts(Target target) {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        try (StreamTester tester = tester(target)) {
            MemorySource<String> keys = tester.input("keys");
            tester.start(ssc -> {
                ssc.addStreamingListener(new StreamingListener() {
                    @Override
                    public void onBatchCompleted(BatchInfo batch) {
                        told.add(batch.records() + " " + batch.states());
                    }
                });
                counts(ssc, Probe.create()).named("counts").print();
            });
            keys.addAll(KEYS);
            keys.add("k1");
            tester.tick();
            keys.add("new");
            tester.tick();
        }
        assertThat(told)
                .containsExactly(
                        "41 [StateInfo[name=counts, keys=40, touched=40]]",
                        "1 [StateInfo[name=counts, keys=41, touched=41]]");
    }

    private static Optional<List<Integer>> append(List<Integer> values, Optional<List<Integer>> state) {
        List<Integer> all = state.orElseGet(ArrayList::new);
        all.addAll(values);
        return Optional.of(all);
    }

    private static Optional<List<Integer>> spoilFirst(List<Integer> values, Optional<List<Integer>> state) {
        Optional<List<Integer>> appended = append(values, state);
        failAtFirst();
        return appended;
    }

    private static void failAtFirst() {
        if (TaskContext.get().attempt() == 1) {
            throw new IllegalStateException("the first attempt fails on purpose");
        }
    }

    @SuppressWarnings("unchecked")
    private static <S> Class<S> type() {
        return (Class<S>) (Class<?>) List.class;
    }

    /** A state that is neither a record nor a collection, and changes in place. */
    public static final class Tally implements Serializable {
        private static final long serialVersionUID = 1L;
        private int count;
        private long sum;

        /** Nothing tallied. */
        public Tally() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Tally tally && tally.count == count && tally.sum == sum;
        }

        @Override
        public int hashCode() {
            return Objects.hash(count, sum);
        }

        @Override
        public String toString() {
            return sum + " of " + count;
        }
    }
}
