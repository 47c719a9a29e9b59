package io.sakia.conformance.use;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.RangePartitioner;
import io.sakia.StorageLevel;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.SakiaConf;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.DStream;
import io.sakia.streaming.OutputTag;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.state.State;
import io.sakia.streaming.state.StateSpec;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import io.sakia.testkit.ManualClock;
import io.sakia.testkit.MemorySource;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;

/** What is refused before anything runs, each with one line that says what happened and what to do. */
public final class WrongUse {
    private WrongUse() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario("a stream can't be started twice", WrongUse::startsTwice),
                scenario("a stream that was stopped can't be started", WrongUse::startsAfterStop),
                scenario("nothing can be added after the start", WrongUse::changesAfterStart),
                scenario("nothing can be added after the stop", WrongUse::changesAfterStop),
                scenario("a program needs an output", WrongUse::noOutput),
                scenario("a window must be a multiple of the batch", WrongUse::windows),
                scenario("a window over a window must be a multiple of its slide", WrongUse::windowsOverWindows),
                scenario("a self-clocked window must name its slide", WrongUse::selfClockedWindows),
                scenario("streams of two contexts can't be put together", WrongUse::twoContexts),
                scenario("initial states of another context are refused", WrongUse::initialStates),
                scenario("streams of different slides can't be put together", WrongUse::differentSlides),
                scenario("two equal stateful operators need names", WrongUse::ambiguous),
                scenario("a name can be used once", WrongUse::duplicateNames),
                scenario("a name can't be blank", WrongUse::blankNames),
                scenario("an unknown type of state is refused with the line to add", WrongUse::unknownType),
                scenario("what can't travel can't be captured", WrongUse::notSerialisable),
                scenario("an order of keys must be able to travel", WrongUse::orders),
                scenario("a master that no engine knows is refused", WrongUse::unknownMaster),
                scenario("a setting that can't be read is refused", WrongUse::settings),
                scenario("a batch interval is a whole number of milliseconds", WrongUse::intervals),
                scenario("a name that the program does not have is refused", WrongUse::unknownNames),
                scenario("partitions are at least one", WrongUse::partitions),
                scenario("what a stream can't be given is refused at the call", WrongUse::streamArguments));
    }

    private static StreamingContext context(Target target) {
        return context(target, BatchInterval.fixed(Durations.seconds(1)));
    }

    private static StreamingContext context(Target target, BatchInterval interval) {
        target.closeShared();
        return new StreamingContext(target.conf(), interval, new ManualClock());
    }

    private static DStream<Integer> numbers(StreamingContext ssc) {
        return ssc.source(new MemorySource<Integer>("numbers"));
    }

    private static PairDStream<Integer, Integer> pairs(StreamingContext ssc) {
        return numbers(ssc).mapToPair(x -> Pair.of(x, 1));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("\n"));
    }

    private static void startsTwice(Target target) {
        try (StreamingContext ssc = context(target)) {
            numbers(ssc).print();
            ssc.start();
            refused(ssc::start).hasMessage("the stream is started already");
        }
    }

    private static void startsAfterStop(Target target) {
        StreamingContext ssc = context(target);
        numbers(ssc).print();
        ssc.start();
        ssc.stop();
        refused(ssc::start)
                .hasMessage("the stream has stopped and can't be started again: make a new StreamingContext");
        StreamingContext never = context(target);
        numbers(never).print();
        never.stop();
        refused(never::start).hasMessageContaining("make a new StreamingContext");
    }

    private static void changesAfterStart(Target target) {
        try (StreamingContext ssc = context(target)) {
            DStream<Integer> numbers = numbers(ssc);
            PairDStream<Integer, Integer> pairs = numbers.mapToPair(x -> Pair.of(x, 1));
            numbers.print();
            ssc.start();
            String why =
                    "is called after the stream was started or stopped, when nothing can be added: define everything"
                            + " before start()";
            refused(() -> numbers.map(x -> x)).hasMessage("map " + why);
            refused(() -> numbers.print()).hasMessage("print " + why);
            refused(() -> numbers.named("late")).hasMessage("named " + why);
            refused(() -> pairs.reduceByKey(Integer::sum)).hasMessage("reduceByKey " + why);
            refused(() -> pairs.cache()).hasMessageEndingWith(why);
            refused(() -> numbers(ssc)).hasMessage("source " + why);
            refused(() -> ssc.types(WrongUse.class)).hasMessage("types " + why);
            refused(() -> ssc.replaceInput("numbers", new MemorySource<Integer>("others")))
                    .hasMessage("replaceInput " + why);
        }
    }

    private static void changesAfterStop(Target target) {
        StreamingContext ssc = context(target);
        DStream<Integer> numbers = numbers(ssc);
        ssc.stop();
        refused(() -> numbers.print()).hasMessageContaining("after the stream was started or stopped");
    }

    private static void noOutput(Target target) {
        try (StreamingContext ssc = context(target)) {
            numbers(ssc).map(x -> x);
            refused(ssc::start)
                    .hasMessage("the program has no output, so nothing would be computed: end a stream with print(),"
                            + " foreachRDD(…), saveAsTextFiles(…) or to(…)");
        }
    }

    private static void windows(Target target) {
        try (StreamingContext ssc = context(target)) {
            DStream<Integer> numbers = numbers(ssc);
            refused(() -> numbers.window(Durations.milliseconds(1500)))
                    .hasMessageMatching(
                            "window at WrongUse.java:\\d+: the window's length 1500ms must be a multiple of the"
                                    + " interval at which its input comes, 1s");
            refused(() -> numbers.window(Durations.seconds(2), Durations.milliseconds(2500)))
                    .hasMessageContaining("the window's slide 2500ms must be a multiple");
            refused(() -> numbers.window(Durations.seconds(0))).hasMessageContaining("the window's length");
            refused(() -> numbers.window(Durations.seconds(-2))).hasMessageContaining("the window's length");
            refused(() -> pairs(ssc).reduceByKeyAndWindow(Integer::sum, Durations.milliseconds(100)))
                    .hasMessageMatching("reduceByKeyAndWindow at WrongUse.java:\\d+: the window's length 100ms .*");
        }
    }

    private static void windowsOverWindows(Target target) {
        try (StreamingContext ssc = context(target)) {
            DStream<Integer> windows = numbers(ssc).window(Durations.seconds(2), Durations.seconds(2));
            refused(() -> windows.window(Durations.seconds(3)))
                    .hasMessageContaining("the window's length 3s must be a multiple of the interval at which its input"
                            + " comes, 2s");
            refused(() -> windows.window(Durations.seconds(4), Durations.seconds(3)))
                    .hasMessageContaining("the window's slide 3s");
        }
    }

    private static void selfClockedWindows(Target target) {
        try (StreamingContext ssc = context(target, BatchInterval.selfClocked())) {
            refused(() -> numbers(ssc).window(Durations.seconds(2))).hasMessageContaining("name the slide");
        }
    }

    private static void twoContexts(Target target) {
        try (StreamingContext ssc = context(target);
                StreamingContext other = second(target)) {
            refused(() -> numbers(ssc).union(numbers(other)))
                    .hasMessageMatching(
                            "union at WrongUse.java:\\d+ puts together streams of two contexts \\(source at WrongUse.java:"
                                    + "\\d+ is of another\\): define both on one StreamingContext");
            refused(() -> pairs(ssc).join(pairs(other))).hasMessageContaining("streams of two contexts");
        }
    }

    private static void initialStates(Target target) {
        try (StreamingContext ssc = context(target);
                StreamingContext other = second(target)) {
            PairRDD<Integer, Integer> states = other.sakiaContext().parallelizePairs(List.of(Pair.of(1, 1)));
            refused(() -> pairs(ssc)
                            .updateStateByKey(
                                    (List<Integer> values, Optional<Integer> state) -> state,
                                    new HashPartitioner(2),
                                    states))
                    .hasMessageMatching(
                            "updateStateByKey at WrongUse.java:\\d+ begins with an RDD of another context: make"
                                    + " it on this stream's, as in ssc.sakiaContext\\(\\).parallelizePairs\\(…\\)");
            refused(() -> pairs(ssc)
                            .mapWithState(StateSpec.function(
                                            (Integer key, Optional<Integer> value, State<Integer> state) -> key)
                                    .initialState(states)))
                    .hasMessageMatching("mapWithState at WrongUse.java:\\d+ begins with an RDD of another context: .*");
        }
    }

    private static StreamingContext second(Target target) {
        try {
            return context(target);
        } catch (IllegalStateException e) {
            return Assumptions.abort(target.master() + " has one context at a time: " + e.getMessage());
        }
    }

    private static void differentSlides(Target target) {
        try (StreamingContext ssc = context(target)) {
            PairDStream<Integer, Integer> pairs = pairs(ssc);
            PairDStream<Integer, Integer> windows = pairs.window(Durations.seconds(2), Durations.seconds(2));
            refused(() -> pairs.join(windows))
                    .hasMessageContaining("put out at different times")
                    .hasMessageContaining("give them the same slide");
            refused(() -> windows.union(pairs)).hasMessageContaining("put out at different times");
        }
    }

    private static void ambiguous(Target target) {
        try (StreamingContext ssc = context(target)) {
            PairDStream<Integer, Integer> pairs = pairs(ssc);
            count(pairs).print();
            count(pairs).print();
            refused(ssc::start)
                    .hasMessageContaining("two operators have the name 'updateStateByKey(numbers)'")
                    .hasMessageContaining("give each a name of its own with .named(\"…\")");
        }
    }

    private static PairDStream<Integer, Integer> count(PairDStream<Integer, Integer> pairs) {
        return pairs.updateStateByKey(
                (List<Integer> ones, Optional<Integer> count) -> Optional.of(count.orElse(0) + ones.size()));
    }

    private static void duplicateNames(Target target) {
        try (StreamingContext ssc = context(target)) {
            numbers(ssc)
                    .map(x -> x)
                    .named("same")
                    .filter(x -> x > 0)
                    .named("same")
                    .print();
            refused(ssc::start).hasMessageContaining("'same'").hasMessageContaining("WrongUse.java:");
        }
        try (StreamingContext ssc = context(target)) {
            DStream<Integer> numbers = numbers(ssc);
            numbers.print().named("same");
            numbers.print().named("same");
            refused(ssc::start).hasMessageContaining("'output same'");
        }
    }

    private static void blankNames(Target target) {
        try (StreamingContext ssc = context(target)) {
            refused(() -> numbers(ssc).named(" ")).hasMessage("an operator's name can't be blank");
        }
    }

    private static void unknownType(Target target) {
        try (StreamingContext ssc = context(target)) {
            refused(() -> pairs(ssc).mapWithState(Unknown.class, (key, value, state) -> value))
                    .hasMessageMatching("mapWithState at WrongUse.java:\\d+: .*")
                    .hasMessageContaining("add ssc.types(WrongUse.Unknown.class) to the program");
        }
    }

    private static void notSerialisable(Target target) {
        try (StreamingContext ssc = context(target)) {
            Holder holder = new Holder(new Thread("captured"));
            refused(() -> numbers(ssc).map(x -> x + holder.thread().getName().length()))
                    .hasMessageMatching("the function given to map at WrongUse.java:\\d+ captures a .*Holder, .*")
                    .hasMessageContaining("not Serializable")
                    .hasMessageContaining("create the object inside mapPartitions");
            refused(() -> numbers(ssc).filter(x -> holder.thread().isAlive())).hasMessageContaining("filter at");
        }
        try (StreamingContext ssc = context(target)) {
            Plain plain = new Plain(1);
            refused(() -> numbers(ssc).map(x -> x + plain.number()))
                    .hasMessageContaining("captures a io.sakia.conformance.use.WrongUse$Plain")
                    .hasMessageContaining("not Serializable");
        }
        Holder holder = new Holder(new Thread("captured"));
        refused(() -> target.context()
                        .parallelize(List.of(1))
                        .foreach(x -> holder.thread().interrupt()))
                .hasMessageContaining("foreach at WrongUse.java:");
    }

    private static void orders(Target target) {
        refused(() -> new RangePartitioner<String>(List.of("b"), (one, other) -> one.compareTo(other)))
                .hasMessageContaining("must be Serializable");
        refused(() -> target.context()
                        .parallelizePairs(List.of(Pair.of(2, 1), Pair.of(1, 1)))
                        .sortByKey((one, other) -> Integer.compare(other, one), true, 2))
                .hasMessageContaining("must be Serializable");
    }

    private static void unknownMaster(Target target) {
        refused(() -> new SakiaContext("mesos://here", "app"))
                .hasMessageContaining("no engine knows the master 'mesos://here'")
                .hasMessageContaining("local[N]");
        refused(() -> new SakiaContext("local[x]", "app")).hasMessageContaining("the master 'local[x]' is malformed");
        refused(() -> new StreamingContext("local[0]", Durations.seconds(1)))
                .hasMessageContaining("the master 'local[0]' is malformed");
    }

    private static void settings(Target target) {
        target.closeShared();
        refused(() -> new SakiaContext(target.conf().set("sakia.default.parallelism", "few")))
                .hasMessage("sakia.default.parallelism is 'few', but must be a whole number of at least 1");
        refused(() -> new SakiaConf().set("default.parallelism", "1")).hasMessageContaining("begins with 'sakia.'");
        try (StreamingContext ssc = new StreamingContext(
                target.conf().set("sakia.streaming.epoch", "soon"), BatchInterval.selfClocked(), new ManualClock())) {
            numbers(ssc).print();
            refused(ssc::start).hasMessageContaining("'soon' is no duration");
        }
    }

    private static void intervals(Target target) {
        refused(() -> BatchInterval.fixed(Durations.milliseconds(0))).hasMessageContaining("at least 1");
        refused(() -> BatchInterval.fixed(Durations.milliseconds(1).dividedBy(2)))
                .hasMessageContaining("a whole number of milliseconds");
        refused(() -> BatchInterval.parse("often")).hasMessageContaining("'often' is no duration");
    }

    private static void unknownNames(Target target) {
        try (StreamingContext ssc = context(target)) {
            numbers(ssc).print();
            refused(() -> ssc.streamNamed("totals"))
                    .hasMessage("no stream is named 'totals'; name it in the program with .named(\"totals\")");
            ssc.replaceInput("lines", new MemorySource<Integer>("others"));
            refused(ssc::start).hasMessage("there is no input named 'lines' to replace; the program reads [numbers]");
        }
    }

    private static void partitions(Target target) {
        SakiaContext context = target.context();
        refused(() -> context.parallelize(List.of(1), 0)).hasMessageContaining("at least 1 partition, not 0");
        refused(() -> context.parallelize(List.of(1)).repartition(0)).hasMessageContaining("not 0");
        refused(() -> context.parallelize(List.of(1)).distinct(0)).hasMessageContaining("not 0");
        refused(() -> context.parallelizePairs(List.of(Pair.of(1, 1))).reduceByKey(Integer::sum, -1))
                .hasMessageContaining("not -1");
        refused(() -> context.parallelizePairs(List.of(Pair.of(1, 1)))
                        .sortByKey((Serializable & Comparator<Integer>) Integer::compare, true, 0))
                .hasMessageContaining("not 0");
    }

    private static void streamArguments(Target target) {
        try (StreamingContext ssc = context(target)) {
            DStream<Integer> numbers = numbers(ssc);
            PairDStream<Integer, Integer> pairs = pairs(ssc);
            refused(() -> numbers.repartition(0))
                    .hasMessageMatching("repartition at WrongUse.java:\\d+ needs at least 1 partition, not 0");
            refused(() -> pairs.repartition(-1)).hasMessageContaining("at least 1 partition, not -1");
            refused(() -> numbers.countByValue(0)).hasMessageContaining("not 0");
            refused(() -> numbers.sample(false, 1.5, 1)).hasMessageContaining("0 to 1 without replacement, not 1.5");
            refused(() -> numbers.sample(true, -1, 1)).hasMessageContaining("at least 0 with replacement, not -1.0");
            refused(() -> numbers.mapToDouble(x -> x).histogram(new double[] {1}))
                    .hasMessage("a histogram needs at least 2 bounds, not [1.0]");
            refused(() -> numbers.mapToDouble(x -> x).histogram(new double[] {1, 1}))
                    .hasMessageContaining("bounds in ascending order, not [1.0, 1.0]");
            refused(() -> numbers.mapToDouble(x -> x).histogram(new double[] {0, Double.NaN}))
                    .hasMessageContaining("leave out repeated ones and NaN");
            OutputTag<String> tag = OutputTag.of("words");
            refused(() -> numbers.<Integer>process((x, out) -> {}, tag, OutputTag.of("words")))
                    .hasMessageMatching("process at WrongUse.java:\\d+ has two side outputs named 'words': .*");
            refused(() -> numbers.<Integer>process((x, out) -> {}).side(tag))
                    .hasMessageMatching("side at WrongUse.java:\\d+: 'words' is no side output of process at"
                            + " WrongUse.java:\\d+, which has \\[\\]: name the tag there");
            refused(() -> OutputTag.of(" ")).hasMessage("the name of a side output can't be blank");
            refused(() -> ssc.remember(Durations.seconds(0)))
                    .hasMessageMatching("remember at WrongUse.java:\\d+ needs at least 1ms, not .*");
            refused(() -> pairs.groupByKey(0)).hasMessageContaining("not 0");
            refused(() -> pairs.leftOuterJoin(pairs, 0)).hasMessageContaining("not 0");
            refused(() -> pairs.groupByKeyAndWindow(Durations.milliseconds(1500)))
                    .hasMessageContaining("the window's length 1500ms must be a multiple");
            refused(() -> numbers.persist(StorageLevel.NONE)).hasMessageContaining("at NONE nothing is kept");
            refused(() -> numbers.print(1, Durations.seconds(0)))
                    .hasMessageMatching(
                            "print at WrongUse.java:\\d+ prints one batch every so much time, at least 1ms, not PT0S");
            refused(() -> ssc.<Integer>transform(
                            List.of(), (rdds, time) -> ssc.sakiaContext().parallelize(List.of(1))))
                    .hasMessageMatching("transform at WrongUse.java:\\d+ needs at least one stream");
            DStream<Integer> windows = numbers.window(Durations.seconds(2), Durations.seconds(2));
            refused(() -> numbers.transformWith(windows, (one, other, time) -> one.union(other)))
                    .hasMessageContaining("put out at different times");
            refused(() -> ssc.union(numbers, List.of(windows))).hasMessageContaining("put out at different times");
        }
        try (StreamingContext ssc = context(target);
                StreamingContext other = second(target)) {
            refused(() -> ssc.union(numbers(other), List.of())).hasMessageContaining("streams of two contexts");
            refused(() -> numbers(ssc).transformWith(numbers(other), (one, two, time) -> one.union(two)))
                    .hasMessageContaining("streams of two contexts");
        }
    }

    /** A class that no codec knows. */
    static final class Unknown {
        final ReentrantLock lock = new ReentrantLock();
    }

    /** Can't travel. */
    record Holder(Thread thread) {}

    /** Can't travel, although it can't change either. */
    record Plain(int number) {}
}
