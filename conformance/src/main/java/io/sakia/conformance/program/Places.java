package io.sakia.conformance.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.rdd.PairRDD;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Operations that change the order of records, or their places. */
final class Places {
    private Places() {}

    static <K extends Comparable<K>> Map<String, Operation<K>> operations(Keys<K> keys) {
        return Map.of(
                "sortByKey",
                (one, other, n, m) -> new Dataset<>(
                        one.rdd().sortByKey(m % 2 == 0, n), one.list().sortByKey(m % 2 == 0)),
                "sortBy all of a record",
                (one, other, n, m) -> new Dataset<>(
                        PairRDD.from(one.rdd().sortBy(Pair::toString, m % 2 == 0, n)),
                        one.list().sortBy(byText(m % 2 == 0))),
                "sortBy a part of a record",
                (one, other, n, m) -> new Dataset<>(
                        PairRDD.from(one.rdd().sortBy(pair -> Texts.bucket(pair, 4), true, n)),
                        one.list().sortStably(Comparator.comparing(pair -> Texts.bucket(pair, 4)))),
                "partitionBy",
                (one, other, n, m) -> {
                    Partitioner partitioner = Partitioners.of(keys, m, n);
                    return new Dataset<>(
                            one.rdd().partitionBy(partitioner), one.list().partitionBy());
                },
                "repartitionAndSortWithinPartitions",
                (one, other, n, m) -> {
                    PairRDD<K, String> sorted =
                            one.rdd().repartitionAndSortWithinPartitions(Partitioners.of(keys, m, n));
                    for (List<Pair<K, String>> partition : sorted.glom().collect()) {
                        assertThat(partition).isSortedAccordingTo(Comparator.comparing(Pair::key));
                    }
                    return new Dataset<>(sorted, one.list().partitionBy());
                },
                "repartition",
                (one, other, n, m) -> {
                    PairRDD<K, String> even = one.rdd().repartition(n);
                    assertThat(even.getNumPartitions()).isEqualTo(n);
                    List<Integer> sizes =
                            even.glom().map(List::size).sortBy(x -> x, true, 1).collect();
                    assertThat(sizes.get(n - 1) - sizes.get(0))
                            .as("each partition is dealt out one by one: " + sizes)
                            .isLessThanOrEqualTo(one.rdd().getNumPartitions());
                    return new Dataset<>(even, one.list().repartition(n));
                },
                "coalesce",
                (one, other, n, m) -> {
                    PairRDD<K, String> fewer = one.rdd().coalesce(n);
                    assertThat(fewer.getNumPartitions())
                            .isEqualTo(Math.min(n, one.rdd().getNumPartitions()));
                    return new Dataset<>(fewer, one.list().coalesce());
                },
                "coalesce with a shuffle",
                (one, other, n, m) ->
                        new Dataset<>(one.rdd().coalesce(n, true), one.list().repartition(n)));
    }

    private static <K extends Comparable<K>> Comparator<Pair<K, String>> byText(boolean ascending) {
        Comparator<Pair<K, String>> byText = Comparator.comparing(Pair::toString);
        return ascending ? byText : byText.reversed();
    }
}
