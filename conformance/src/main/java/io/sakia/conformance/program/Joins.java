package io.sakia.conformance.program;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.rdd.PairRDD;
import java.util.Map;

/** Operations that bring two RDDs together by key. */
final class Joins {
    private static final int MOST = 500;

    private Joins() {}

    static <K extends Comparable<K>> Map<String, Operation<K>> operations() {
        return Map.of(
                "join",
                (one, other, n, m) -> {
                    Dataset<K> right = joinable(one, other);
                    return new Dataset<>(
                            (m % 2 == 0
                                            ? one.rdd().join(right.rdd())
                                            : one.rdd().join(right.rdd(), n))
                                    .mapValues(Texts::of),
                            one.list().join(right.list()).mapValues(Texts::of));
                },
                "leftOuterJoin",
                (one, other, n, m) -> {
                    Dataset<K> right = joinable(one, other);
                    return new Dataset<>(
                            (m % 2 == 0
                                            ? one.rdd().leftOuterJoin(right.rdd())
                                            : one.rdd().leftOuterJoin(right.rdd(), n))
                                    .mapValues(Texts::of),
                            one.list().leftOuterJoin(right.list()).mapValues(Texts::of));
                },
                "rightOuterJoin",
                (one, other, n, m) -> {
                    Dataset<K> right = joinable(one, other);
                    return new Dataset<>(
                            (m % 2 == 0
                                            ? one.rdd().rightOuterJoin(right.rdd())
                                            : one.rdd().rightOuterJoin(right.rdd(), new HashPartitioner(n)))
                                    .mapValues(Texts::of),
                            one.list().rightOuterJoin(right.list()).mapValues(Texts::of));
                },
                "fullOuterJoin",
                (one, other, n, m) -> {
                    Dataset<K> right = joinable(one, other);
                    return new Dataset<>(
                            (m % 2 == 0
                                            ? one.rdd().fullOuterJoin(right.rdd())
                                            : one.rdd().fullOuterJoin(right.rdd(), n))
                                    .mapValues(Texts::of),
                            one.list().fullOuterJoin(right.list()).mapValues(Texts::of));
                },
                "cogroup of two",
                (one, other, n, m) -> cogrouped(one, other, one.rdd().cogroup(other.rdd(), n)),
                "cogroup of three",
                (one, other, n, m) -> {
                    boolean first = one.list().order().isOfValues();
                    boolean second = other.list().order().isOfValues();
                    PairRDD<K, String> third = other.rdd().mapValues(value -> value + m);
                    return new Dataset<>(
                            one.rdd()
                                    .cogroup(other.rdd(), third)
                                    .mapValues(groups -> group(first, groups.first())
                                            + group(second, groups.second())
                                            + group(second, groups.third())),
                            PairList.cogroup(
                                            one.list(),
                                            other.list(),
                                            other.list().mapValues(value -> value + m))
                                    .mapValues(groups -> group(first, groups.get(0))
                                            + group(second, groups.get(1))
                                            + group(second, groups.get(2))));
                },
                "subtractByKey",
                (one, other, n, m) -> {
                    PairRDD<K, String> some = other.rdd().filter(pair -> Texts.bucket(pair.key(), 3) == 0);
                    return new Dataset<>(
                            m % 2 == 0
                                    ? one.rdd().subtractByKey(some)
                                    : one.rdd().subtractByKey(some, n),
                            one.list().subtractByKey(other.list().filter(pair -> Texts.bucket(pair.key(), 3) == 0)));
                });
    }

    /** A cogroup of two, as texts. */
    static <K extends Comparable<K>> Dataset<K> cogrouped(
            Dataset<K> one, Dataset<K> other, PairRDD<K, Pair<Iterable<String>, Iterable<String>>> rdd) {
        boolean first = one.list().order().isOfValues();
        boolean second = other.list().order().isOfValues();
        return new Dataset<>(
                rdd.mapValues(groups -> group(first, groups.key()) + group(second, groups.value())),
                PairList.cogroup(one.list(), other.list())
                        .mapValues(groups -> group(first, groups.get(0)) + group(second, groups.get(1))));
    }

    private static String group(boolean ordered, Iterable<String> values) {
        return ordered ? Texts.of(values) : Texts.sorted(values);
    }

    /** The other input, with one value a key if there would be too many pairs. */
    private static <K extends Comparable<K>> Dataset<K> joinable(Dataset<K> one, Dataset<K> other) {
        return one.list().join(other.list()).size() <= MOST
                ? other
                : new Dataset<>(
                        other.rdd().reduceByKey(Texts::larger), other.list().reduceByKey(Texts::larger));
    }
}
