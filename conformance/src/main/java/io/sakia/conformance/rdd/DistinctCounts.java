package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.RddTable.rdd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    private static void refuses(Target target) {
        RDD<Integer> numbers = target.context().parallelize(List.of(1, 2), 2);
        for (double wrong : List.of(0.0, -0.1, 0.00001, 2.0, Double.NaN)) {
            assertThatThrownBy(() -> numbers.countApproxDistinct(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("relativeSD must be between 3.5E-5 and 1, not " + wrong);
        }
    }
}
