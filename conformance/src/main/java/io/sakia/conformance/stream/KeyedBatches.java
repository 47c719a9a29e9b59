package io.sakia.conformance.stream;

import static io.sakia.conformance.table.StreamTable.stream;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.conformance.table.Case;
import io.sakia.streaming.DStream;
import io.sakia.streaming.PairDStream;
import java.util.ArrayList;
import java.util.List;

/** What works by key in each batch for itself, but for joins. */
public final class KeyedBatches {
    private KeyedBatches() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(values());
        cases.addAll(folds());
        cases.addAll(groups());
        cases.addAll(groupedWindows());
        return cases;
    }

    private static List<Case> values() {
        return List.of(
                stream("mapValues leaves the keys alone", "PairDStream.mapValues(Function)")
                        .pairs("[(a,1) (b,2)] [] [(a,3)]")
                        .givesInOrder("[(a,10) (b,20)] [] [(a,30)]", pairs -> pairs.mapValues(x -> x * 10)),
                stream("flatMapValues gives any number of values", "PairDStream.flatMapValues(FlatMapFunction)")
                        .pairs("[(a,2) (b,0)] [] [(a,1)]")
                        .givesInOrder("[(a,2) (a,1)] [] [(a,1)]", pairs -> pairs.flatMapValues(KeyedBatches::down)),
                stream("a stream of pairs is seen as a PairDStream", "PairDStream.from(DStream)")
                        .words("[a b a] []")
                        .gives(
                                "[(a,2) (b,1)] []",
                                words -> PairDStream.from(words.map(word -> Pair.of(word, 1)))
                                        .reduceByKey(Integer::sum)),
                stream("values that change stay where their keys are placed")
                        .pairs("[(a,1) (b,2) (a,3)] []")
                        .gives(
                                "[by-hash-in-3 (a,8) (b,4)] [by-hash-in-3]",
                                pairs -> placement(
                                        pairs.reduceByKey(Integer::sum, 3).mapValues(x -> x * 2))));
    }

    private static List<Case> folds() {
        return List.of(
                stream("reduceByKey placed by a partitioner", "PairDStream.reduceByKey(Function2,Partitioner)")
                        .pairs("[(a,1) (b,2) (a,3)] []")
                        .gives(
                                "[by-letter-in-2 (a,4) (b,2)] [by-letter-in-2]",
                                pairs -> placement(pairs.reduceByKey(Integer::sum, new Letters(2)))),
                stream("combineByKey folds into another type", "PairDStream.combineByKey(Function,Function2,Function2)")
                        .pairs("[(a,1) (b,2) (a,3)] [] [(b,4)]")
                        .gives(
                                "[(a,1&3) (b,2)] [] [(b,4)]",
                                pairs -> pairs.repartition(1)
                                        .combineByKey(
                                                String::valueOf,
                                                (text, x) -> text + "&" + x,
                                                (one, two) -> one + "|" + two)),
                stream(
                                "combineByKey placed by a partitioner",
                                "PairDStream.combineByKey(Function,Function2,Function2,Partitioner)")
                        .pairs("[(a,1) (b,2) (a,3)] []")
                        .gives(
                                "[by-letter-in-3 (a,4) (b,2)] [by-letter-in-3]",
                                pairs -> placement(
                                        pairs.combineByKey(x -> x, Integer::sum, Integer::sum, new Letters(3)))),
                stream(
                                "combineByKey without folding before the shuffle needs no merging of parts",
                                "PairDStream.combineByKey(Function,Function2,Function2,Partitioner,boolean)")
                        .pairs("[(a,1) (b,2) (a,3) (a,4)] []")
                        .gives(
                                "[(a,8) (b,2)] []",
                                pairs -> pairs.repartition(3)
                                        .combineByKey(
                                                x -> x,
                                                Integer::sum,
                                                KeyedBatches::never,
                                                new HashPartitioner(2),
                                                false)),
                stream("aggregateByKey folds with an aggregate", "PairDStream.aggregateByKey(Aggregate)")
                        .pairs("[(a,1) (b,2) (a,4)] [] [(b,4)]")
                        .gives(
                                "[(a,2) (b,1)] [] [(b,1)]",
                                pairs -> pairs.aggregateByKey(
                                        Aggregate.of(() -> 0, (n, x) -> n + 1, Integer::sum, n -> n))),
                stream("a fold of what is placed already folds where it lies")
                        .pairs("[(a,1) (b,2) (a,3)] []")
                        .gives(
                                "[(a,40) (b,20)] []",
                                pairs -> pairs.reduceByKey(Integer::sum)
                                        .mapValues(x -> x * 10)
                                        .reduceByKey(Integer::sum)));
    }

    private static List<Case> groups() {
        return List.of(
                stream("groupByKey has all values of a key in a batch", "PairDStream.groupByKey()")
                        .pairs("[(a,1) (b,2) (a,3) (a,1)] [] [(a,4)]")
                        .gives("[(a,[1,3,1]) (b,[2])] [] [(a,[4])]", PairDStream::groupByKey),
                stream("groupByKey in so many partitions", "PairDStream.groupByKey(int)")
                        .pairs("[(a,1) (b,2) (a,3)] []")
                        .gives(
                                "[by-hash-in-4 (a,[1,3]) (b,[2])] [by-hash-in-4]",
                                pairs -> placement(pairs.groupByKey(4))),
                stream("groupByKey placed by a partitioner", "PairDStream.groupByKey(Partitioner)")
                        .pairs("[(a,1) (b,2) (a,3)] []")
                        .gives(
                                "[by-letter-in-2 (a,[1,3]) (b,[2])] [by-letter-in-2]",
                                pairs -> placement(pairs.groupByKey(new Letters(2)))));
    }

    private static List<Case> groupedWindows() {
        return List.of(
                stream("groupByKeyAndWindow groups the last batches", "PairDStream.groupByKeyAndWindow(Duration)")
                        .pairs("[(a,1)] [(b,2) (a,3)] [] [] [(a,4)]")
                        .gives(
                                "[(a,[1])] [(a,[1,3]) (b,[2])] [(a,[3]) (b,[2])] [] [(a,[4])]",
                                pairs -> pairs.groupByKeyAndWindow(Seconds.TWO)),
                stream("groupByKeyAndWindow once a slide", "PairDStream.groupByKeyAndWindow(Duration,Duration)")
                        .pairs("[(a,1)] [(b,2) (a,3)] [] [(a,5)] [] []")
                        .gives(
                                "- [(a,[1,3]) (b,[2])] - [(a,[3,5]) (b,[2])] - [(a,[5])]",
                                pairs -> pairs.groupByKeyAndWindow(Seconds.THREE, Seconds.TWO)),
                stream(
                                "groupByKeyAndWindow in so many partitions",
                                "PairDStream.groupByKeyAndWindow(Duration,Duration,int)")
                        .pairs("[(a,1) (b,2)] [(a,3)]")
                        .gives(
                                "[by-hash-in-3 (a,[1]) (b,[2])] [by-hash-in-3 (a,[1,3]) (b,[2])]",
                                pairs -> placement(pairs.groupByKeyAndWindow(Seconds.TWO, Seconds.ONE, 3))),
                stream(
                                "groupByKeyAndWindow placed by a partitioner",
                                "PairDStream.groupByKeyAndWindow(Duration,Duration,Partitioner)")
                        .pairs("[(a,1) (b,2)] [(a,3)]")
                        .gives(
                                "[by-letter-in-2 (a,[1]) (b,[2])] [by-letter-in-2 (a,[1,3]) (b,[2])]",
                                pairs ->
                                        placement(pairs.groupByKeyAndWindow(Seconds.TWO, Seconds.ONE, new Letters(2)))),
                stream("groupByKeyAndWindow shorter than its slide leaves batches out")
                        .pairs("[(a,1)] [(a,2)] [(a,3)] []")
                        .gives("- [(a,[2])] - []", pairs -> pairs.groupByKeyAndWindow(Seconds.ONE, Seconds.TWO)));
    }

    private static List<Integer> down(int from) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = from; i > 0; i--) {
            numbers.add(i);
        }
        return numbers;
    }

    private static Integer never(Integer one, Integer other) {
        throw new IllegalStateException("parts " + one + " and " + other + " are merged");
    }

    /** The pairs as text, and where they are placed. */
    private static DStream<String> placement(PairDStream<String, ?> pairs) {
        return text(pairs);
    }

    private static <V> DStream<String> text(PairDStream<String, V> pairs) {
        return pairs.transform(rdd -> {
            String where = rdd.partitioner()
                    .map(partitioner -> (partitioner instanceof Letters ? "by-letter-in-" : "by-hash-in-")
                            + partitioner.numPartitions())
                    .orElse("anywhere");
            return rdd.map(pair -> String.valueOf(pair).replace(" ", ""))
                    .union(rdd.context().parallelize(List.of(where), 1));
        });
    }

    /** Places words by their first letter. */
    record Letters(int numPartitions) implements Partitioner {
        @Override
        public int getPartition(Object key) {
            return ((String) key).charAt(0) % numPartitions;
        }
    }
}
