package io.sakia.conformance.program;

import io.sakia.Partitioner;
import io.sakia.rdd.PairRDD;
import java.util.Map;

/** Operations on two RDDs that partitioners have placed in as many partitions: one partitioner, or two of different kinds. */
final class Placed {
    private static final int MOST = 500;

    /** One of the numbers that make functions differ: with it both are placed alike. */
    private static final int ALIKE = 3;

    private Placed() {}

    static <K extends Comparable<K>> Map<String, Operation<K>> operations(Keys<K> keys) {
        return Map.of(
                "union of what is placed",
                (one, other, n, m) -> {
                    if (one.list().size() + other.list().size() > MOST) {
                        return null;
                    }
                    Dataset<K> left = placed(keys, one, m, n);
                    Dataset<K> right = placed(keys, other, m == ALIKE ? m : m + 1, n);
                    PairList<K, String> all = left.list().union(right.list());
                    return new Dataset<>(
                            left.rdd().union(right.rdd()), new PairList<>(all.pairs(), all.order(), m == ALIKE));
                },
                "cogroup of what is placed",
                (one, other, n, m) -> {
                    Dataset<K> left = placed(keys, one, m, n);
                    Dataset<K> right = placed(keys, other, m == ALIKE ? m : m + 1, n);
                    return Joins.cogrouped(left, right, left.rdd().cogroup(right.rdd()));
                },
                "subtractByKey of what is placed",
                (one, other, n, m) -> {
                    Dataset<K> left = placed(keys, one, m, n);
                    Dataset<K> some = part(placed(keys, other, m == ALIKE ? m : m + 1, n));
                    return new Dataset<>(
                            left.rdd().subtractByKey(some.rdd()), left.list().subtractByKey(some.list()));
                });
    }

    private static <K extends Comparable<K>> Dataset<K> placed(Keys<K> keys, Dataset<K> one, int kind, int n) {
        Partitioner partitioner = Partitioners.of(keys, kind, n);
        return new Dataset<>(one.rdd().partitionBy(partitioner), one.list().partitionBy());
    }

    private static <K extends Comparable<K>> Dataset<K> part(Dataset<K> one) {
        PairRDD<K, String> some = one.rdd().filter(pair -> Texts.bucket(pair.key(), 3) == 0);
        return new Dataset<>(some, one.list().filter(pair -> Texts.bucket(pair.key(), 3) == 0));
    }
}
