package io.sakia.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.StorageLevel;
import io.sakia.conformance.ConformanceSuite;
import io.sakia.plan.Origin;
import io.sakia.rdd.DoubleRDD;
import io.sakia.rdd.PairJoins;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.RDD;
import io.sakia.rdd.RDDActions;
import io.sakia.rdd.SakiaContext;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every operation of RDD and PairRDD gives on Spark what it gives on a plain list. */
class SparkOperationsTest {
    private static final long SEED = 20260101;
    private static final List<Integer> NUMBERS =
            new Random(SEED).ints(200, 0, 50).boxed().toList();
    private static final List<Pair<String, Integer>> PAIRS =
            NUMBERS.stream().map(n -> Pair.of("k" + n % 7, n)).toList();
    private static final List<Pair<String, String>> OTHERS =
            List.of(Pair.of("k1", "x"), Pair.of("k1", "y"), Pair.of("k5", "z"), Pair.of("none", "w"));

    /** In the same JVM as the tasks, so that an action's effect can be seen. */
    private static final ConcurrentLinkedQueue<Integer> SEEN = new ConcurrentLinkedQueue<>();

    @TempDir
    private static Path folder;

    private static SakiaContext sc;

    /** What an operation is called with, and what must come out of it. */
    record Case(String operation, Runnable check) {}

    @BeforeAll
    static void start() {
        sc = new SakiaContext("spark-local[2]", "operations");
    }

    @AfterAll
    static void stop() {
        sc.close();
    }

    @TestFactory
    Stream<DynamicTest> givesWhatAPlainListGives() {
        return cases().map(each -> DynamicTest.dynamicTest(each.operation(), each.check()::run));
    }

    /** Here, or in the short form of the conformance suite, which {@link SparkConformanceTest} runs. */
    @Test
    void everyOperationHasACase() {
        Set<String> here = cases().map(Case::operation).collect(Collectors.toSet());
        Set<String> inTheSuite = ConformanceSuite.cases().values().stream()
                .flatMap(List::stream)
                .flatMap(each -> each.covers().stream())
                .collect(Collectors.toSet());

        assertThat(operations()).isNotEmpty();
        assertThat(operations().stream()
                        .filter(operation -> !here.contains(operation) && !inTheSuite.contains(operation)))
                .as("operations without a case")
                .isEmpty();
        assertThat(here).isSubsetOf(operations());
    }

    private static Stream<Case> cases() {
        return Stream.of(
                        anyRecords(),
                        actions(),
                        persistence(),
                        folding(),
                        severalRdds(),
                        placing(),
                        KeyedOperations.cases(() -> sc))
                .flatMap(List::stream);
    }

    private static List<Case> anyRecords() {
        return List.of(
                new Case(
                        "RDD.map(Function)",
                        () -> assertThat(numbers(3).map(n -> n * 10).collect())
                                .isEqualTo(NUMBERS.stream().map(n -> n * 10).toList())),
                new Case(
                        "RDD.filter(Function)",
                        () -> assertThat(numbers(3).filter(n -> n % 2 == 0).collect())
                                .isEqualTo(
                                        NUMBERS.stream().filter(n -> n % 2 == 0).toList())),
                new Case(
                        "RDD.flatMap(FlatMapFunction)",
                        () -> assertThat(numbers(3)
                                        .flatMap(n -> IntStream.range(0, n % 3)
                                                .boxed()
                                                .toList())
                                        .collect())
                                .isEqualTo(NUMBERS.stream()
                                        .flatMap(n -> IntStream.range(0, n % 3).boxed())
                                        .toList())),
                new Case(
                        "RDD.mapPartitions(Function)",
                        () -> assertThat(parts(sc.parallelize(List.of(1, 2, 3, 4, 5), 2)))
                                .containsExactly(List.of(1, 2), List.of(3, 4, 5))),
                new Case(
                        "RDD.mapToPair(PairFunction)",
                        () -> assertThat(numbers(3)
                                        .mapToPair(n -> Pair.of(n, "v" + n))
                                        .collect())
                                .isEqualTo(NUMBERS.stream()
                                        .map(n -> Pair.of(n, "v" + n))
                                        .toList())),
                new Case(
                        "RDD.union(RDD)",
                        () -> assertThat(parts(sc.parallelize(List.of(1, 2), 2).union(sc.parallelize(List.of(2), 1))))
                                .containsExactly(List.of(1), List.of(2), List.of(2))),
                new Case(
                        "RDD.distinct()",
                        () -> assertThat(numbers(3).distinct().collect())
                                .containsExactlyInAnyOrderElementsOf(new HashSet<>(NUMBERS))),
                new Case("RDD.distinct(int)", () -> {
                    assertThat(numbers(3).distinct(5).collect())
                            .containsExactlyInAnyOrderElementsOf(new HashSet<>(NUMBERS));
                    assertThat(numbers(3).distinct(5).getNumPartitions()).isEqualTo(5);
                }),
                new Case("RDD.repartition(int)", () -> {
                    List<List<Integer>> dealt = parts(numbers(3).repartition(5));
                    assertThat(dealt)
                            .hasSize(5)
                            .allSatisfy(part -> assertThat(part).hasSizeBetween(38, 42));
                    assertThat(flat(dealt)).containsExactlyInAnyOrderElementsOf(NUMBERS);
                }));
    }

