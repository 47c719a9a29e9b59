package io.sakia.conformance.stream;

import static io.sakia.conformance.stream.Seconds.ONE;
import static io.sakia.conformance.stream.Seconds.TWO;
import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.TaskContext;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Probe;
import io.sakia.conformance.table.Seeds;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.RDD;
import io.sakia.streaming.DStream;
import io.sakia.streaming.MapWithStateDStream;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.state.State;
import io.sakia.streaming.state.StateSpec;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** All forms of state on random batches, with tasks that fail, against plain maps; and that each advances once a batch. */
public final class StateLaws {
    private static final int SEEDS = 4;
    private static final int BATCHES = 25;

    private StateLaws() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario(
                        "all forms of state are what maps make of the same batches, though tasks fail",
                        target -> Seeds.each(SEEDS, seed -> compare(target, seed))),
                scenario("with a snapshot and two outputs, a state advances once", StateLaws::once),
                scenario("with no output that asks, keys time out and are remembered", StateLaws::nobodyAsks),
                scenario("a snapshot that outlives its batch has that batch's states", StateLaws::readLater),
                scenario("states that change in place are spoilt by no function that fails", StateLaws::spoilt));
    }

    /** What a random program is made of. */
    private record Shape(int length, int slide, int timeout, int within, int partitions) {
        static Shape random(Random random) {
            int slide = 1 + random.nextInt(3);
            return new Shape(
                    1 + random.nextInt(6), slide, 1 + random.nextInt(5), 1 + random.nextInt(5), 1 + random.nextInt(4));
        }
    }

    private static void compare(Target target, int seed) {
        Random random = new Random(seed);
        Shape shape = Shape.random(random);
        StateModel model = new StateModel(shape.length, shape.slide, shape.timeout, shape.within);
        try (StreamTester tester =
                target.tester().conf("sakia.default.parallelism", "3").build()) {
            MemorySource<Pair<String, Integer>> input = tester.input("pairs");
            Results<Object> sums = tester.output("sums");
            Results<Object> totals = tester.output("totals");
            Results<Object> mapped = tester.output("mapped");
            Results<Object> snapshots = tester.output("snapshots");
            Results<Object> firsts = tester.output("firsts");
            Results<Object> letters = tester.output("letters");
            tester.start(ssc -> define(ssc, shape));
            for (int batch = 1; batch <= BATCHES; batch++) {
                List<Pair<String, Integer>> pairs = new ArrayList<>();
                for (int i = random.nextInt(6); i > 0; i--) {
                    pairs.add(Pair.of("" + (char) ('a' + random.nextInt(6)), random.nextInt(15) - 5));
                }
                input.addAll(pairs);
                tester.tick();
                model.batch(pairs);
                String at = "seed " + seed + ", batch " + batch + ", " + shape + "\n" + tester.transcript();
                same(at, sums, batch, model.sums());
                same(at, totals, batch, Optional.of(model.totals()));
                same(at, mapped, batch, Optional.of(model.mapped()));
                same(at, snapshots, batch, Optional.of(model.snapshot()));
                same(at, firsts, batch, Optional.of(model.firsts()));
                same(at, letters, batch, Optional.of(model.firsts()));
            }
        }
    }

    private static void same(String at, Results<Object> results, int batch, Optional<List<?>> expected) {
        assertThat(results.batch(batch).map(StateLaws::sorted)).as(at).isEqualTo(expected.map(StateLaws::sorted));
    }

    private static List<String> sorted(List<?> records) {
        return records.stream().map(String::valueOf).sorted().toList();
    }

    private static void define(StreamingContext ssc, Shape shape) {
        PairDStream<String, Integer> pairs =
                ssc.source(new MemorySource<Pair<String, Integer>>("pairs")).mapToPair(pair -> pair);
        pairs.reduceByKeyAndWindow(
                        (a, b) -> failing(a + b),
                        (total, gone) -> failing(total - gone),
                        Duration.ofSeconds(shape.length),
                        Duration.ofSeconds(shape.slide),
                        new Placement.ByLetter(shape.partitions),
                        total -> failing(total.value()) != 0)
                .named("sums");
        pairs.updateStateByKey(
                        (List<Integer> values, Optional<Integer> total) -> Optional.of(failing(total.orElse(0)
                                        + values.stream().mapToInt(x -> x).sum()))
                                .filter(sum -> sum > -10),
                        new HashPartitioner(shape.partitions),
                        UpdatedStates.states(pairs, "a", StateModel.BEGIN, "z", StateModel.BEGIN))
                .named("totals");
        MapWithStateDStream<String, Integer, Integer, String> mapped = pairs.mapWithState(StateSpec.function(
                                (String key, Optional<Integer> value, State<Integer> state) -> {
                                    String given = MappedStates.follow(key, value, state);
                                    failing(value.orElse(7));
                                    return given;
                                })
                        .timeout(Duration.ofSeconds(shape.timeout))
                        .numPartitions(shape.partitions)
                        .initialState(UpdatedStates.states(pairs, "a", StateModel.BEGIN, "z", StateModel.BEGIN)))
                .named("mapped");
        mapped.stateSnapshots().named("snapshots");
        pairs.deduplicateByKey(Duration.ofSeconds(shape.within)).named("firsts");
        pairs.map(pair -> pair)
                .deduplicate(Pair::key, Duration.ofSeconds(shape.within))
                .named("letters");
    }

    /** Some numbers fail in the first attempt, after the state was touched. */
    private static int failing(int number) {
        TaskContext task = TaskContext.current();
        if (task != null && task.attempt() == 1 && number % 7 == 0) {
            throw new IllegalStateException("the first attempt fails on purpose");
        }
        return number;
    }

    private static void once(Target target) {
        Probe calls = Probe.create();
        try (StreamTester tester = target.tester().build()) {
            MemorySource<String> words = tester.input("words");
            Results<Pair<String, Integer>> states = tester.output("states");
            Results<String> again = tester.output("again");
            tester.start(ssc -> {
                MapWithStateDStream<String, Integer, Integer, String> mapped =
                        noted(ssc.source(new MemorySource<String>("words")), calls);
                mapped.named("out");
                mapped.map(text -> text).named("again");
                mapped.stateSnapshots().named("states");
                mapped.stateSnapshots().count().print();
            });
            words.add("a", "a", "b");
            tester.tick();
            assertThat(states.lastSorted()).containsExactly(Pair.of("a", 2), Pair.of("b", 1));
            assertThat(again.lastSorted()).containsExactly("a1", "a2", "b1");
            words.add("b");
            tester.tick(2);
            assertThat(states.last()).containsExactly(Pair.of("b", 2));
            assertThat(calls.seen()).containsExactlyInAnyOrder("a", "a", "b", "b", "a");
        }
    }

    private static void nobodyAsks(Target target) {
        Probe calls = Probe.create();
        try (StreamTester tester = target.tester().build()) {
            MemorySource<String> words = tester.input("words");
            Results<String> slow = tester.output("slow");
            tester.start(ssc -> {
                DStream<String> in = ssc.source(new MemorySource<String>("words"));
                noted(in, calls);
                in.deduplicate(word -> word, Seconds.HOUR).window(ONE, TWO).named("slow");
            });
            words.add("a");
            tester.tick(); // not read: the window comes with every second batch
            words.add("a", "b");
            tester.tick(3);
            assertThat(slow.all()).containsExactly("b");
            assertThat(calls.seen()).containsExactlyInAnyOrder("a", "a", "b", "a", "b"); // the last two time out
        }
    }

    private static void readLater(Target target) {
        List<RDD<Pair<String, Integer>>> kept = new CopyOnWriteArrayList<>();
        try (StreamTester tester = target.tester().build()) {
            MemorySource<String> words = tester.input("words");
            tester.start(ssc -> noted(ssc.source(new MemorySource<String>("words")), Probe.create())
                    .stateSnapshots()
                    .foreachRDD(rdd -> {
                        kept.add(rdd);
                    }));
            words.add("a", "a");
            tester.tick();
            words.add("b", "a");
            tester.tick();
            assertThat(kept.get(1).collect()).containsExactlyInAnyOrder(Pair.of("a", 3), Pair.of("b", 1));
            assertThat(kept.get(0).collect()).containsExactly(Pair.of("a", 2));
        }
    }

    /** Counts words with a timeout of two batches, and notes each call. */
    private static MapWithStateDStream<String, Integer, Integer, String> noted(DStream<String> words, Probe calls) {
        return words.mapToPair(word -> Pair.of(word, 1))
                .mapWithState(StateSpec.function((String key, Optional<Integer> value, State<Integer> state) -> {
                            calls.note(key);
                            return MappedStates.follow(key, value, state);
                        })
                        .timeout(TWO));
    }

    private static void spoilt(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Results<String> lists = tester.output("lists");
            Results<Pair<String, List<Integer>>> windows = tester.output("windows");
            tester.start(ssc -> {
                PairDStream<String, List<Integer>> pairs = ssc.source(new MemorySource<Integer>("numbers"))
                        .mapToPair(number -> Pair.of("all", new ArrayList<>(List.of(number))));
                pairs.mapWithState(StateSpec.function(StateLaws::appended).timeout(TWO))
                        .named("lists");
                pairs.reduceByKeyAndWindow(StateLaws::joined, TWO).named("windows");
            });
            for (int batch = 1; batch <= 3; batch++) {
                numbers.add(batch);
                tester.tick();
            }
            assertThat(windows.last()).containsExactly(Pair.of("all", List.of(2, 3)));
            tester.tick(2);
            assertThat(lists.all()).containsExactly("[1]", "[1, 2]", "[1, 2, 3]", "[1, 2, 3]!");
            assertThat(windows.batch(4)).contains(List.of(Pair.of("all", List.of(3))));
        }
    }

    private static String appended(String key, Optional<List<Integer>> value, State<List<Integer>> state) {
        List<Integer> list = state.getOption().orElseGet(ArrayList::new);
        if (state.isTimingOut()) {
            String last = list + "!";
            list.clear();
            failing(0);
            return last;
        }
        list.addAll(value.orElseThrow());
        String all = list.toString();
        failing(0);
        state.update(list);
        list.clear();
        return all;
    }

    private static List<Integer> joined(List<Integer> older, List<Integer> newer) {
        older.addAll(newer); // which an aggregate may do to its first argument
        failing(0);
        return older;
    }
}
