package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.RDD;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** RDDs drawn at random. */
public final class Samples {
    private static final List<Integer> NUMBERS =
            IntStream.range(0, 2000).boxed().toList();

    private Samples() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario(
                        "sample without replacement has each record once at most",
                        Samples::samplesOnce,
                        "RDD.sample(boolean,double,long)"),
                scenario("sample with replacement may have a record again", Samples::samplesAgain),
                scenario(
                        "a sample with a seed of its own stays the same",
                        Samples::staysTheSame,
                        "RDD.sample(boolean,double)",
                        "RDD.randomSplit(double[])"),
                scenario(
                        "randomSplit puts each record into one RDD", Samples::splits, "RDD.randomSplit(double[],long)"),
                scenario("a sample of pairs stays in its place", Samples::staysPlaced),
                scenario("fractions and weights that can't be are refused", Samples::refuses));
    }

    private static RDD<Integer> numbers(Target target) {
        return target.context().parallelize(NUMBERS, 5);
    }

    private static void samplesOnce(Target target) {
        List<Integer> sample = numbers(target).sample(false, 0.25, 42).collect();
        assertThat(sample).hasSizeBetween(420, 580).doesNotHaveDuplicates().isSorted();
        assertThat(numbers(target).sample(false, 0.25, 42).collect()).isEqualTo(sample);
        assertThat(numbers(target).sample(false, 0.25, 43).collect()).isNotEqualTo(sample);
        assertThat(numbers(target).sample(false, 0, 42).collect()).isEmpty();
        assertThat(numbers(target).sample(false, 1, 42).collect()).isEqualTo(NUMBERS);
    }

    private static void samplesAgain(Target target) {
        RDD<Integer> sample = numbers(target).sample(true, 2.5, 42);
        assertThat(sample.count()).isBetween(4700L, 5300L);
        Map<Integer, Long> counts = sample.countByValue();
        // A Poisson number of mean 2.5 is 0 for 8 records of 100, and more than 4 for 11 of 100
        assertThat(counts.size()).isBetween(1780, 1890);
        assertThat(counts.values().stream().filter(n -> n > 4).count()).isBetween(150L, 290L);
        assertThat(numbers(target).sample(true, 2.5, 42).collect()).isEqualTo(sample.collect());
        assertThat(numbers(target).sample(true, 40, 42).count()).isBetween(78_000L, 82_000L);
        assertThat(numbers(target).sample(true, 0, 42).collect()).isEmpty();
    }

    private static void staysTheSame(Target target) {
        RDD<Integer> sample = numbers(target).sample(false, 0.5);
        assertThat(sample.collect()).isEqualTo(sample.collect());
        RDD<Integer>[] halves = numbers(target).randomSplit(new double[] {1, 1});
        assertThat(halves[0].union(halves[1]).collect()).containsExactlyInAnyOrderElementsOf(NUMBERS);
        assertThat(halves[0].collect()).isEqualTo(halves[0].collect());
    }

    private static void splits(Target target) {
        RDD<Integer>[] splits = numbers(target).randomSplit(new double[] {6, 3, 0, 1}, 42);
        List<List<Integer>> parts = Stream.of(splits).map(RDD::collect).toList();
        assertThat(parts.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(NUMBERS);
        assertThat(parts.get(0)).hasSizeBetween(1130, 1270).isSorted();
        assertThat(parts.get(1)).hasSizeBetween(530, 670);
        assertThat(parts.get(2)).isEmpty();
        assertThat(parts.get(3)).hasSizeBetween(150, 250);
    }

    private static void staysPlaced(Target target) {
        RDD<Pair<Integer, Integer>> placed =
                numbers(target).mapToPair(x -> Pair.of(x, x)).partitionBy(new HashPartitioner(3));
        assertThat(placed.sample(false, 0.1, 1).partitioner()).isEqualTo(placed.partitioner());
    }

    private static void refuses(Target target) {
        RDD<Integer> numbers = numbers(target);
        assertThatThrownBy(() -> numbers.sample(false, 1.5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sample at Samples.java:")
                .hasMessageContaining("0 to 1 without replacement, not 1.5");
        assertThatThrownBy(() -> numbers.sample(true, -0.1, 1)).hasMessageContaining("at least 0 with replacement");
        assertThatThrownBy(() -> numbers.sample(false, Double.NaN)).hasMessageContaining("not NaN");
        assertThatThrownBy(() -> numbers.randomSplit(new double[] {1, -1}, 1))
                .hasMessageContaining("weights of at least 0, not -1.0");
        assertThatThrownBy(() -> numbers.randomSplit(new double[] {}, 1))
                .hasMessageContaining("weights with a positive sum, not []");
    }
}
