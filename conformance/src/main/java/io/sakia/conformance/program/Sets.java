package io.sakia.conformance.program;

import io.sakia.rdd.PairRDD;
import java.util.Map;

/** Operations on whole records. */
final class Sets {
    private static final int MOST = 500;

    private Sets() {}

    static <K extends Comparable<K>> Map<String, Operation<K>> operations() {
        return Map.of(
                "union",
                (one, other, n, m) -> one.list().size() + other.list().size() > MOST
                        ? null
                        : new Dataset<>(one.rdd().union(other.rdd()), one.list().union(other.list())),
                "distinct",
                (one, other, n, m) ->
                        new Dataset<>(one.rdd().distinct(n), one.list().distinct()),
                "intersection",
                (one, other, n, m) -> new Dataset<>(
                        one.rdd().intersection(other.rdd()), one.list().intersection(other.list())),
                "intersection with a part",
                (one, other, n, m) -> {
                    PairRDD<K, String> part = one.rdd().filter(pair -> Texts.bucket(pair, 4) >= m);
                    PairList<K, String> list = one.list().filter(pair -> Texts.bucket(pair, 4) >= m);
                    return new Dataset<>(
                            one.rdd().intersection(part), one.list().intersection(list));
                },
                "subtract",
                (one, other, n, m) -> new Dataset<>(
                        m % 2 == 0 ? one.rdd().subtract(other.rdd()) : one.rdd().subtract(other.rdd(), n),
                        one.list().subtract(other.list())),
                "subtract a part",
                (one, other, n, m) -> {
                    PairRDD<K, String> part = one.rdd().filter(pair -> Texts.bucket(pair, 4) < m);
                    PairList<K, String> list = one.list().filter(pair -> Texts.bucket(pair, 4) < m);
                    return new Dataset<>(one.rdd().subtract(part, n), one.list().subtract(list));
                });
    }
}
