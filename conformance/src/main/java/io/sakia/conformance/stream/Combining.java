package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.StreamTable.stream;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.RDD;
import io.sakia.streaming.DStream;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.StreamTester;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Several streams put together, and functions of their RDDs. */
public final class Combining {
    private Combining() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(unions());
        cases.addAll(two());
        cases.addAll(many());
        cases.addAll(failures());
        return cases;
    }

    private static List<Case> unions() {
        return List.of(
                stream("a context unites a list of streams", "StreamingContext.union(DStream,List)")
                        .ints("[1] [2] []")
                        .andInts("[3] [] []")
                        .gives("[1 3 1] [2 2] []", (one, other) -> one.context().union(one, List.of(other, one))),
                stream("a context unites no further streams")
                        .ints("[1] []")
                        .gives("[1] []", numbers -> numbers.context().union(numbers, List.of())),
                stream("a context unites pairs to pairs", "StreamingContext.union(PairDStream,PairDStream[])")
                        .pairs("[(a,1)] []")
                        .andPairs("[(a,2)] [(b,3)]")
                        .gives(
                                "[(a,4)] [(b,3)]",
                                (one, other) ->
                                        one.context().union(one, other, one).reduceByKey(Integer::sum)),
                stream("a context unites a list of pairs to pairs", "StreamingContext.union(PairDStream,List)")
                        .pairs("[(a,1)] []")
                        .andPairs("[(a,2)] [(b,3)]")
                        .gives(
                                "[(a,3)] [(b,3)]",
                                (one, other) ->
                                        one.context().union(one, List.of(other)).reduceByKey(Integer::sum)));
    }

    private static List<Case> two() {
        return List.of(
                stream("transformWith does anything to two RDDs", "DStream.transformWith(DStream,Function3)")
                        .ints("[1 2] [] [3]")
                        .andInts("[10] [20] []")
                        .gives("[10 20] [] []", Combining::products),
                stream(
                                "transformWith has the RDD of pairs as a PairRDD",
                                "DStream.transformWith(PairDStream,Function3)")
                        .words("[a c] [] [b]")
                        .andPairs("[(a,1) (a,2) (b,3)] [(a,4)] [(b,5)]")
                        .gives("[a=1 a=2] [] [b=5]", Combining::looksUp),
                stream("transformWithToPair gives pairs", "DStream.transformWithToPair(DStream,Function3)")
                        .words("[a b] [] [c]")
                        .andInts("[1 2] [3] [4]")
                        .gives(
                                "[(a,2) (b,2)] [] [(c,1)]",
                                (words, numbers) -> words.transformWithToPair(numbers, (left, right, time) -> {
                                    long size = right.count();
                                    return left.mapToPair(word -> Pair.of(word, size));
                                })),
                stream("transformWithToPair takes pairs", "DStream.transformWithToPair(PairDStream,Function3)")
                        .pairs("[(a,1) (b,2)] [] [(a,3)]")
                        .andPairs("[(a,10)] [(a,20)] [(a,30)]")
                        .gives(
                                "[(a,(1,10))] [] [(a,(3,30))]",
                                (one, other) -> one.transformWithToPair(
                                        other,
                                        (left, right, time) ->
                                                PairRDD.from(left).join(right))),
                stream("transformWith itself")
                        .ints("[1 2] []")
                        .gives(
                                "[1 2 1 2] []",
                                numbers -> numbers.transformWith(numbers, (one, other, time) -> one.union(other))),
                stream("transformToPair knows the batch's time", "DStream.transformToPair(Function2)")
                        .ints("[5] [] [7]")
                        .gives(
                                "[(1,5)] [] [(3,7)]",
                                numbers -> numbers.transformToPair((rdd, time) -> {
                                    long second = time.milliseconds() / 1000 % 60;
                                    return rdd.mapToPair(x -> Pair.of(second, x));
                                })));
    }

    private static List<Case> many() {
        return List.of(
                stream("a context transforms any number of streams", "StreamingContext.transform(List,Function2)")
                        .ints("[1 2] [] [3]")
                        .andPairs("[(a,1)] [(b,2) (b,3)] []")
                        .gives("[2 1 2 1] [0 2 0 2] [1 0 1 3]", Combining::sizes),
                stream("a context transforms to pairs", "StreamingContext.transformToPair(List,Function2)")
                        .pairs("[(a,1) (b,2)] []")
                        .andPairs("[(a,10)] [(b,20)]")
                        .gives("[(a,11)] []", Combining::sumsOfJoined),
                stream("a context transforms one stream")
                        .ints("[1] []")
                        .gives(
                                "[2] []",
                                numbers -> numbers.context()
                                        .transform(
                                                List.of(numbers),
                                                (rdds, time) ->
                                                        integers(rdds.get(0)).map(x -> x + 1))),
                stream("windows of the same slide can be transformed together")
                        .ints("[1] [2] [3] [4]")
                        .gives(
                                "- [1 2 2] - [3 4 4]",
                                numbers -> numbers.window(Seconds.TWO, Seconds.TWO)
                                        .transformWith(
                                                numbers.window(Seconds.ONE, Seconds.TWO),
                                                (one, other, time) -> one.union(other))));
    }

    private static List<Case> failures() {
        return List.of(
                scenario("a transform that throws ends the stream and is named", Combining::throwing),
                scenario("a transform that gives null is told what to give", Combining::givesNull));
    }

    private static void throwing(Target target) {
        try (StreamTester tester = target.tester().build()) {
            tester.start(ssc -> {
                DStream<Integer> numbers = ssc.source(new MemorySource<Integer>("numbers"));
                numbers.<Integer, Integer>transformWith(numbers, (one, other, time) -> {
                            throw new IOException("no table");
                        })
                        .print();
            });
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("transformWith at Combining.java:")
                    .hasMessageContaining("no table");
        }
    }

    @SuppressWarnings("NullAway") // what is refused
    private static void givesNull(Target target) {
        try (StreamTester tester = target.tester().build()) {
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                    .<Integer>transform(rdd -> null)
                    .print());
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("gave null instead of an RDD");
        }
    }

    private static DStream<Integer> products(DStream<Integer> numbers, DStream<Integer> factors) {
        return numbers.transformWith(factors, (left, right, time) -> {
            int factor = right.take(1).isEmpty() ? 0 : right.take(1).get(0);
            return left.map(x -> x * factor).filter(x -> x > 0);
        });
    }

    private static DStream<String> looksUp(DStream<String> words, PairDStream<String, Integer> table) {
        return words.transformWith(
                table,
                (left, right, time) -> left.mapToPair(word -> Pair.of(word, word))
                        .join(right)
                        .map(found -> found.key() + "=" + found.value().value()));
    }

    private static DStream<Long> sizes(DStream<Integer> numbers, PairDStream<String, Integer> pairs) {
        return numbers.context().transform(List.of(numbers, pairs, numbers), (rdds, time) -> {
            List<Long> sizes = new ArrayList<>();
            for (RDD<?> rdd : rdds) {
                sizes.add(rdd.count());
            }
            sizes.add(time.milliseconds() / 1000 % 60);
            return rdds.get(0).context().parallelize(sizes, 1);
        });
    }

    private static PairDStream<String, Integer> sumsOfJoined(
            PairDStream<String, Integer> one, PairDStream<String, Integer> other) {
        return one.context()
                .transformToPair(
                        List.of(one, other),
                        (rdds, time) -> pairs(rdds.get(0))
                                .join(pairs(rdds.get(1)))
                                .mapToPair(joined -> Pair.of(
                                        joined.key(),
                                        joined.value().key() + joined.value().value())));
    }

    @SuppressWarnings("unchecked") // the program knows the order of its streams
    private static RDD<Integer> integers(RDD<?> rdd) {
        return (RDD<Integer>) rdd;
    }

    @SuppressWarnings("unchecked") // the RDD of a stream of pairs is a PairRDD
    private static PairRDD<String, Integer> pairs(RDD<?> rdd) {
        return (PairRDD<String, Integer>) rdd;
    }
}