    private static List<Case> actions() {
        return List.of(
                new Case("RDD.collect()", () -> assertThat(numbers(7).collect()).isEqualTo(NUMBERS)),
                new Case("RDD.count()", () -> assertThat(numbers(7).count()).isEqualTo(NUMBERS.size())),
                new Case("RDD.take(int)", () -> {
                    assertThat(numbers(7).take(45)).isEqualTo(NUMBERS.subList(0, 45));
                    assertThat(numbers(7).take(1000)).isEqualTo(NUMBERS);
                    assertThat(numbers(7).take(0)).isEmpty();
                }),
                new Case(
                        "RDD.take(Origin,int)",
                        () -> assertThat(numbers(7).take(Origin.here("print"), 45))
                                .isEqualTo(NUMBERS.subList(0, 45))),
                new Case("RDD.saveAsTextFile(String)", () -> {
                    String path = folder.resolve("numbers").toString();
                    numbers(7).saveAsTextFile(path);
                    assertThat(sc.textFile(path, 3).map(Integer::valueOf).collect())
                            .isEqualTo(NUMBERS);
                }),
                new Case(
                        "RDD.reduce(Function2)",
                        () -> assertThat(numbers(7).reduce(Integer::sum))
                                .isEqualTo(NUMBERS.stream().mapToInt(n -> n).sum())),
                new Case("RDD.foreach(VoidFunction)", () -> {
                    SEEN.clear();
                    numbers(7).foreach(SparkOperationsTest::seen);
                    assertThat(SEEN).containsExactlyInAnyOrderElementsOf(NUMBERS);
                }),
                new Case("RDD.foreachPartition(VoidFunction)", () -> {
                    SEEN.clear();
                    numbers(7)
                            .foreachPartition(records -> SEEN.add(list(records).size()));
                    assertThat(SEEN).hasSize(7);
                    assertThat(SEEN.stream().mapToInt(n -> n).sum()).isEqualTo(NUMBERS.size());
                }),
                new Case(
                        "RDD.getNumPartitions()",
                        () -> assertThat(numbers(7).getNumPartitions()).isEqualTo(7)),
                new Case("RDD.partitioner()", () -> {
                    assertThat(pairs(3).partitioner()).isEmpty();
                    assertThat(pairs(3).reduceByKey(Integer::sum, 4).partitioner())
                            .isEqualTo(Optional.of(new HashPartitioner(4)));
                }));
    }

    private static List<Case> persistence() {
        return List.of(
                new Case(
                        "RDD.cache()",
                        () -> keeps(numbers(3).map(SparkOperationsTest::seen).cache())),
                new Case(
                        "RDD.persist(StorageLevel)",
                        () -> keeps(numbers(3).map(SparkOperationsTest::seen).persist(StorageLevel.MEMORY_ONLY))),
                new Case("RDD.unpersist()", () -> {
                    RDD<Integer> kept =
                            numbers(3).map(SparkOperationsTest::seen).cache();
                    SEEN.clear();
                    kept.count();
                    assertThat(kept.unpersist().collect()).isEqualTo(NUMBERS);
                    assertThat(SEEN).hasSize(2 * NUMBERS.size());
                }),
                new Case("PairRDD.cache()", () -> keepsPairs(seenPairs().cache())),
                new Case(
                        "PairRDD.persist(StorageLevel)",
                        () -> keepsPairs(seenPairs().persist(StorageLevel.MEMORY_ONLY))),
                new Case("PairRDD.unpersist()", () -> {
                    PairRDD<String, Integer> kept = seenPairs().cache();
                    SEEN.clear();
                    kept.count();
                    assertThat(kept.unpersist().collect()).isEqualTo(PAIRS);
                    assertThat(SEEN).hasSize(2 * PAIRS.size());
                }));
    }

