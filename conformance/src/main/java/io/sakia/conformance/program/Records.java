package io.sakia.conformance.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.rdd.PairRDD;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operations on one record after the other. */
final class Records {
    private Records() {}

    static <K extends Comparable<K>> Map<String, Operation<K>> operations(Keys<K> keys) {
        return Map.ofEntries(
                Map.entry(
                        "filter",
                        (one, other, n, m) -> new Dataset<>(
                                one.rdd().filter(pair -> Texts.bucket(pair, 4) != m),
                                one.list().filter(pair -> Texts.bucket(pair, 4) != m))),
                Map.entry("filterByRange", (one, other, n, m) -> {
                    K lower = keys.of(Math.min(n - 1, m));
                    K upper = keys.of(Math.max(n - 1, m));
                    return new Dataset<>(
                            one.rdd().filterByRange(lower, upper), one.list().filterByRange(lower, upper));
                }),
                Map.entry("filterByRange of what is sorted", (one, other, n, m) -> {
                    K lower = keys.of(Math.min(n - 1, m));
                    K upper = keys.of(Math.max(n - 1, m));
                    return new Dataset<>(
                            one.rdd().sortByKey(m % 2 == 0, 4).filterByRange(lower, upper),
                            one.list().sortByKey(m % 2 == 0).filterByRange(lower, upper));
                }),
                Map.entry(
                        "mapToPair",
                        (one, other, n, m) -> new Dataset<>(
                                one.rdd().mapToPair(pair -> keyed(keys, pair.value(), m)),
                                one.list().map(pair -> keyed(keys, pair.value(), m)))),
                Map.entry(
                        "flatMapToPair",
                        (one, other, n, m) -> new Dataset<>(
                                one.rdd().flatMapToPair(pair -> several(keys, pair, m)),
                                one.list().flatMap(pair -> several(keys, pair, m)))),
                Map.entry(
                        "keys",
                        (one, other, n, m) -> new Dataset<>(
                                one.rdd().keys().mapToPair(key -> keyed(keys, "of " + key, m)),
                                one.list().map(pair -> keyed(keys, "of " + pair.key(), m)))),
                Map.entry(
                        "values",
                        (one, other, n, m) -> new Dataset<>(
                                one.rdd().values().mapToPair(value -> keyed(keys, value, n)),
                                one.list().map(pair -> keyed(keys, pair.value(), n)))),
                Map.entry(
                        "mapValues",
                        (one, other, n, m) -> new Dataset<>(
                                one.rdd().mapValues(value -> Texts.cut(value + m)),
                                one.list().mapValues(value -> Texts.cut(value + m)))),
                Map.entry(
                        "mapValues to wide ones",
                        (one, other, n, m) -> new Dataset<>(
                                one.rdd().mapValues(Texts::wide), one.list().mapValues(Texts::wide))),
                Map.entry(
                        "flatMapValues",
                        (one, other, n, m) -> new Dataset<>(
                                one.rdd().flatMapValues(value -> Texts.some(value, m + 1)),
                                one.list().flatMapValues(value -> Texts.some(value, m + 1)))),
                Map.entry("sample", (one, other, n, m) -> sampled(one, false, m / 4.0, n)),
                Map.entry("sample with replacement", (one, other, n, m) -> sampled(one, true, m / 3.0, n)),
                Map.entry("zipWithIndex", (one, other, n, m) -> numbered(one)));
    }

    private static <K extends Comparable<K>> Pair<K, String> keyed(Keys<K> keys, String value, int m) {
        return Pair.of(keys.of(Texts.bucket(value, Keys.MOST - m % 3)), value);
    }

    private static <K extends Comparable<K>> List<Pair<K, String>> several(Keys<K> keys, Pair<K, String> pair, int m) {
        return switch (Texts.bucket(pair, 3)) {
            case 0 -> List.of();
            case 1 -> List.of(pair, keyed(keys, Texts.cut(pair.value() + "*"), m));
            default -> List.of(pair);
        };
    }

    /** A sample is compared with itself, and with what it is a sample of. */
    private static <K extends Comparable<K>> Dataset<K> sampled(
            Dataset<K> one, boolean withReplacement, double fraction, long seed) {
        PairRDD<K, String> sample = one.rdd().sample(withReplacement, fraction, seed);
        List<Pair<K, String>> drawn = sample.collect();
        assertThat(one.rdd().sample(withReplacement, fraction, seed).collect())
                .as("another sample with the same seed")
                .isEqualTo(drawn);
        Map<Pair<K, String>, Long> all = PairList.counts(one.list().pairs());
        assertThat(all.keySet()).as("what is drawn from").containsAll(drawn);
        if (!withReplacement) {
            PairList.counts(drawn)
                    .forEach((record, count) -> assertThat(count)
                            .as("how often %s is drawn", record)
                            .isLessThanOrEqualTo(all.get(record)));
        }
        return new Dataset<>(sample, new PairList<>(drawn, one.list().order(), false));
    }

    /** Numbers go by the order in which records are collected, whatever is promised of it. */
    private static <K extends Comparable<K>> Dataset<K> numbered(Dataset<K> one) {
        List<Pair<K, String>> records = one.rdd().collect();
        one.list().check(records, "what is numbered");
        List<Pair<K, String>> numbered = new ArrayList<>();
        for (Pair<K, String> pair : records) {
            numbered.add(Pair.of(pair.key(), Texts.cut(pair.value() + "#" + numbered.size())));
        }
        return new Dataset<>(
                one.rdd()
                        .zipWithIndex()
                        .mapToPair(pair ->
                                Pair.of(pair.key().key(), Texts.cut(pair.key().value() + "#" + pair.value()))),
                new PairList<>(numbered, one.list().order(), false));
    }
}
