package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.RddTable.rdd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.RDD;
import java.util.List;
import java.util.stream.IntStream;

/** Counts of different records. */
public final class DistinctCounts {
    private DistinctCounts() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                rdd("countApproxDistinct counts equal records once", "RDD.countApproxDistinct(double)")
                        .words("[a b a] [] [c a]")
                        .returns("3", words -> words.countApproxDistinct(0.05)),
                rdd("countApproxDistinct of nothing")
                        .ints("[] []")
                        .returns("0", ints -> ints.countApproxDistinct(0.05)),
                rdd("countApproxDistinct of one partition")
                        .ints("[1 2 2]")
                        .returns("2", ints -> ints.countApproxDistinct(0.3)),
                rdd("countApproxDistinct of pairs")
                        .pairs("[(a,1) (a,2)] [(a,1)]")
                        .returns("2", pairs -> pairs.countApproxDistinct(0.05)),
                rdd(
                                "countApproxDistinctByKey counts the equal values of a key once",
                                "PairRDD.countApproxDistinctByKey(double)")
                        .pairs("[(a,1) (b,1) (a,1)] [] [(a,2) (b,1)]")
                        .gives("(a,2) (b,1)", pairs -> pairs.countApproxDistinctByKey(0.05)),
                rdd("countApproxDistinctByKey of nothing")
                        .pairs("[] []")
                        .gives("", pairs -> pairs.countApproxDistinctByKey(0.05)),
                rdd("countApproxDistinctByKey in so many partitions", "PairRDD.countApproxDistinctByKey(double,int)")
                        .pairs("[(a,1)] [(a,2)]")
                        .returns(
                                "[[(a,2)],3]",
                                pairs -> List.of(
                                        pairs.countApproxDistinctByKey(0.1, 3).collect(),
                                        pairs.countApproxDistinctByKey(0.1, 3).getNumPartitions())),
                rdd(
                                "countApproxDistinctByKey placed by a partitioner",
                                "PairRDD.countApproxDistinctByKey(double,Partitioner)")
                        .pairs("[(b,1) (a,1)] [(a,2)]")
                        .givesPartitions(
                                "[(a,2)] [(b,1)]", pairs -> pairs.countApproxDistinctByKey(0.1, new ByLetter(2))),
                scenario("countApproxDistinctByKey of keys with many values", DistinctCounts::manyValues),
                scenario("countApproxDistinct does not depend on partitions", DistinctCounts::partitionsDoNotCount),
                scenario("countApproxDistinct refuses accuracies that can't be had", DistinctCounts::refuses));
    }

    private static void partitionsDoNotCount(Target target) {
        List<Integer> numbers =
                IntStream.range(0, 20_000).map(i -> i % 6_000).boxed().toList();
        long one = target.context().parallelize(numbers, 1).countApproxDistinct(0.03);
        assertThat(one).isBetween(5_400L, 6_600L);
        for (int partitions : List.of(2, 7, 16)) {
            assertThat(target.context().parallelize(numbers, partitions).countApproxDistinct(0.03))
                    .isEqualTo(one);
        }
    }

    private static void manyValues(Target target) {
        List<Pair<String, Integer>> pairs = IntStream.range(0, 20_000)
                .mapToObj(i -> Pair.of(i % 4 == 0 ? "few" : "many", i % 4 == 0 ? i % 40 : i))
                .toList();
        List<Pair<String, Long>> counts = target.context()
                .parallelizePairs(pairs, 5)
                .countApproxDistinctByKey(0.03, 1)
                .sortByKey()
                .collect();
        assertThat(counts.get(0)).isEqualTo(Pair.of("few", 10L));
        assertThat(counts.get(1).value()).isBetween(13_500L, 16_500L);
    }

    private static void refuses(Target target) {
        RDD<Integer> numbers = target.context().parallelize(List.of(1, 2), 2);
        for (double wrong : List.of(0.0, -0.1, 0.00001, 2.0, Double.NaN)) {
            assertThatThrownBy(() -> numbers.countApproxDistinct(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("relativeSD must be between 3.5E-5 and 1, not " + wrong);
            assertThatThrownBy(() -> numbers.mapToPair(n -> Pair.of(n, n)).countApproxDistinctByKey(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("relativeSD must be between 3.5E-5 and 1, not " + wrong);
        }
    }
}
