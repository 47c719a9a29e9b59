package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.RddTable.rdd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.RddTable;
import io.sakia.conformance.table.Target;
import io.sakia.engine.JobFailedException;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.RDD;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Operations that see partitions whole, put them side by side or number their records. */
public final class Partitions {
    private Partitions() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(whole());
        cases.addAll(sideBySide());
        cases.addAll(numbered());
        cases.addAll(fewer());
        return cases;
    }

    private static List<Case> whole() {
        return List.of(
                rdd("mapPartitionsWithIndex knows the partition", "RDD.mapPartitionsWithIndex(Function2)")
                        .words("[a b] [] [c]")
                        .givesPartitions(
                                "[0:ab] [1:] [2:c]",
                                words -> words.mapPartitionsWithIndex((index, records) ->
                                        List.of(index + ":" + joined(records)).iterator())),
                rdd("partitions keep their numbers beneath a union and a coalesce")
                        .words("[a] [b]")
                        .givesPartitions(
                                "[a b 0:a 1:b]",
                                words -> words.union(words.mapPartitionsWithIndex(
                                                (index, records) -> List.of(index + ":" + joined(records))
                                                        .iterator()))
                                        .coalesce(1)),
                rdd("mapPartitionsToPair gives pairs", "RDD.mapPartitionsToPair(Function)")
                        .words("[a b] [] [c]")
                        .givesPartitions(
                                "[(ab,2)] [(,0)] [(c,1)]",
                                words -> words.mapPartitionsToPair(records -> {
                                    String all = joined(records);
                                    return List.of(Pair.of(all, all.length())).iterator();
                                })),
                rdd("mapPartitionsToDouble gives numbers", "RDD.mapPartitionsToDouble(Function)")
                        .words("[a b] [] [c]")
                        .givesPartitions(
                                "[2.0] [0.0] [1.0]",
                                words -> words.mapPartitionsToDouble(records -> List.of(
                                                (double) joined(records).length())
                                        .iterator())),
                rdd("flatMapToPair gives any number of pairs", "RDD.flatMapToPair(FlatMapFunction)")
                        .words("[ab -] [c]")
                        .givesPartitions("[(a,ab) (b,ab)] [(c,c)]", words -> words.flatMapToPair(Partitions::letters)),
                rdd("flatMapToDouble gives any number of numbers", "RDD.flatMapToDouble(FlatMapFunction)")
                        .words("[1,2 -] [3]")
                        .givesPartitions("[1.0 2.0] [3.0]", words -> words.flatMapToDouble(Partitions::numbers)),
                rdd("mapToDouble takes whole numbers too", "RDD.mapToDouble(DoubleFunction)")
                        .words("[a bb] [] [c]")
                        .givesPartitions("[1.0 2.0] [] [1.0]", words -> words.mapToDouble(String::length)),
                rdd("glom gives each partition as a list", "RDD.glom()")
                        .ints("[1 2] [] [3]")
                        .givesPartitions("[[1,2]] [[]] [[3]]", RDD::glom),
                scenario(
                        "pairs that keep their keys keep their place, if the caller says so",
                        Partitions::keepsPlaces,
                        "RDD.mapPartitions(Function,boolean)",
                        "RDD.mapPartitionsWithIndex(Function2,boolean)",
                        "RDD.mapPartitionsToPair(Function,boolean)"));
    }

    private static List<Case> sideBySide() {
        return List.of(
                rdd("zip pairs the records at the same places", "RDD.zip(RDD)")
                        .ints("[1] [] [2 3]")
                        .andInts("[4] [] [5 6]")
                        .givesPartitions("[(1,4)] [] [(2,5) (3,6)]", (one, other) -> one.zip(other)),
                rdd("zip with what was made of the same RDD")
                        .ints("[1 2] [3]")
                        .givesPartitions("[(1,10) (2,20)] [(3,30)]", one -> one.zip(one.map(x -> x * 10))),
                scenario("zip refuses different numbers of partitions", Partitions::zipsPartitionsAlike),
                scenario("zip fails where one partition has more records", Partitions::zipsRecordsAlike),
                rdd("zipPartitions gives both iterators to a function", "RDD.zipPartitions(RDD,Function2)")
                        .ints("[1 2] []")
                        .andInts("[3] [4 5]")
                        .givesPartitions(
                                "[3|12] [45|]",
                                (one, other) -> one.zipPartitions(
                                        other,
                                        (left, right) -> List.of(joined(right) + "|" + joined(left))
                                                .iterator())));
    }

    private static List<Case> numbered() {
        return List.of(
                rdd("zipWithIndex numbers the records through all partitions", "RDD.zipWithIndex()")
                        .words("[a] [] [b c] [d]")
                        .givesPartitions("[(a,0)] [] [(b,1) (c,2)] [(d,3)]", RDD::zipWithIndex),
                rdd("zipWithIndex of one partition").words("[a b]").givesPartitions("[(a,0) (b,1)]", RDD::zipWithIndex),
                rdd("zipWithIndex of nothing").words("[] []").givesPartitions("[] []", RDD::zipWithIndex),
                rdd("zipWithUniqueId numbers the records of each partition by itself", "RDD.zipWithUniqueId()")
                        .words("[a] [] [b c]")
                        .givesPartitions("[(a,0)] [] [(b,2) (c,5)]", RDD::zipWithUniqueId));
    }

    private static List<Case> fewer() {
        return List.of(
                rdd("coalesce puts neighbours together", "RDD.coalesce(int)")
                        .ints("[1] [2] [] [3 4] [5]")
                        .givesPartitions("[1 2] [3 4 5]", numbers -> numbers.coalesce(2)),
                rdd("coalesce into one keeps the order")
                        .ints("[3] [1 2]")
                        .givesPartitions("[3 1 2]", n -> n.coalesce(1)),
                rdd("coalesce makes no more partitions than there are")
                        .ints("[1] [2]")
                        .givesPartitions("[1] [2]", numbers -> numbers.coalesce(5)),
                rdd("coalesce with a shuffle makes more", "RDD.coalesce(int,boolean)")
                        .ints("[1 2 3]")
                        .returns(
                                "[3,3]",
                                numbers -> List.of(
                                        numbers.coalesce(3, true).getNumPartitions(),
                                        numbers.coalesce(3, true).count())),
                rdd("coalesce without a shuffle, said so")
                        .ints("[1] [2] [3]")
                        .givesPartitions("[1 2 3]", numbers -> numbers.coalesce(1, false)),
                scenario("coalesce refuses no partitions", Partitions::coalescesNoPartitions));
    }

    private static void keepsPlaces(Target target) {
        PairRDD<String, Integer> placed = target.context()
                .parallelizePairs(List.of(Pair.of("a", 1), Pair.of("b", 2), Pair.of("c", 3)), 2)
                .partitionBy(new HashPartitioner(3));
        assertThat(placed.mapPartitions(records -> records, true).partitioner()).isEqualTo(placed.partitioner());
        assertThat(placed.mapPartitions(records -> records, false).partitioner())
                .isEmpty();
        assertThat(placed.mapPartitionsWithIndex((index, records) -> records, true)
                        .partitioner())
                .isEqualTo(placed.partitioner());
        PairRDD<String, Integer> same = placed.mapPartitionsToPair(records -> records, true);
        assertThat(same.partitioner()).isEqualTo(placed.partitioner());
        assertThat(RddTable.partitions(same)).isEqualTo(RddTable.partitions(placed));
        assertThat(same.reduceByKey(Integer::sum).collect())
                .containsExactlyInAnyOrder(Pair.of("a", 1), Pair.of("b", 2), Pair.of("c", 3));
    }

    private static void zipsPartitionsAlike(Target target) {
        RDD<Integer> two = target.context().parallelize(List.of(1, 2), 2);
        RDD<Integer> three = target.context().parallelize(List.of(1, 2), 3);
        assertThatThrownBy(() -> two.zip(three))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "zip at Partitions.java:\\d+ needs RDDs of the same number of partitions, not of 2 and 3: .*");
        assertThatThrownBy(() -> two.zipPartitions(three, (left, right) -> left))
                .hasMessageContaining("zipPartitions at Partitions.java:");
    }

    private static void zipsRecordsAlike(Target target) {
        RDD<Integer> one = target.context().parallelize(List.of(1, 2, 3), 1);
        RDD<Integer> other = target.context().parallelize(List.of(1, 2), 1);
        assertThatThrownBy(() -> one.zip(other).collect())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("zip at Partitions.java:")
                .hasMessageContaining("the second RDD has 2 records in this partition and the other one more");
    }

    private static void coalescesNoPartitions(Target target) {
        RDD<Integer> numbers = target.context().parallelize(List.of(1));
        assertThatThrownBy(() -> numbers.coalesce(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 partition, not 0");
        assertThatThrownBy(() -> numbers.coalesce(-1, true)).hasMessageContaining("not -1");
    }

    private static <T> String joined(Iterator<T> records) {
        StringBuilder all = new StringBuilder();
        records.forEachRemaining(all::append);
        return all.toString();
    }

    private static List<Pair<String, String>> letters(String word) {
        return word.equals("-")
                ? List.of()
                : word.chars()
                        .mapToObj(c -> Pair.of(Character.toString(c), word))
                        .toList();
    }

    private static List<Double> numbers(String word) {
        List<Double> numbers = new ArrayList<>();
        for (String part : word.equals("-") ? List.<String>of() : List.of(word.split(","))) {
            numbers.add(Double.valueOf(part));
        }
        return numbers;
    }
}