    private static List<Case> folding() {
        return List.of(
                new Case("PairRDD.filter(Function)", () -> {
                    PairRDD<String, Integer> placed = pairs(3).partitionBy(new HashPartitioner(4));
                    PairRDD<String, Integer> few = placed.filter(pair -> pair.value() > 30);
                    assertThat(few.collect())
                            .containsExactlyInAnyOrderElementsOf(PAIRS.stream()
                                    .filter(pair -> pair.value() > 30)
                                    .toList());
                    assertThat(few.partitioner()).isEqualTo(placed.partitioner());
                }),
                new Case(
                        "PairRDD.reduceByKey(Function2)",
                        () -> assertThat(map(pairs(3).reduceByKey(Integer::sum)))
                                .isEqualTo(sums())),
                new Case("PairRDD.reduceByKey(Function2,int)", () -> {
                    assertThat(map(pairs(3).reduceByKey(Integer::sum, 4))).isEqualTo(sums());
                    assertThat(pairs(3).reduceByKey(Integer::sum, 4).getNumPartitions())
                            .isEqualTo(4);
                }),
                new Case("PairRDD.reduceByKey(Partitioner,Function2)", () -> {
                    PairRDD<String, Integer> placed = pairs(3).reduceByKey(new ByLastDigit(3), Integer::sum);
                    assertThat(map(placed)).isEqualTo(sums());
                    assertPlaced(placed, new ByLastDigit(3));
                }),
                new Case(
                        "PairRDD.combineByKey(Function,Function2,Function2)",
                        () -> assertThat(map(pairs(3).combineByKey(
                                                SparkOperationsTest::listOf,
                                                SparkOperationsTest::append,
                                                SparkOperationsTest::join)))
                                .isEqualTo(groups())),
                new Case("PairRDD.combineByKey(Function,Function2,Function2,Partitioner)", () -> {
                    PairRDD<String, List<Integer>> placed = pairs(3).combineByKey(
                                    SparkOperationsTest::listOf,
                                    SparkOperationsTest::append,
                                    SparkOperationsTest::join,
                                    new ByLastDigit(3));
                    assertThat(map(placed)).isEqualTo(groups());
                    assertPlaced(placed, new ByLastDigit(3));
                }),
                new Case(
                        "PairRDD.aggregateByKey(Aggregate)",
                        () -> assertThat(map(pairs(3).aggregateByKey(Aggregate.<Integer, List<Integer>, Integer>of(
                                        ArrayList::new,
                                        SparkOperationsTest::append,
                                        SparkOperationsTest::join,
                                        List::size))))
                                .isEqualTo(groups().entrySet().stream()
                                        .collect(Collectors.toMap(
                                                Map.Entry::getKey,
                                                group -> group.getValue().size())))),
                new Case(
                        "PairRDD.aggregateByKey(Object,Function2,Function2)",
                        () -> assertThat(map(pairs(3).aggregateByKey(
                                                (List<Integer>) new ArrayList<Integer>(),
                                                (list, n) -> {
                                                    list.add(n);
                                                    return list;
                                                },
                                                SparkOperationsTest::join)))
                                .isEqualTo(groups())),
                new Case(
                        "PairRDD.groupByKey()",
                        () -> assertThat(lists(pairs(3).groupByKey())).isEqualTo(groups())),
                new Case(
                        "PairRDD.groupByKey(int)",
                        () -> assertThat(lists(pairs(3).groupByKey(4))).isEqualTo(groups())),
                new Case("PairRDD.groupByKey(Partitioner)", () -> {
                    PairRDD<String, Iterable<Integer>> placed = pairs(3).groupByKey(new ByLastDigit(3));
                    assertThat(lists(placed)).isEqualTo(groups());
                    assertPlaced(placed, new ByLastDigit(3));
                }));
    }

