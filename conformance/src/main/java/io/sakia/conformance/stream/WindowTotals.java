package io.sakia.conformance.stream;

import static io.sakia.conformance.stream.Seconds.FOUR;
import static io.sakia.conformance.stream.Seconds.HOUR;
import static io.sakia.conformance.stream.Seconds.ONE;
import static io.sakia.conformance.stream.Seconds.THREE;
import static io.sakia.conformance.stream.Seconds.TWO;
import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.StreamTable.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Aggregate;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Seeds;
import io.sakia.conformance.table.Target;
import io.sakia.streaming.DStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One record made of all records of a window. */
public final class WindowTotals {
    private static final int SEEDS = 12;
    private static final int BATCHES = 12;

    private WindowTotals() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(reductions());
        cases.addAll(inverses());
        cases.addAll(counts());
        cases.addAll(values());
        cases.addAll(aggregates());
        cases.addAll(chains());
        cases.add(scenario("totals of random windows are the totals of all their records", WindowTotals::agree));
        cases.add(scenario("so are those of random self-clocked windows", WindowTotals::agreeSelfClocked));
        return cases;
    }

    private static List<Case> reductions() {
        return List.of(
                stream(
                                "reduceByWindow puts the records of a window together",
                                "DStream.reduceByWindow(Function2,Duration,Duration)")
                        .ints("[1 2] [3] [] [] [4]")
                        .gives("[3] [6] [3] [] [4]", numbers -> numbers.reduceByWindow(Integer::sum, TWO, ONE)),
                stream("reduceByWindow once a slide")
                        .ints("[1] [2] [4] [8] [] [] [] []")
                        .gives("- [3] - [14] - [8] - []", numbers -> numbers.reduceByWindow(Integer::sum, THREE, TWO)),
                stream("reduceByWindow goes in the order in which records came")
                        .words("[a b] [c] [d] []")
                        .gives(
                                "[ab] [abc] [abcd] [cd]",
                                words -> words.reduceByWindow((one, other) -> one + other, THREE, ONE)),
                stream("reduceByWindow of one partition")
                        .ints("[1 2] [3] []")
                        .gives("[3] [6] [3]", numbers -> numbers.repartition(1).reduceByWindow(Integer::sum, TWO, ONE)),
                stream("reduceByWindow of a stream that nothing comes to")
                        .ints("[] [] []")
                        .gives("[] [] []", numbers -> numbers.reduceByWindow(Integer::sum, TWO, ONE)),
                stream("reduceByWindow over a window")
                        .ints("[1] [2] [4] [8]")
                        .gives(
                                "- [3] - [15]",
                                numbers -> numbers.window(TWO, TWO).reduceByWindow(Integer::sum, FOUR, TWO)),
                stream("reduceByWindow longer than the stream")
                        .ints("[1] [] [2]")
                        .gives(
                                "[1] [1] [3]",
                                numbers -> numbers.reduceByWindow(Math::max, ONE, ONE)
                                        .reduceByWindow(Integer::sum, HOUR, ONE)));
    }

    private static List<Case> inverses() {
        return List.of(
                stream(
                                "reduceByWindow with an inverse gives the same",
                                "DStream.reduceByWindow(Function2,Function2,Duration,Duration)")
                        .ints("[1 2] [3] [] [] [4]")
                        .gives("[3] [6] [3] [] [4]", numbers -> sums(numbers, TWO, ONE)),
                stream("with an inverse, a window that has run empty gives nothing")
                        .ints("[5] [] [] []")
                        .gives("[5] [5] [] []", numbers -> sums(numbers, TWO, ONE)),
                stream("with an inverse, a total of 0 is a total")
                        .ints("[5] [-5] [] []")
                        .gives("[5] [0] [-5] []", numbers -> sums(numbers, TWO, ONE)),
                stream("with an inverse, shorter than its slide")
                        .ints("[1] [2] [3] []")
                        .gives("- [2] - []", numbers -> sums(numbers, ONE, TWO)));
    }

    private static List<Case> counts() {
        return List.of(
                stream("countByWindow counts, 0 from the start", "DStream.countByWindow(Duration,Duration)")
                        .words("[] [a b] [a] [] []")
                        .gives("[0] [2] [3] [1] [0]", words -> words.countByWindow(TWO, ONE)),
                stream("countByWindow once a slide")
                        .words("[a] [b c] [] [d] [] []")
                        .gives("- [3] - [3] - [1]", words -> words.countByWindow(THREE, TWO)),
                stream("countByWindow of pairs")
                        .pairs("[(a,1) (a,1)] [] []")
                        .gives("[2] [2] [0]", pairs -> pairs.countByWindow(TWO, ONE)),
                stream("a count of a window and a window of counts")
                        .ints("[1 2] [3] [] []")
                        .gives(
                                "[2 2] [3 3] [1 1] [0 0]",
                                numbers -> numbers.window(TWO).count().union(numbers.countByWindow(TWO, ONE))));
    }

    private static List<Case> values() {
        return List.of(
                stream(
                                "countByValueAndWindow counts equal records of a window",
                                "DStream.countByValueAndWindow(Duration,Duration)")
                        .words("[a b a] [b] [] []")
                        .gives(
                                "[(a,2) (b,1)] [(a,2) (b,2)] [(b,1)] []",
                                words -> words.countByValueAndWindow(TWO, ONE)),
                stream(
                                "countByValueAndWindow in so many partitions",
                                "DStream.countByValueAndWindow(Duration,Duration,int)")
                        .words("[a b a] []")
                        .gives(
                                "[3 (a,2) (b,1)] [3 (a,2) (b,1)]",
                                words -> words.countByValueAndWindow(TWO, ONE, 3)
                                        .transform(rdd -> rdd.map(String::valueOf)
                                                .union(rdd.context()
                                                        .parallelize(List.of("" + rdd.getNumPartitions()), 1)))));
    }

    private static List<Case> aggregates() {
        return List.of(
                stream(
                                "aggregateByWindow makes one record of a window",
                                "DStream.aggregateByWindow(Aggregate,Duration,Duration)")
                        .words("[a b] [] [c] []")
                        .gives(
                                "[[a,b]] [[a,b]] [[c]] [[c]]",
                                words -> words.aggregateByWindow(Aggregate.iterable(), TWO, ONE)),
                stream("aggregateByWindow of nothing gives the result of nothing")
                        .words("[] [a] [] []")
                        .gives(
                                "[[]] [[a]] [[a]] [[]]",
                                words -> words.aggregateByWindow(Aggregate.iterable(), TWO, ONE)),
                stream(
                                "aggregateByKeyAndWindow folds each key's values in a window",
                                "PairDStream.aggregateByKeyAndWindow(Aggregate,Duration,Duration)")
                        .pairs("[(a,1) (b,5)] [(a,2)] [] []")
                        .gives(
                                "[(a,[1]) (b,[5])] [(a,[1,2]) (b,[5])] [(a,[2])] []",
                                pairs -> pairs.aggregateByKeyAndWindow(Aggregate.iterable(), TWO, ONE)));
    }

    private static List<Case> chains() {
        return List.of(
                stream("a slower window over totals of a faster one")
                        .ints("[1] [2] [] [4] [5] [] [] []")
                        .gives(
                                "- - - [2 1] - - - [1 0]",
                                numbers -> numbers.countByWindow(TWO, TWO).window(FOUR, FOUR)),
                stream("a total over totals with a slide of its own")
                        .ints("[1] [2] [] [4] [5] [] [] []")
                        .gives(
                                "- - - [7] - - - [5]",
                                numbers -> numbers.reduceByWindow(Integer::sum, TWO, TWO)
                                        .reduceByWindow(Integer::sum, FOUR, FOUR)),
                stream("totals of the same slide can be united, whatever their lengths")
                        .ints("[1] [2] [3] [4]")
                        .gives(
                                "- [1 2] - [1 3]",
                                numbers -> numbers.countByWindow(ONE, TWO)
                                        .named("short")
                                        .union(numbers.countByWindow(THREE, TWO).named("long"))));
    }

    private static DStream<Integer> sums(DStream<Integer> numbers, Duration length, Duration slide) {
        return numbers.reduceByWindow(Integer::sum, (total, gone) -> total - gone, length, slide);
    }

    private static void agree(Target target) {
        Seeds.each(SEEDS, seed -> {
            Random random = new Random(seed);
            Duration length = Duration.ofSeconds(1 + random.nextInt(6));
            Duration slide = Duration.ofSeconds(1 + random.nextInt(3));
            try (StreamTester tester = target.tester().build()) {
                MemorySource<Double> input = tester.input("numbers");
                Results<String> moving = tester.output("moving");
                Results<String> whole = tester.output("whole");
                tester.start(ssc -> bothWays(ssc, length, slide));
                for (int i = 0; i < BATCHES; i++) {
                    input.addAll(
                            random.doubles(random.nextInt(4), -1e9, 1e9).boxed().toList());
                    tester.tick();
                    assertThat(moving.batch(i + 1))
                            .as("seed " + seed + "\n" + tester.transcript())
                            .isEqualTo(whole.batch(i + 1));
                }
                assertThat(whole.all()).isNotEmpty();
            }
        });
    }

    private static void agreeSelfClocked(Target target) {
        Seeds.each(SEEDS, seed -> {
            Random random = new Random(seed);
            long slide = 1L + random.nextInt(300);
            Duration length = Duration.ofMillis(slide * (1 + random.nextInt(4)));
            try (StreamTester tester = target.tester().selfClocked().build()) {
                MemorySource<Double> input = tester.input("numbers");
                Results<String> moving = tester.output("moving");
                Results<String> whole = tester.output("whole");
                tester.start(ssc -> bothWays(ssc, length, Duration.ofMillis(slide)));
                for (int i = 0; i < BATCHES; i++) {
                    input.addAll(
                            random.doubles(random.nextInt(4), -1e9, 1e9).boxed().toList());
                    tester.tick();
                    tester.advance(Duration.ofMillis(random.nextInt(250)));
                }
                tester.advance(length.plusMillis(2 * slide));
                String at = "seed " + seed + ", window " + length + " slide " + slide + "\n" + tester.transcript();
                assertThat(moving.batches()).as(at).isEqualTo(whole.batches()).isNotEmpty();
                assertThat(moving.batches().get(moving.batches().size() - 1).records())
                        .as(at)
                        .containsExactly("0.0", "0");
            }
        });
    }

    private static void bothWays(StreamingContext ssc, Duration length, Duration slide) {
        var numbers = ssc.source(new MemorySource<Double>("numbers")).mapToDouble(x -> x);
        var text = numbers.map(x -> x + ";");
        var window = numbers.window(length, slide);
        numbers.sum(length, slide)
                .union(numbers.variance(length, slide))
                .union(numbers.max(length, slide))
                .map(x -> "" + x)
                .union(numbers.countByWindow(length, slide).map(n -> "" + n))
                .union(text.reduceByWindow((one, other) -> one + other, length, slide))
                .transform(rdd -> rdd.repartition(1))
                .named("moving");
        window.sum()
                .union(window.variance())
                .union(window.max())
                .map(x -> "" + x)
                .union(window.count().map(n -> "" + n))
                .union(text.window(length, slide).reduce((one, other) -> one + other))
                .transform(rdd -> rdd.repartition(1))
                .named("whole");
    }
}
