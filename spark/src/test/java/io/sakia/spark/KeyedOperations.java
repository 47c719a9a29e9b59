package io.sakia.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.Quad;
import io.sakia.Triple;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.SakiaContext;
import io.sakia.spark.SparkOperationsTest.ByLastDigit;
import io.sakia.spark.SparkOperationsTest.Case;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the operations by key must give on Spark; part of {@link SparkOperationsTest}. */
final class KeyedOperations {
    private static final List<Pair<String, Integer>> PAIRS =
            List.of(Pair.of("k1", 1), Pair.of("k2", 2), Pair.of("k1", 3), Pair.of("k3", 4));
    private static final List<Pair<String, String>> OTHERS =
            List.of(Pair.of("k1", "x"), Pair.of("k1", "y"), Pair.of("k3", "z"), Pair.of("k4", "w"));
    private static final ByLastDigit PLACES = new ByLastDigit(3);

    private final Supplier<SakiaContext> context;

    private KeyedOperations(Supplier<SakiaContext> context) {
        this.context = context;
    }

    static List<Case> cases(Supplier<SakiaContext> context) {
        KeyedOperations operations = new KeyedOperations(context);
        return Stream.of(
                        operations.values(),
                        operations.folds(),
                        operations.cogroups(),
                        operations.joins(),
                        operations.orders(),
                        operations.actions())
                .flatMap(List::stream)
                .toList();
    }

    private PairRDD<String, Integer> pairs() {
        return context.get().parallelizePairs(PAIRS, 3);
    }

    private PairRDD<String, String> others() {
        return context.get().parallelizePairs(OTHERS, 2);
    }

    private List<Case> values() {
        return List.of(
                new Case(
                        "PairRDD.keys()",
                        () -> assertThat(pairs().keys().collect()).containsExactly("k1", "k2", "k1", "k3")),
                new Case(
                        "PairRDD.values()",
                        () -> assertThat(pairs().values().collect()).containsExactly(1, 2, 3, 4)),
                new Case("PairRDD.mapValues(Function)", () -> {
                    assertThat(pairs().mapValues(x -> x * 10).values().collect())
                            .containsExactly(10, 20, 30, 40);
                    assertThat(pairs().partitionBy(PLACES).mapValues(x -> -x).partitioner())
                            .contains(PLACES);
                }),
                new Case(
                        "PairRDD.flatMapValues(FlatMapFunction)",
                        () -> assertThat(pairs().flatMapValues(x -> x == 2 ? List.of() : List.of(x, -x))
                                        .values()
                                        .collect())
                                .containsExactly(1, -1, 3, -3, 4, -4)));
    }

    private List<Case> folds() {
        Map<String, Integer> sums = Map.of("k1", 4, "k2", 2, "k3", 4);
        Map<String, List<Integer>> lists = Map.of("k1", List.of(1, 3), "k2", List.of(2), "k3", List.of(4));
        return List.of(
                new Case("PairRDD.foldByKey(Object,Function2)", () -> gives(pairs().foldByKey(0, Integer::sum), sums)),
                new Case(
                        "PairRDD.foldByKey(Object,int,Function2)",
                        () -> gives(pairs().foldByKey(0, 4, Integer::sum), sums)),
                new Case(
                        "PairRDD.foldByKey(Object,Partitioner,Function2)",
                        () -> gives(pairs().foldByKey(0, PLACES, Integer::sum), sums)),
                new Case(
                        "PairRDD.aggregateByKey(Object,int,Function2,Function2)",
                        () -> gives(
                                pairs().aggregateByKey(
                                                (List<Integer>) new ArrayList<Integer>(),
                                                4,
                                                KeyedOperations::append,
                                                KeyedOperations::concat),
                                lists)),
                new Case(
                        "PairRDD.aggregateByKey(Object,Partitioner,Function2,Function2)",
                        () -> gives(
                                pairs().aggregateByKey(
                                                (List<Integer>) new ArrayList<Integer>(),
                                                PLACES,
                                                KeyedOperations::append,
                                                KeyedOperations::concat),
                                lists)),
                new Case(
                        "PairRDD.combineByKey(Function,Function2,Function2,int)",
                        () -> gives(
                                pairs().combineByKey(
                                                KeyedOperations::listOf,
                                                KeyedOperations::append,
                                                KeyedOperations::concat,
                                                4),
                                lists)),
                new Case("PairRDD.combineByKey(Function,Function2,Function2,Partitioner,boolean)", () -> {
                    for (boolean mapSide : List.of(true, false)) {
                        gives(
                                pairs().combineByKey(
                                                KeyedOperations::listOf,
                                                KeyedOperations::append,
                                                KeyedOperations::concat,
                                                PLACES,
                                                mapSide),
                                lists);
                    }
                }));
    }