    private static List<Case> severalRdds() {
        return List.of(
                new Case(
                        "PairRDD.from(RDD)",
                        () -> assertThat(map(
                                        PairRDD.from(sc.parallelize(PAIRS, 3)).reduceByKey(Integer::sum)))
                                .isEqualTo(sums())),
                new Case("PairRDD.union(PairRDD)", () -> {
                    assertThat(pairs(2).union(pairs(3)).collect())
                            .isEqualTo(Stream.concat(PAIRS.stream(), PAIRS.stream())
                                    .toList());
                    PairRDD<String, Integer> one = pairs(2).reduceByKey(new ByLastDigit(3), Integer::sum);
                    PairRDD<String, Integer> other = pairs(3).reduceByKey(new ByLastDigit(3), Math::max);
                    PairRDD<String, Integer> both = one.union(other);
                    assertThat(both.getNumPartitions()).isEqualTo(3);
                    assertPlaced(both, new ByLastDigit(3));
                    assertThat(both.collect())
                            .containsExactlyInAnyOrderElementsOf(
                                    Stream.concat(one.collect().stream(), other.collect().stream())
                                            .toList());
                }),
                new Case(
                        "PairRDD.cogroup(PairRDD)",
                        () -> assertThat(cogrouped(pairs(3).cogroup(others()))).isEqualTo(cogroups())),
                new Case("PairRDD.cogroup(PairRDD,Partitioner)", () -> {
                    PairRDD<String, Pair<Iterable<Integer>, Iterable<String>>> placed =
                            pairs(3).cogroup(others(), new ByLastDigit(3));
                    assertThat(cogrouped(placed)).isEqualTo(cogroups());
                    assertPlaced(placed, new ByLastDigit(3));
                }),
                new Case(
                        "PairRDD.join(PairRDD)",
                        () -> assertThat(pairs(3).join(others()).collect())
                                .containsExactlyInAnyOrderElementsOf(joins())),
                new Case("PairRDD.join(PairRDD,Partitioner)", () -> {
                    PairRDD<String, Pair<Integer, String>> placed = pairs(3).join(others(), new ByLastDigit(3));
                    assertThat(placed.collect()).containsExactlyInAnyOrderElementsOf(joins());
                    assertPlaced(placed, new ByLastDigit(3));
                }));
    }

    private static List<Case> placing() {
        Comparator<Pair<String, Integer>> byKey = Comparator.comparing(Pair::key);
        Comparator<String> byLength = (Comparator<String> & Serializable)
                (a, b) -> a.length() == b.length() ? a.compareTo(b) : a.length() - b.length();
        return List.of(
                new Case("PairRDD.repartition(int)", () -> {
                    PairRDD<String, Integer> dealt = pairs(3).repartition(5);
                    assertThat(dealt.getNumPartitions()).isEqualTo(5);
                    assertThat(dealt.collect()).containsExactlyInAnyOrderElementsOf(PAIRS);
                }),
                new Case("PairRDD.partitionBy(Partitioner)", () -> {
                    PairRDD<String, Integer> placed = pairs(3).partitionBy(new ByLastDigit(3));
                    assertPlaced(placed, new ByLastDigit(3));
                    assertThat(placed.collect()).containsExactlyInAnyOrderElementsOf(PAIRS);
                }),
                new Case(
                        "PairRDD.sortByKey()",
                        () -> assertThat(pairs(3).sortByKey().collect())
                                .isEqualTo(PAIRS.stream().sorted(byKey).toList())),
                new Case("PairRDD.sortByKey(boolean)", () -> {
                    assertThat(pairs(3).sortByKey(true).collect())
                            .isEqualTo(PAIRS.stream().sorted(byKey).toList());
                    assertThat(pairs(3).sortByKey(false).collect())
                            .isEqualTo(PAIRS.stream().sorted(byKey.reversed()).toList());
                }),
                new Case("PairRDD.sortByKey(Comparator,boolean,int)", () -> {
                    List<Pair<String, Integer>> words = IntStream.range(0, 100)
                            .mapToObj(i -> Pair.of("x".repeat(1 + (i * 37) % 11) + i % 3, i))
                            .toList();
                    PairRDD<String, Integer> sorted =
                            sc.parallelizePairs(words, 4).sortByKey(byLength, true, 3);
                    assertThat(sorted.getNumPartitions()).isEqualTo(3);
                    assertThat(sorted.collect())
                            .isEqualTo(words.stream()
                                    .sorted(Comparator.comparing(Pair::key, byLength))
                                    .toList());
                }));
    }

    /** The public operations, as {@code PairRDD.reduceByKey(Function2,int)}. */
    private static Set<String> operations() {
        Set<String> described = Set.of("context", "plan", "toString");
        return Stream.<Class<?>>of(RDD.class, RDDActions.class, PairRDD.class, PairJoins.class, DoubleRDD.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> !described.contains(method.getName()))
                .map(SparkOperationsTest::describe)
                .collect(Collectors.toSet());
    }

