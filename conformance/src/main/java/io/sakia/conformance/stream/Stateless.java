package io.sakia.conformance.stream;

import static io.sakia.conformance.table.StreamTable.stream;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.rdd.PairRDD;
import io.sakia.streaming.DStream;
import io.sakia.streaming.PairDStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Operations that look at one batch at a time. */
public final class Stateless {
    private Stateless() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(recordByRecord());
        cases.addAll(byPartition());
        cases.addAll(byRdd());
        cases.addAll(byKey());
        cases.addAll(together());
        return cases;
    }

    private static List<Case> recordByRecord() {
        return List.of(
                stream("map gives one record for each", "DStream.map(Function)")
                        .ints("[1 2] [] [3]")
                        .givesInOrder("[10 20] [] [30]", numbers -> numbers.map(x -> x * 10)),
                stream("filter keeps what the function says", "DStream.filter(Function)")
                        .ints("[1 2 3 4] [] [5]")
                        .givesInOrder("[2 4] [] []", numbers -> numbers.filter(x -> x % 2 == 0)),
                stream("filter of pairs keeps pairs", "PairDStream.filter(Function)")
                        .pairs("[(a,1) (b,2)] [(b,-1)]")
                        .gives(
                                "[(a,1) (b,2)] []",
                                pairs -> pairs.filter(pair -> pair.value() > 0).reduceByKey(Integer::sum)),
                stream("flatMap gives any number of records", "DStream.flatMap(FlatMapFunction)")
                        .words("[a_b c] [] [d_e_f]")
                        .givesInOrder("[a b c] [] [d e f]", words -> words.flatMap(word -> List.of(word.split("_")))),
                stream("mapPartitions sees partitions whole", "DStream.mapPartitions(Function)")
                        .ints("[1 2 3] [] [4]")
                        .gives(
                                "[6] [] [4]",
                                numbers -> numbers.transform(rdd -> rdd.repartition(1))
                                        .mapPartitions(Stateless::sum)
                                        .filter(sum -> sum > 0)),
                stream("mapToPair gives keys and values", "DStream.mapToPair(PairFunction)")
                        .words("[a bb] [] [a]")
                        .givesInOrder(
                                "[(a,1) (bb,2)] [] [(a,1)]",
                                words -> words.mapToPair(word -> Pair.of(word, word.length()))),
                stream("flatMapToPair gives any number of pairs", "DStream.flatMapToPair(FlatMapFunction)")
                        .words("[ab c] [] [d]")
                        .givesInOrder(
                                "[(a,1) (b,1) (c,1)] [] [(d,1)]", words -> words.flatMapToPair(Stateless::letters)),
                stream("mapPartitionsToPair sees partitions whole", "DStream.mapPartitionsToPair(Function)")
                        .ints("[1 2 3] [] [4]")
                        .gives(
                                "[(6,0)] [(0,0)] [(4,0)]",
                                numbers -> numbers.repartition(1).mapPartitionsToPair(records -> {
                                    int total = sum(records).next();
                                    return List.of(Pair.of(total, 0)).iterator();
                                })));
    }

    private static List<Case> byPartition() {
        return List.of(
                stream("glom gives each partition as a list", "DStream.glom()")
                        .ints("[1 2 3] [] [4]")
                        .gives(
                                "[[1,2,3]] [[]] [[4]]",
                                numbers -> numbers.repartition(1).glom()),
                stream("repartition spreads records evenly", "DStream.repartition(int)")
                        .ints("[1 2 3 4 5 6] []")
                        .gives(
                                "[2 2 2] [0 0 0]",
                                numbers -> numbers.repartition(3).glom().map(List::size)),
                stream("repartition of pairs keeps pairs", "PairDStream.repartition(int)")
                        .pairs("[(a,1) (b,2) (a,3)] []")
                        .gives("[(a,4) (b,2)] []", pairs -> pairs.repartition(3).reduceByKey(Integer::sum)),
                stream("repartition into more partitions than records")
                        .ints("[1] []")
                        .gives(
                                "[0 0 0 1] [0 0 0 0]",
                                numbers -> numbers.repartition(4).glom().map(List::size)));
    }

    private static List<Case> byRdd() {
        return List.of(
                stream("transform does anything to each batch's RDD", "DStream.transform(Function)")
                        .ints("[3 1 3] [] [2]")
                        .gives("[1 3] [] [2]", numbers -> numbers.transform(rdd -> rdd.distinct())),
                stream("transform knows the batch's time", "DStream.transform(Function2)")
                        .ints("[1] [] [1]")
                        .gives("[1] [] [3]", Stateless::timesSecond),
                stream("transformToPair gives pairs", "DStream.transformToPair(Function)")
                        .words("[b a] [] [c]")
                        .givesInOrder(
                                "[(a,1) (b,1)] [] [(c,1)]",
                                words -> words.transformToPair(rdd ->
                                        rdd.mapToPair(word -> Pair.of(word, 1)).sortByKey())),
                stream("transform may join a batch with an RDD that stays")
                        .pairs("[(a,1) (b,2)] [(a,3)]")
                        .gives("[(a,(1,10))] [(a,(3,10))]", Stateless::joinTable),
                stream("apply is the way to what others have made", "DStream.apply(Function)")
                        .ints("[1 2] [3]")
                        .givesInOrder("[11 12] [13]", numbers -> numbers.apply(Stateless::plusTen)));
    }

    private static List<Case> byKey() {
        return List.of(
                stream("reduceByKey folds the values of each key", "PairDStream.reduceByKey(Function2)")
                        .pairs("[(a,1) (b,2) (a,3)] [] [(a,4)]")
                        .gives("[(a,4) (b,2)] [] [(a,4)]", pairs -> pairs.reduceByKey(Integer::sum)),
                stream("reduceByKey folds in the order of the batch")
                        .words("[b1 a2 a1] [a1 b2 a3 b4]")
                        .gives(
                                "[(a,21) (b,1)] [(a,13) (b,24)]",
                                words -> words.mapToPair(word -> Pair.of(word.substring(0, 1), word.substring(1)))
                                        .reduceByKey((one, other) -> one + other)),
                stream("reduceByKey in so many partitions", "PairDStream.reduceByKey(Function2,int)")
                        .pairs("[(a,1) (b,2) (a,3)] []")
                        .gives("[5 (a,4) (b,2)] [5]", Stateless::withPartitions),
                stream("countByValue counts equal records", "DStream.countByValue()")
                        .words("[a b a] [] [b]")
                        .gives("[(a,2) (b,1)] [] [(b,1)]", DStream::countByValue),
                stream("countByValue of pairs goes by key and value")
                        .pairs("[(a,1) (a,2) (a,1)]")
                        .gives("[((a,1),2) ((a,2),1)]", pairs -> pairs.countByValue()),
                stream("join has every two values of one key in a batch", "PairDStream.join(PairDStream)")
                        .pairs("[(a,1) (b,2)] [(a,3)] [(a,4) (a,5)]")
                        .andPairs("[(a,10) (c,20)] [] [(a,30) (a,40)]")
                        .gives("[(a,(1,10))] [] [(a,(4,30)) (a,(4,40)) (a,(5,30)) (a,(5,40))]", PairDStream::join),
                stream("join with itself")
                        .pairs("[(a,1) (b,2)] []")
                        .gives("[(a,(1,1)) (b,(2,2))] []", pairs -> pairs.join(pairs)),
                stream("join of streams that are placed alike")
                        .pairs("[(a,1) (a,2)] []")
                        .andPairs("[(a,10) (b,1)] [(a,1)]")
                        .gives(
                                "[(a,(3,10))] []",
                                (one, other) -> one.reduceByKey(Integer::sum).join(other.reduceByKey(Integer::sum))));
    }

    private static List<Case> together() {
        return List.of(
                stream("union has the records of both", "DStream.union(DStream)")
                        .ints("[1] [2] []")
                        .andInts("[] [3] []")
                        .gives("[1] [2 3] []", DStream::union),
                stream("union with itself has each record twice")
                        .ints("[1] []")
                        .gives("[1 1] []", numbers -> numbers.union(numbers)),
                stream("union of pairs keeps pairs", "PairDStream.union(PairDStream)")
                        .pairs("[(a,1)] []")
                        .andPairs("[(a,2)] [(b,3)]")
                        .gives(
                                "[(a,3)] [(b,3)]",
                                (one, other) -> one.union(other).reduceByKey(Integer::sum)),
                stream("a context unites any number of streams", "StreamingContext.union(DStream,DStream[])")
                        .ints("[1] [2]")
                        .andInts("[3] []")
                        .gives("[1 3 3] [2]", (one, other) -> one.context().union(one, other, other)),
                stream("cache changes no result", "DStream.cache()", "PairDStream.cache()")
                        .ints("[1 2] [] [3]")
                        .gives("[(1,1) (1,1) (2,1) (2,1)] [] [(3,1) (3,1)]", Stateless::cachedTwice));
    }

    private static List<Pair<String, Integer>> letters(String word) {
        return word.chars()
                .mapToObj(letter -> Pair.of(Character.toString(letter), 1))
                .toList();
    }

    private static Iterator<Integer> sum(Iterator<Integer> numbers) {
        int sum = 0;
        while (numbers.hasNext()) {
            sum += numbers.next();
        }
        return List.of(sum).iterator();
    }

    private static DStream<Long> timesSecond(DStream<Integer> numbers) {
        return numbers.transform((rdd, time) -> {
            long second = time.milliseconds() / 1000 % 60;
            return rdd.map(x -> x * second);
        });
    }

    private static DStream<?> joinTable(PairDStream<String, Integer> pairs) {
        PairRDD<String, Integer> table = pairs.context().sakiaContext().parallelizePairs(List.of(Pair.of("a", 10)), 1);
        return pairs.transformToPair(rdd -> PairRDD.from(rdd).join(table));
    }

    private static DStream<Integer> plusTen(DStream<? extends Integer> numbers) {
        return numbers.map(x -> x + 10);
    }

    /** The pairs, and the number of partitions. */
    private static DStream<?> withPartitions(PairDStream<String, Integer> pairs) {
        return pairs.reduceByKey(Integer::sum, 5)
                .transform(rdd -> rdd.map(String::valueOf)
                        .union(rdd.context().parallelize(List.of("" + rdd.getNumPartitions()), 1)));
    }

    private static DStream<?> cachedTwice(DStream<Integer> numbers) {
        PairDStream<Integer, Integer> pairs =
                numbers.cache().mapToPair(x -> Pair.of(x, 1)).cache();
        return pairs.union(pairs);
    }
}
