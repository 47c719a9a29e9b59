package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.DoubleRDD;
import io.sakia.rdd.SakiaContext;
import io.sakia.stats.Statistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Sums, means and variances are the same to the last bit, however the numbers are cut into partitions. */
public final class ExactNumbers {
    private static final int COUNT = 1_000_000;
    private static final int[] PARTITIONS = {1, 2, 3, 7, 16, 64};

    private ExactNumbers() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario("a million numbers of mixed magnitude, in 1 to 64 partitions", ExactNumbers::cutAnyhow),
                scenario("numbers folded by key, in any order", ExactNumbers::foldedByKey));
    }

    private static void cutAnyhow(Target target) {
        List<Double> numbers = numbers(COUNT, 300);
        List<List<Long>> seen = new ArrayList<>();
        for (int partitions : PARTITIONS) {
            DoubleRDD rdd = target.context().parallelizeDoubles(numbers, partitions);
            seen.add(bits(
                    rdd.sum(),
                    rdd.mean(),
                    rdd.variance(),
                    rdd.sampleStdev(),
                    rdd.stats().variance()));
        }
        assertThat(seen).allMatch(seen.get(0)::equals);

        // The same numbers added up naively do depend on it, so the equality above says something.
        List<Double> naive = IntStream.of(PARTITIONS)
                .mapToObj(partitions ->
                        target.context().parallelize(numbers, partitions).reduce(Double::sum))
                .toList();
        assertThat(naive.stream().distinct().count()).isGreaterThan(1);
    }

    private static void foldedByKey(Target target) {
        SakiaContext context = target.context();
        List<Pair<Integer, Double>> pairs = new ArrayList<>();
        for (double number : numbers(20_000, 300)) {
            pairs.add(Pair.of(pairs.size() % 3, number));
        }
        List<Pair<Integer, Double>> shuffled = new ArrayList<>(pairs);
        Collections.shuffle(shuffled, new Random(7));

        assertThat(variances(context, shuffled, 7)).isEqualTo(variances(context, pairs, 1));
    }

    private static List<Pair<Integer, Long>> variances(
            SakiaContext context, List<Pair<Integer, Double>> pairs, int partitions) {
        return context.parallelizePairs(pairs, partitions)
                .aggregateByKey(Statistics.variance())
                .map(pair -> Pair.of(pair.key(), Double.doubleToLongBits(pair.value())))
                .sortBy(Pair::key, true, 1)
                .collect();
    }

    private static List<Long> bits(double... values) {
        List<Long> bits = new ArrayList<>();
        for (double value : values) {
            bits.add(Double.doubleToLongBits(value));
        }
        return bits;
    }

    private static List<Double> numbers(int count, int magnitude) {
        Random random = new Random(20);
        List<Double> numbers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            numbers.add(Math.scalb(random.nextDouble() - 0.5, random.nextInt(2 * magnitude) - magnitude));
        }
        return numbers;
    }
}
