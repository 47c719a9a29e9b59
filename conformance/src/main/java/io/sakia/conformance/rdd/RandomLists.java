package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Seeds;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.DoubleRDD;
import io.sakia.rdd.RDD;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Over random records in random partitions, operations give what they give on plain lists. */
public final class RandomLists {
    private static final int ROUNDS = 40;

    private RandomLists() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario("sets of random records", rounds(RandomLists::sets)),
                scenario("orders of random records", rounds(RandomLists::orders)),
                scenario("places of random records", rounds(RandomLists::places)),
                scenario("samples of random records are the same in any company", rounds(RandomLists::samples)),
                scenario("statistics of random numbers", rounds(RandomLists::statistics)));
    }

    /** Two lists, in partitions of any number. */
    private record Round(
            String seed, Random random, List<Integer> one, List<Integer> other, RDD<Integer> a, RDD<Integer> b) {
        static Round of(Target target, int seed) {
            Random random = new Random(seed);
            List<Integer> one = list(random);
            List<Integer> other = list(random);
            return new Round(
                    "seed " + seed,
                    random,
                    one,
                    other,
                    target.context().parallelize(one, 1 + random.nextInt(6)),
                    target.context().parallelize(other, 1 + random.nextInt(6)));
        }

        private static List<Integer> list(Random random) {
            int most = 1 + random.nextInt(40);
            return random.ints(random.nextInt(60), 0, most).boxed().toList();
        }
    }

    private interface Law {
        void check(Round round);
    }

    private static Case.Body rounds(Law law) {
        return target -> Seeds.each(ROUNDS, seed -> law.check(Round.of(target, seed)));
    }

    private static void sets(Round round) {
        List<Integer> both = new ArrayList<>(new HashSet<>(round.one()));
        both.retainAll(round.other());
        List<Integer> alone = new ArrayList<>(round.one());
        alone.removeAll(round.other());
        List<Pair<Integer, Integer>> products = round.one().stream()
                .flatMap(x -> round.other().stream().map(y -> Pair.of(x, y)))
                .toList();
        assertThat(round.a().intersection(round.b()).collect())
                .as(round.seed())
                .containsExactlyInAnyOrderElementsOf(both);
        assertThat(round.a().subtract(round.b()).collect()).as(round.seed()).containsExactlyInAnyOrderElementsOf(alone);
        assertThat(round.a().subtract(round.b(), 3).collect())
                .as(round.seed())
                .containsExactlyInAnyOrderElementsOf(alone);
        assertThat(round.a().cartesian(round.b()).collect().stream().collect(counts()))
                .as(round.seed())
                .isEqualTo(products.stream().collect(counts()));
    }

    private static void orders(Round round) {
        int n = round.random().nextInt(12);
        List<Integer> sorted = round.one().stream().sorted().toList();
        List<Integer> reversed =
                round.one().stream().sorted(Comparator.reverseOrder()).toList();
        List<Integer> byDigit =
                round.one().stream().sorted(Comparator.comparing(x -> x % 10)).toList(); // stable
        assertThat(round.a().sortBy(x -> x, true, 1 + n).collect())
                .as(round.seed())
                .isEqualTo(sorted);
        assertThat(round.a().sortBy(x -> x, false, 2).collect())
                .as(round.seed())
                .isEqualTo(reversed);
        assertThat(round.a().sortBy(x -> x % 10, true, 3).collect())
                .as(round.seed())
                .isEqualTo(byDigit);
        assertThat(round.a().takeOrdered(n)).as(round.seed()).isEqualTo(head(sorted, n));
        assertThat(round.a().top(n)).as(round.seed()).isEqualTo(head(reversed, n));
    }

    private static void places(Round round) {
        List<Pair<Integer, Long>> numbered = new ArrayList<>();
        for (int i = 0; i < round.one().size(); i++) {
            numbered.add(Pair.of(round.one().get(i), (long) i));
        }
        List<Pair<Integer, Long>> ids = round.a().zipWithUniqueId().collect();
        assertThat(round.a().zipWithIndex().collect()).as(round.seed()).isEqualTo(numbered);
        assertThat(ids).as(round.seed()).extracting(Pair::key).isEqualTo(round.one());
        assertThat(ids).as(round.seed()).extracting(Pair::value).doesNotHaveDuplicates();
        assertThat(round.a().zip(round.a().map(x -> x + 1)).collect())
                .as(round.seed())
                .isEqualTo(round.one().stream().map(x -> Pair.of(x, x + 1)).toList());
        assertThat(round.a().coalesce(2).collect()).as(round.seed()).isEqualTo(round.one());
        assertThat(round.a().toLocalIterator()).as(round.seed()).toIterable().isEqualTo(round.one());
        assertThat(round.a().countByValue())
                .as(round.seed())
                .isEqualTo(round.one().stream().collect(counts()));
        assertThat(round.a().map(String::valueOf).treeAggregate("", String::concat, String::concat, 3))
                .as(round.seed())
                .isEqualTo(round.one().stream().map(String::valueOf).collect(Collectors.joining()));
    }

    private static void samples(Round round) {
        RDD<Integer> sample = round.a().sample(false, 0.5, 3);
        RDD<Integer>[] halves = round.a().randomSplit(new double[] {1, 1}, 3);
        assertThat(sample.collect()).as(round.seed()).isEqualTo(halves[0].collect());
        assertThat(sample.union(round.b()).collect())
                .as(round.seed())
                .isEqualTo(concatenated(sample.collect(), round.other()));
        List<Integer> all = concatenated(halves[0].collect(), halves[1].collect());
        assertThat(all).as(round.seed()).containsExactlyInAnyOrderElementsOf(round.one());
        List<Integer> taken = round.a().takeSample(false, 10, 3);
        assertThat(taken).as(round.seed()).hasSize(Math.min(10, round.one().size()));
        assertThat(round.one().stream().collect(counts()))
                .as(round.seed())
                .allSatisfy((value, count) ->
                        assertThat(taken.stream().filter(value::equals).count()).isLessThanOrEqualTo(count));
    }

    private static void statistics(Round round) {
        DoubleRDD numbers = round.a().mapToDouble(x -> x / 10.0);
        List<Double> list = round.one().stream().map(x -> x / 10.0).toList();
        BigDecimal exact = list.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(numbers.sum()).as(round.seed()).isEqualTo(exact.doubleValue());
        if (!list.isEmpty()) {
            assertThat(numbers.min())
                    .as(round.seed())
                    .isEqualTo(list.stream().min(Double::compare).orElseThrow());
            Pair<double[], long[]> histogram =
                    numbers.histogram(1 + round.random().nextInt(5));
            long counted = 0;
            for (long count : histogram.value()) {
                counted += count;
            }
            assertThat(counted).as(round.seed()).isEqualTo(list.size());
        }
        long[] counts = numbers.histogram(new double[] {0, 1, 2.5, 3});
        assertThat(counts)
                .as(round.seed())
                .containsExactly(
                        list.stream().filter(x -> x < 1).count(),
                        list.stream().filter(x -> x >= 1 && x < 2.5).count(),
                        list.stream().filter(x -> x >= 2.5 && x <= 3).count());
    }

    private static <T> List<T> head(List<T> list, int n) {
        return list.subList(0, Math.min(n, list.size()));
    }

    private static <T> List<T> concatenated(List<T> one, List<T> other) {
        List<T> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    private static <T> Collector<T, ?, Map<T, Long>> counts() {
        return Collectors.groupingBy(Function.identity(), Collectors.counting());
    }
}