    private static String describe(Method method) {
        Class<?> type = method.getDeclaringClass();
        Class<?> face = type == RDDActions.class ? RDD.class : type == PairJoins.class ? PairRDD.class : type;
        return face.getSimpleName() + "." + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(",", "(", ")"));
    }

    record ByLastDigit(int numPartitions) implements io.sakia.Partitioner {
        @Override
        public int getPartition(Object key) {
            String text = (String) key;
            return text.charAt(text.length() - 1) % numPartitions;
        }
    }

    private static RDD<Integer> numbers(int partitions) {
        return sc.parallelize(NUMBERS, partitions);
    }

    private static PairRDD<String, Integer> pairs(int partitions) {
        return sc.parallelizePairs(PAIRS, partitions);
    }

    private static PairRDD<String, String> others() {
        return sc.parallelizePairs(OTHERS, 2);
    }

    private static int seen(int number) {
        SEEN.add(number);
        return number;
    }

    private static PairRDD<String, Integer> seenPairs() {
        return pairs(3).map(pair -> Pair.of(pair.key(), seen(pair.value()))).mapToPair(pair -> pair);
    }

    private static void keeps(RDD<Integer> kept) {
        SEEN.clear();
        assertThat(kept.count()).isEqualTo(NUMBERS.size());
        assertThat(kept.collect()).isEqualTo(NUMBERS);
        assertThat(SEEN).hasSize(NUMBERS.size());
    }

    private static void keepsPairs(PairRDD<String, Integer> kept) {
        SEEN.clear();
        assertThat(map(kept.reduceByKey(Integer::sum))).isEqualTo(sums());
        assertThat(kept.collect()).isEqualTo(PAIRS);
        assertThat(SEEN).hasSize(PAIRS.size());
    }

    private static <T> List<List<T>> parts(RDD<T> rdd) {
        return rdd.mapPartitions(records -> List.of(list(records)).iterator()).collect();
    }

    private static <T> List<T> flat(List<List<T>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }

    private static <V> void assertPlaced(PairRDD<String, V> rdd, ByLastDigit partitioner) {
        assertThat(rdd.partitioner()).contains(partitioner);
        List<List<Pair<String, V>>> parts = parts(rdd);
        assertThat(parts).hasSize(partitioner.numPartitions());
        for (int i = 0; i < parts.size(); i++) {
            int partition = i;
            assertThat(parts.get(i))
                    .allSatisfy(pair ->
                            assertThat(partitioner.getPartition(pair.key())).isEqualTo(partition));
        }
    }

    private static <T> List<T> list(Iterator<T> records) {
        List<T> list = new ArrayList<>();
        records.forEachRemaining(list::add);
        return list;
    }

    private static <T> List<T> list(Iterable<T> records) {
        return list(records.iterator());
    }

    private static List<Integer> listOf(Integer first) {
        return new ArrayList<>(List.of(first));
    }

    private static List<Integer> append(List<Integer> list, Integer next) {
        list.add(next);
        return list;
    }

    private static List<Integer> join(List<Integer> list, List<Integer> other) {
        list.addAll(other);
        return list;
    }

    private static <V> Map<String, V> map(PairRDD<String, V> rdd) {
        return rdd.collect().stream().collect(Collectors.toMap(Pair::key, Pair::value));
    }

    private static Map<String, List<Integer>> lists(PairRDD<String, Iterable<Integer>> rdd) {
        return rdd.collect().stream().collect(Collectors.toMap(Pair::key, pair -> list(pair.value())));
    }

    private static Map<String, Integer> sums() {
        return PAIRS.stream().collect(Collectors.groupingBy(Pair::key, Collectors.summingInt(Pair::value)));
    }

    /** The values of a key in the order of the list, which is the order of partitions and positions. */
    private static Map<String, List<Integer>> groups() {
        return PAIRS.stream()
                .collect(Collectors.groupingBy(Pair::key, Collectors.mapping(Pair::value, Collectors.toList())));
    }

    private static Map<String, Pair<List<Integer>, List<String>>> cogrouped(
            PairRDD<String, Pair<Iterable<Integer>, Iterable<String>>> rdd) {
        Map<String, Pair<List<Integer>, List<String>>> all = new TreeMap<>();
        rdd.collect()
                .forEach(group -> all.put(
                        group.key(),
                        Pair.of(list(group.value().key()), list(group.value().value()))));
        return all;
    }

    private static Map<String, Pair<List<Integer>, List<String>>> cogroups() {
        Map<String, Pair<List<Integer>, List<String>>> all = new TreeMap<>();
        groups().forEach((key, values) -> all.put(key, Pair.of(values, new ArrayList<>())));
        OTHERS.forEach(other -> all.computeIfAbsent(other.key(), key -> Pair.of(List.of(), new ArrayList<>()))
                .value()
                .add(other.value()));
        return all;
    }

    private static List<Pair<String, Pair<Integer, String>>> joins() {
        return PAIRS.stream()
                .flatMap(pair -> OTHERS.stream()
                        .filter(other -> other.key().equals(pair.key()))
                        .map(other -> Pair.of(pair.key(), Pair.of(pair.value(), other.value()))))
                .toList();
    }
}
