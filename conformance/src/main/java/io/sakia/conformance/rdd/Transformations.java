package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.RddTable.rdd;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Operations that work record by record, or put RDDs together. */
public final class Transformations {
    private Transformations() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(recordByRecord());
        cases.addAll(partitionByPartition());
        cases.addAll(together());
        return cases;
    }

    private static List<Case> recordByRecord() {
        return List.of(
                rdd("map gives one record for each", "RDD.map(Function)")
                        .ints("[1 2] [] [3]")
                        .givesPartitions("[10 20] [] [30]", numbers -> numbers.map(x -> x * 10)),
                rdd("map may change the type")
                        .ints("[1 2]")
                        .givesInOrder("n1 n2", numbers -> numbers.map(x -> "n" + x)),
                rdd("map of nothing is nothing").ints("[]").givesPartitions("[]", numbers -> numbers.map(x -> x + 1)),
                rdd("steps run one after the other")
                        .ints("[1 2 3 4]")
                        .givesInOrder(
                                "b20 b40",
                                numbers -> numbers.map(x -> x * 10)
                                        .filter(x -> x % 20 == 0)
                                        .map(x -> "a" + x)
                                        .map(text -> text.replace('a', 'b'))),
                rdd("filter keeps what the function says", "RDD.filter(Function)")
                        .ints("[1 2] [3 4] [5]")
                        .givesPartitions("[2] [4] []", numbers -> numbers.filter(x -> x % 2 == 0)),
                rdd("filter keeps pairs pairs, and their place", "PairRDD.filter(Function)")
                        .pairs("[(a,1) (b,2)] [(a,3)]")
                        .gives("(a,3)", pairs -> pairs.reduceByKey((a, b) -> b).filter(pair -> pair.value() > 2)),
                rdd("flatMap gives any number of records", "RDD.flatMap(FlatMapFunction)")
                        .ints("[0 3] [1]")
                        .givesPartitions("[3 3 3] [1]", numbers -> numbers.flatMap(Transformations::repeated)),
                rdd("flatMap may give nothing at all")
                        .ints("[1 2] [3]")
                        .givesPartitions("[] []", numbers -> numbers.flatMap(x -> List.<Integer>of())),
                rdd("mapToPair gives keys and values", "RDD.mapToPair(PairFunction)")
                        .words("[a bb] [a]")
                        .givesPartitions(
                                "[(a,1) (bb,2)] [(a,1)]",
                                words -> words.mapToPair(word -> Pair.of(word, word.length()))));
    }

    private static List<Case> partitionByPartition() {
        return List.of(
                rdd("mapPartitions sees each partition whole, empty ones too", "RDD.mapPartitions(Function)")
                        .ints("[1 2] [] [3]")
                        .givesPartitions("[3] [0] [3]", numbers -> numbers.mapPartitions(Transformations::sum)),
                rdd("mapPartitions may leave records unread")
                        .ints("[1 2 3] [4]")
                        .givesPartitions(
                                "[1] [4]",
                                numbers -> numbers.mapPartitions(
                                        records -> List.of(records.next()).iterator())),
                rdd("mapPartitions between other steps")
                        .ints("[1 2 3] [4]")
                        .givesPartitions(
                                "[120] [80]",
                                numbers -> numbers.map(x -> x * 10)
                                        .mapPartitions(Transformations::sum)
                                        .map(x -> x * 2)));
    }

    private static List<Case> together() {
        return List.of(
                rdd("union has the partitions of both, one after another", "RDD.union(RDD)")
                        .ints("[1 2] [3]")
                        .andInts("[2] []")
                        .givesPartitions("[1 2] [3] [2] []", (one, other) -> one.union(other)),
                rdd("union with itself has each record twice")
                        .ints("[1] [2]")
                        .givesPartitions("[1] [2] [1] [2]", numbers -> numbers.union(numbers)),
                rdd("union of pairs keeps pairs", "PairRDD.union(PairRDD)")
                        .pairs("[(a,1)]")
                        .andPairs("[(a,2) (b,3)]")
                        .gives("(a,3) (b,3)", (one, other) -> one.union(other).reduceByKey(Integer::sum)),
                rdd("union of pairs that one partitioner has placed stays placed")
                        .pairs("[(a,1) (b,1)]")
                        .andPairs("[(a,2)] [(c,3)]")
                        .gives(
                                "(a,3) (b,1) (c,3)",
                                (one, other) -> one.reduceByKey(Integer::sum, 3)
                                        .union(other.reduceByKey(Integer::sum, 3))
                                        .reduceByKey(Integer::sum)),
                rdd("distinct has each record once", "RDD.distinct()")
                        .ints("[1 2 1] [2 3]")
                        .gives("1 2 3", numbers -> numbers.distinct()),
                rdd("distinct goes by equality")
                        .pairs("[(a,1) (a,2)] [(a,1)]")
                        .gives("(a,1) (a,2)", pairs -> pairs.distinct()),
                rdd("distinct in so many partitions", "RDD.distinct(int)")
                        .ints("[1 1] [1]")
                        .returns(
                                "[3,1]",
                                numbers -> List.of(
                                        numbers.distinct(3).getNumPartitions(),
                                        numbers.distinct(3).count())));
    }

    private static List<Integer> repeated(int number) {
        List<Integer> records = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            records.add(number);
        }
        return records;
    }

    private static Iterator<Integer> sum(Iterator<Integer> numbers) {
        int sum = 0;
        while (numbers.hasNext()) {
            sum += numbers.next();
        }
        return List.of(sum).iterator();
    }
}
