package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.RddTable.rdd;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.RangePartitioner;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.RddTable;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.PairRDD;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Operations that move records between partitions. */
public final class Placing {
    private Placing() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                rdd("an RDD of pairs is seen as pairs", "PairRDD.from(RDD)")
                        .pairs("[(a,1)] [(b,2)]")
                        .givesPartitions("[(a,1)] [(b,2)]", pairs -> PairRDD.from(pairs.map(pair -> pair))),
                rdd("partitionBy places pairs, in order", "PairRDD.partitionBy(Partitioner)")
                        .pairs("[(b,1) (a,2)] [(a,3) (b,4)]")
                        .givesPartitions("[(a,2) (a,3)] [(b,1) (b,4)] []", pairs -> pairs.partitionBy(new ByLetter(3))),
                rdd("partitionBy as they are placed already")
                        .pairs("[(b,1) (a,2)]")
                        .givesPartitions(
                                "[(a,2)] [(b,1)]",
                                pairs -> pairs.partitionBy(new ByLetter(2)).partitionBy(new ByLetter(2))),
                rdd("partitionBy by ranges of keys")
                        .pairs("[(d,1) (b,2)] [(a,3) (c,4)]")
                        .givesPartitions(
                                "[(b,2) (a,3)] [(d,1) (c,4)]",
                                pairs -> pairs.partitionBy(
                                        new RangePartitioner<String>(List.of("b"), Comparator.naturalOrder()))),
                scenario("a hash partitioner places keys alike on every engine", Placing::placesByHash),
                rdd("repartition spreads records evenly", "RDD.repartition(int)")
                        .ints("[1 2 3 4] []")
                        .givesPartitions("[1 3] [2 4]", numbers -> numbers.repartition(2)),
                rdd("repartition to one").ints("[1 2] [3]").gives("1 2 3", numbers -> numbers.repartition(1)),
                rdd("repartition to more than there are records")
                        .ints("[1 2]")
                        .returns(
                                "[4,2]",
                                numbers -> List.of(
                                        numbers.repartition(4).getNumPartitions(),
                                        numbers.repartition(4).count())),
                rdd("repartition of pairs keeps pairs", "PairRDD.repartition(int)")
                        .pairs("[(a,1) (b,2)] [(a,3)]")
                        .gives("(a,4) (b,2)", pairs -> pairs.repartition(3).reduceByKey(Integer::sum)),
                scenario("what is known of the place of keys is kept as long as it holds", Placing::knowsPlaces));
    }

    private static void placesByHash(Target target) {
        Partitioner partitioner = new HashPartitioner(5);
        List<Pair<String, Integer>> pairs =
                IntStream.range(0, 200).mapToObj(i -> Pair.of("key " + i, i)).toList();
        PairRDD<String, Integer> placed =
                target.context().parallelizePairs(pairs, 3).partitionBy(partitioner);
        List<List<Integer>> expected = IntStream.range(0, 5)
                .mapToObj(partition -> pairs.stream()
                        .filter(pair -> partitioner.getPartition(pair.key()) == partition)
                        .map(Pair::value)
                        .toList())
                .toList();
        assertThat(placed.map(Pair::value)
                        .mapPartitions(values -> {
                            List<Integer> list = new ArrayList<>();
                            values.forEachRemaining(list::add);
                            return List.of(list).iterator();
                        })
                        .collect())
                .isEqualTo(expected);
        assertThat(placed.partitioner()).contains(partitioner);
    }

    private static void knowsPlaces(Target target) {
        PairRDD<String, Integer> pairs =
                target.context().parallelizePairs(List.of(Pair.of("a", 1), Pair.of("b", 2)), 2);
        PairRDD<String, Integer> placed = pairs.partitionBy(new ByLetter(2));
        assertThat(pairs.partitioner()).isEmpty();
        assertThat(placed.partitioner()).contains(new ByLetter(2));
        assertThat(placed.filter(pair -> pair.value() > 1).partitioner()).contains(new ByLetter(2));
        assertThat(placed.cache().partitioner()).contains(new ByLetter(2));
        assertThat(placed.union(placed).partitioner()).contains(new ByLetter(2));
        assertThat(placed.map(pair -> pair).partitioner()).isEmpty();
        assertThat(placed.mapToPair(Pair::swap).partitioner()).isEmpty();
        assertThat(placed.union(pairs).partitioner()).isEmpty();
        assertThat(placed.reduceByKey(Integer::sum).partitioner()).contains(new ByLetter(2));
        assertThat(RddTable.partitions(placed.union(placed))).isEqualTo("[(a,1) (a,1)] [(b,2) (b,2)]");
    }
}