    private List<Case> cogroups() {
        Map<String, String> two =
                Map.of("k1", "([1, 3],[x, y])", "k2", "([2],[])", "k3", "([4],[z])", "k4", "([],[w])");
        Map<String, String> three = Map.of(
                "k1", "([1, 3],[x, y],[1, 3])", "k2", "([2],[],[2])", "k3", "([4],[z],[4])", "k4", "([],[w],[])");
        Map<String, String> four = Map.of(
                "k1", "([1, 3],[x, y],[1, 3],[x, y])",
                "k2", "([2],[],[2],[])",
                "k3", "([4],[z],[4],[z])",
                "k4", "([],[w],[],[w])");
        return List.of(
                new Case("PairRDD.cogroup(PairRDD,int)", () -> gives(two(pairs().cogroup(others(), 4)), two)),
                new Case(
                        "PairRDD.cogroup(PairRDD,PairRDD)",
                        () -> gives(three(pairs().cogroup(others(), pairs())), three)),
                new Case(
                        "PairRDD.cogroup(PairRDD,PairRDD,int)",
                        () -> gives(three(pairs().cogroup(others(), pairs(), 4)), three)),
                new Case(
                        "PairRDD.cogroup(PairRDD,PairRDD,Partitioner)",
                        () -> gives(three(pairs().cogroup(others(), pairs(), PLACES)), three)),
                new Case(
                        "PairRDD.cogroup(PairRDD,PairRDD,PairRDD)",
                        () -> gives(four(pairs().cogroup(others(), pairs(), others())), four)),
                new Case(
                        "PairRDD.cogroup(PairRDD,PairRDD,PairRDD,int)",
                        () -> gives(four(pairs().cogroup(others(), pairs(), others(), 4)), four)),
                new Case(
                        "PairRDD.cogroup(PairRDD,PairRDD,PairRDD,Partitioner)",
                        () -> gives(four(pairs().cogroup(others(), pairs(), others(), PLACES)), four)),
                new Case("PairRDD.groupWith(PairRDD)", () -> gives(two(pairs().groupWith(others())), two)),
                new Case(
                        "PairRDD.groupWith(PairRDD,PairRDD)",
                        () -> gives(three(pairs().groupWith(others(), pairs())), three)),
                new Case(
                        "PairRDD.groupWith(PairRDD,PairRDD,PairRDD)",
                        () -> gives(four(pairs().groupWith(others(), pairs(), others())), four)));
    }

    private List<Case> joins() {
        List<Pair<String, Pair<Integer, String>>> inner = List.of(
                Pair.of("k1", Pair.of(1, "x")),
                Pair.of("k1", Pair.of(1, "y")),
                Pair.of("k1", Pair.of(3, "x")),
                Pair.of("k1", Pair.of(3, "y")),
                Pair.of("k3", Pair.of(4, "z")));
        List<Pair<String, Pair<Integer, Optional<String>>>> left = Stream.concat(
                        inner.stream()
                                .map(pair -> Pair.of(
                                        pair.key(),
                                        Pair.of(
                                                pair.value().key(),
                                                Optional.of(pair.value().value())))),
                        Stream.of(Pair.of("k2", Pair.of(2, Optional.<String>empty()))))
                .toList();
        List<Pair<String, Pair<Optional<Integer>, String>>> right = Stream.concat(
                        inner.stream()
                                .map(pair -> Pair.of(
                                        pair.key(),
                                        Pair.of(
                                                Optional.of(pair.value().key()),
                                                pair.value().value()))),
                        Stream.of(Pair.of("k4", Pair.of(Optional.<Integer>empty(), "w"))))
                .toList();
        List<Pair<String, Pair<Optional<Integer>, Optional<String>>>> full = Stream.concat(
                        left.stream()
                                .map(pair -> Pair.of(
                                        pair.key(),
                                        Pair.of(
                                                Optional.of(pair.value().key()),
                                                pair.value().value()))),
                        Stream.of(Pair.of("k4", Pair.of(Optional.<Integer>empty(), Optional.of("w")))))
                .toList();
        List<Pair<String, Integer>> rest = List.of(Pair.of("k2", 2));
        return List.of(
                new Case("PairRDD.join(PairRDD,int)", () -> has(pairs().join(others(), 4), inner)),
                new Case("PairRDD.leftOuterJoin(PairRDD)", () -> has(pairs().leftOuterJoin(others()), left)),
                new Case("PairRDD.leftOuterJoin(PairRDD,int)", () -> has(pairs().leftOuterJoin(others(), 4), left)),
                new Case(
                        "PairRDD.leftOuterJoin(PairRDD,Partitioner)",
                        () -> has(pairs().leftOuterJoin(others(), PLACES), left)),
                new Case("PairRDD.rightOuterJoin(PairRDD)", () -> has(pairs().rightOuterJoin(others()), right)),
                new Case("PairRDD.rightOuterJoin(PairRDD,int)", () -> has(pairs().rightOuterJoin(others(), 4), right)),
                new Case(
                        "PairRDD.rightOuterJoin(PairRDD,Partitioner)",
                        () -> has(pairs().rightOuterJoin(others(), PLACES), right)),
                new Case("PairRDD.fullOuterJoin(PairRDD)", () -> {
                    has(pairs().fullOuterJoin(others()), full);
                    // What was joined can be shuffled again, although an Optional is not serialisable by itself.
                    has(pairs().fullOuterJoin(others()).partitionBy(new ByLastDigit(2)), full);
                }),
                new Case("PairRDD.fullOuterJoin(PairRDD,int)", () -> has(pairs().fullOuterJoin(others(), 4), full)),
                new Case(
                        "PairRDD.fullOuterJoin(PairRDD,Partitioner)",
                        () -> has(pairs().fullOuterJoin(others(), PLACES), full)),
                new Case("PairRDD.subtractByKey(PairRDD)", () -> has(pairs().subtractByKey(others()), rest)),
                new Case("PairRDD.subtractByKey(PairRDD,int)", () -> has(pairs().subtractByKey(others(), 4), rest)),
                new Case(
                        "PairRDD.subtractByKey(PairRDD,Partitioner)",
                        () -> has(pairs().subtractByKey(others(), PLACES), rest)));
    }

    private List<Case> orders() {
        Comparator<String> backwards = (Comparator<String> & Serializable) (one, other) -> other.compareTo(one);
        return List.of(
                new Case(
                        "PairRDD.sortByKey(boolean,int)",
                        () -> assertThat(pairs().sortByKey(false, 2).values().collect())
                                .containsExactly(4, 2, 1, 3)),
                new Case(
                        "PairRDD.sortByKey(Comparator)",
                        () -> assertThat(pairs().sortByKey(backwards).values().collect())
                                .containsExactly(4, 2, 1, 3)),
                new Case(
                        "PairRDD.sortByKey(Comparator,boolean)",
                        () -> assertThat(pairs().sortByKey(backwards, false)
                                        .values()
                                        .collect())
                                .containsExactly(1, 3, 2, 4)),
                new Case(
                        "PairRDD.repartitionAndSortWithinPartitions(Partitioner)",
                        () -> assertThat(pairs().repartitionAndSortWithinPartitions(new ByLastDigit(2))
                                        .values()
                                        .collect())
                                .containsExactly(2, 1, 3, 4)),
                new Case(
                        "PairRDD.repartitionAndSortWithinPartitions(Partitioner,Comparator)",
                        () -> assertThat(pairs().repartitionAndSortWithinPartitions(new ByLastDigit(2), backwards)
                                        .values()
                                        .collect())
                                .containsExactly(2, 4, 1, 3)),
                new Case("PairRDD.filterByRange(Object,Object)", () -> {
                    PairRDD<String, Integer> few = pairs().sortByKey(true, 3).filterByRange("k2", "k2");
                    assertThat(few.collect()).containsExactly(Pair.of("k2", 2));
                    assertThat(few.getNumPartitions()).isOne();
                }),
                new Case(
                        "PairRDD.filterByRange(Comparator,Object,Object)",
                        () -> assertThat(pairs().filterByRange(backwards, "k3", "k2")
                                        .values()
                                        .collect())
                                .containsExactly(2, 4)));
    }

    private List<Case> actions() {
        return List.of(
                new Case("PairRDD.lookup(Object)", () -> {
                    assertThat(pairs().lookup("k1")).containsExactly(1, 3);
                    assertThat(pairs().partitionBy(PLACES).lookup("k1")).containsExactly(1, 3);
                }),
                new Case(
                        "PairRDD.countByKey()",
                        () -> assertThat(pairs().countByKey()).isEqualTo(Map.of("k1", 2L, "k2", 1L, "k3", 1L))),
                new Case(
                        "PairRDD.reduceByKeyLocally(Function2)",
                        () -> assertThat(pairs().reduceByKeyLocally(Integer::sum))
                                .isEqualTo(Map.of("k1", 4, "k2", 2, "k3", 4))),
                new Case(
                        "PairRDD.collectAsMap()",
                        () -> assertThat(pairs().collectAsMap()).isEqualTo(Map.of("k1", 3, "k2", 2, "k3", 4))));
    }

    private static <V> void gives(PairRDD<String, V> rdd, Map<String, V> expected) {
        assertThat(rdd.collectAsMap()).isEqualTo(expected);
        assertThat(rdd.count()).isEqualTo(expected.size());
    }

    private static <V> void has(PairRDD<String, V> rdd, List<Pair<String, V>> expected) {
        assertThat(rdd.collect()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static PairRDD<String, String> two(PairRDD<String, Pair<Iterable<Integer>, Iterable<String>>> groups) {
        return groups.mapValues(Pair::toString);
    }

    private static PairRDD<String, String> three(
            PairRDD<String, Triple<Iterable<Integer>, Iterable<String>, Iterable<Integer>>> groups) {
        return groups.mapValues(Triple::toString);
    }

    private static PairRDD<String, String> four(
            PairRDD<String, Quad<Iterable<Integer>, Iterable<String>, Iterable<Integer>, Iterable<String>>> groups) {
        return groups.mapValues(Quad::toString);
    }

    private static List<Integer> listOf(int value) {
        return append(new ArrayList<>(), value);
    }

    private static List<Integer> append(List<Integer> list, int value) {
        list.add(value);
        return list;
    }

    private static List<Integer> concat(List<Integer> list, List<Integer> other) {
        list.addAll(other);
        return list;
    }
}
