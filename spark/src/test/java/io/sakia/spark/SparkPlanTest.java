package io.sakia.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.connector.Range;
import io.sakia.connector.Reader;
import io.sakia.engine.JobFailedException;
import io.sakia.function.Function2;
import io.sakia.function.TaskFunction;
import io.sakia.plan.CoalesceNode;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.ShuffleNode;
import io.sakia.plan.ShuffleSpec;
import io.sakia.plan.SourceNode;
import io.sakia.plan.Step;
import io.sakia.plan.UnionNode;
import io.sakia.plan.ZipNode;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaContext;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What each kind of plan node becomes on Spark, partition by partition. */
class SparkPlanTest {
    private static final Origin HERE = Origin.internal("test");

    /** In the same JVM as the tasks. */
    private static final AtomicInteger CALLS = new AtomicInteger();

    private static final AtomicInteger OPEN = new AtomicInteger();

    private static SakiaContext sc;

    @BeforeAll
    static void start() {
        sc = new SakiaContext("spark-local[2]", "plans");
    }

    @AfterAll
    static void stop() {
        sc.close();
    }

    record Numbers(int from, int to) implements Range {}

    /** Counts up, and must be closed. */
    private static final class Counter implements Reader<Integer> {
        private final int to;
        private int next;

        Counter(Numbers range) {
            this.next = range.from();
            this.to = range.to();
            OPEN.incrementAndGet();
        }

        @Override
        public @Nullable Integer read() {
            return next < to ? next++ : null;
        }

        @Override
        public void close() {
            OPEN.decrementAndGet();
        }
    }

    private static SourceNode<Integer> numbers(Numbers... ranges) {
        return new SourceNode<>(HERE, List.of(ranges), Counter::new);
    }

    @Test
    void aSourceHasAPartitionForEachRangeAndClosesEachReader() {
        Plan<Integer> source = numbers(new Numbers(0, 3), new Numbers(3, 3), new Numbers(3, 5));

        assertThat(parts(source)).containsExactly(List.of(0, 1, 2), List.of(), List.of(3, 4));
        assertThat(OPEN).hasValue(0);
    }

    @Test
    void aReaderThatIsNotReadToItsEndIsClosedToo() {
        Plan<Integer> source = numbers(new Numbers(0, 1000), new Numbers(1000, 2000));

        assertThat(sc.rdd(source).take(2)).containsExactly(0, 1);
        assertThat(OPEN).hasValue(0);
    }

    @Test
    void takeComputesNoMorePartitionsThanItNeeds() {
        CALLS.set(0);
        RDD<Integer> counted =
                sc.parallelize(List.of(1, 2, 3, 4, 5, 6, 7, 8), 8).mapPartitions(SparkPlanTest::counted);

        assertThat(counted.take(1)).containsExactly(1);
        assertThat(CALLS).hasValue(1);
        assertThat(counted.take(3)).containsExactly(1, 2, 3);
        assertThat(CALLS).hasValue(1 + 1 + 4);
    }

    @Test
    void aChainOfNarrowNodesIsOneRddOnSpark() {
        RDD<Integer> chain = sc.parallelize(List.of(1, 2, 3, 4), 2)
                .map(n -> n + 1)
                .filter(n -> n > 2)
                .flatMap(n -> List.of(n, n))
                .mapPartitions(records -> records)
                .map(n -> n * 10);

        assertThat(chain.collect()).containsExactly(30, 30, 40, 40, 50, 50);
        PlanRdd rdd = chain.plan().memoIfPresent(PlanRdd.class);
        assertThat(rdd).isNotNull();
        assertThat(rdd.toDebugString().lines()).hasSize(2);
    }

    @Test
    void aLongChainOfNarrowNodesNeedsNoDeepStack() {
        RDD<Integer> chain = sc.parallelize(List.of(0), 1);
        for (int i = 0; i < 5000; i++) {
            chain = chain.filter(n -> n < 10);
        }

        assertThat(chain.plan()).isInstanceOf(NarrowNode.class);
        assertThat(RunSteps.Chain.endingIn((NarrowNode<?, ?>) chain.plan())
                        .body()
                        .links())
                .hasSize(5000);
    }

    @Test
    void aStageMayStandOnManyRddsButNotOnAnyNumber() {
        RDD<Integer> deep = sc.parallelize(List.of(0), 1);
        RDD<Integer> none = sc.parallelize(List.<Integer>of(), 1);
        for (int i = 0; i < 99; i++) {
            deep = deep.union(none).map(n -> n + 1);
        }

        assertThat(deep.collect()).containsExactly(99);

        RDD<Integer> deeper = deep.union(none).map(n -> n + 1);
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> deeper.collect())
                .withMessageContaining("map at SparkPlanTest.java")
                .withMessageContaining("200 RDDs")
                .withMessageContaining("repartition");
    }

    @Test
    void aPartitionFunctionGetsTheNumberOfItsOwnPartition() {
        Step.PartitionFunction<Integer, String> tell = (partition, records) -> {
            List<String> told = new ArrayList<>();
            records.forEachRemaining(record -> told.add(partition + ":" + record));
            return told.iterator();
        };
        Plan<String> tells = new NarrowNode<>(
                HERE,
                numbers(new Numbers(0, 1), new Numbers(1, 2)),
                new Step.MapPartitions<>(TaskFunction.of(HERE, tell)),
                false);

        assertThat(sc.rdd(new UnionNode<>(HERE, List.of(tells, tells))).collect())
                .containsExactly("0:0", "1:1", "0:0", "1:1");
    }

    @Test
    void coalesceTakesTheRunsThatTheNodeSays() {
        Numbers[] ranges =
                IntStream.range(0, 7).mapToObj(i -> new Numbers(i, i + 1)).toArray(Numbers[]::new);
        CoalesceNode<Integer> coalesced = new CoalesceNode<>(HERE, numbers(ranges), 3);

        List<List<Integer>> expected = IntStream.range(0, 3)
                .mapToObj(i -> IntStream.range(coalesced.first(i), coalesced.first(i + 1))
                        .boxed()
                        .toList())
                .toList();
        assertThat(parts(coalesced)).isEqualTo(expected);
        assertThat(OPEN).hasValue(0);
    }

    @Test
    void coalesceBehindAShuffleReadsEachPartitionOnce() {
        List<Pair<Integer, Integer>> pairs =
                IntStream.range(0, 100).mapToObj(i -> Pair.of(i, i)).toList();
        Plan<Pair<Integer, Integer>> shuffled = sc.parallelizePairs(pairs, 4)
                .partitionBy(new HashPartitioner(9))
                .plan();

        assertThat(sc.rdd(new CoalesceNode<>(HERE, shuffled, 2)).collect()).containsExactlyInAnyOrderElementsOf(pairs);
    }

    @Test
    void unionPutsPartitionsOneAfterAnotherWhereNothingPlacedThem() {
        Plan<Integer> union = new UnionNode<>(
                HERE, List.of(numbers(new Numbers(0, 2), new Numbers(2, 3)), numbers(new Numbers(7, 9))));

        assertThat(parts(union)).containsExactly(List.of(0, 1), List.of(2), List.of(7, 8));
    }

    @Test
    void unionPutsEquallyPlacedPartitionsSideBySide() {
        Plan<Pair<String, Integer>> one = sc.parallelizePairs(List.of(Pair.of("a", 1), Pair.of("b", 2)), 2)
                .partitionBy(new HashPartitioner(3))
                .plan();
        Plan<Pair<String, Integer>> other = sc.parallelizePairs(List.of(Pair.of("b", 3), Pair.of("c", 4)), 1)
                .partitionBy(new HashPartitioner(3))
                .plan();
        UnionNode<Pair<String, Integer>> union = new UnionNode<>(HERE, List.of(one, other));

        assertThat(union.sideBySide()).isTrue();
        List<List<Pair<String, Integer>>> expected = new ArrayList<>();
        List<List<Pair<String, Integer>>> ones = parts(one);
        List<List<Pair<String, Integer>>> others = parts(other);
        for (int i = 0; i < 3; i++) {
            List<Pair<String, Integer>> both = new ArrayList<>(ones.get(i));
            both.addAll(others.get(i));
            expected.add(both);
        }
        assertThat(parts(union)).isEqualTo(expected);
    }

    @Test
    void zipReadsAnyNumberOfInputsSideBySide() {
        ZipNode.ZipFunction<List<Integer>> interleave = inputs -> {
            List<List<Integer>> rows = new ArrayList<>();
            while (inputs.get(0).hasNext()) {
                List<Integer> row = new ArrayList<>();
                inputs.forEach(input -> row.add((Integer) input.next()));
                rows.add(row);
            }
            return rows.iterator();
        };
        List<Plan<?>> inputs = List.of(
                numbers(new Numbers(0, 2), new Numbers(2, 3)),
                numbers(new Numbers(10, 12), new Numbers(12, 13)),
                numbers(new Numbers(20, 22), new Numbers(22, 23)));

        assertThat(parts(new ZipNode<>(HERE, inputs, TaskFunction.of(HERE, interleave), false)))
                .containsExactly(List.of(List.of(0, 10, 20), List.of(1, 11, 21)), List.of(List.of(2, 12, 22)));
    }

    @Test
    void aShuffleKeepsEveryValueAndTheirOrderWithinAKey() {
        List<Pair<String, Integer>> pairs =
                IntStream.range(0, 300).mapToObj(i -> Pair.of("k" + i % 3, i)).toList();

        List<Pair<String, Integer>> moved = sc.parallelizePairs(pairs, 5)
                .partitionBy(new HashPartitioner(2))
                .collect();

        for (String key : List.of("k0", "k1", "k2")) {
            assertThat(moved.stream().filter(pair -> pair.key().equals(key)))
                    .containsExactlyElementsOf(pairs.stream()
                            .filter(pair -> pair.key().equals(key))
                            .toList());
        }
    }

    @Test
    void aShuffleOrdersTheKeysOfAPartitionIfAsked() {
        List<Pair<Integer, String>> pairs = IntStream.range(0, 200)
                .mapToObj(i -> Pair.of((i * 37) % 50, "v" + i))
                .toList();
        Comparator<Integer> downwards = (Comparator<Integer> & Serializable) (a, b) -> Integer.compare(b, a);

        for (boolean folded : List.of(false, true)) {
            Aggregate<String, ?, String> first = Aggregate.reduce((a, b) -> a);
            Plan<Pair<Integer, String>> ordered = new ShuffleNode<>(
                    HERE,
                    sc.parallelizePairs(pairs, 4).plan(),
                    new ShuffleSpec<Integer, String, String>(
                            new HashPartitioner(3),
                            folded ? TaskFunction.of(HERE, first) : null,
                            folded,
                            TaskFunction.of(HERE, downwards)));

            List<List<Pair<Integer, String>>> parts = parts(ordered);

            assertThat(parts)
                    .allSatisfy(part ->
                            assertThat(part.stream().map(Pair::key)).isSortedAccordingTo(Comparator.reverseOrder()));
            assertThat(parts.stream().mapToInt(List::size).sum()).isEqualTo(folded ? 50 : 200);
        }
    }

    @Test
    void mapSideFoldingSendsOneAccumulatorForEachKeyAndInputPartition() {
        CALLS.set(0);
        Function2<Integer, Integer, Integer> merge = (a, b) -> {
            CALLS.incrementAndGet();
            return a + b;
        };
        List<Pair<String, Integer>> pairs =
                IntStream.range(0, 100).mapToObj(i -> Pair.of("k", 1)).toList();
        Aggregate<Integer, Integer, Integer> sum = Aggregate.of(() -> 0, Integer::sum, merge, total -> total);

        for (boolean mapSide : List.of(true, false)) {
            CALLS.set(0);
            Plan<Pair<String, Integer>> summed = new ShuffleNode<>(
                    HERE,
                    sc.parallelizePairs(pairs, 4).plan(),
                    new ShuffleSpec<>(new HashPartitioner(2), TaskFunction.of(HERE, sum), mapSide, null));

            assertThat(sc.rdd(summed).collect()).containsExactly(Pair.of("k", 100));
            assertThat(CALLS).hasValue(mapSide ? 3 : 0);
        }
    }

    @Test
    void refusesPairsWithoutAKey() {
        RDD<Pair<String, Integer>> sums = sc.parallelize(List.of(1, 2, 3), 1)
                .mapToPair(n -> Pair.of(n % 2 == 0 ? (String) null : "odd", n))
                .reduceByKey(Integer::sum, 2);

        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> sums.collect())
                .withMessageContaining("reduceByKey at SparkPlanTest.java:")
                .withMessageContaining("record (null,2)")
                .withMessageContaining("leave such records out with filter before reduceByKey");
    }

    @Test
    void aPlanWithoutPartitionsGivesNothing() {
        Plan<Pair<String, Integer>> none =
                new NarrowNode<>(HERE, numbers(), new Step.Map<>(TaskFunction.of(HERE, SparkPlanTest.pair())), false);
        RDD<Pair<String, Integer>> empty = sc.rdd(none);

        assertThat(empty.collect()).isEmpty();
        assertThat(empty.take(3)).isEmpty();
        assertThat(empty.mapToPair(pair -> pair).reduceByKey(Integer::sum, 3).collect())
                .isEmpty();
        assertThat(sc.rdd(new CoalesceNode<>(HERE, none, 2)).count()).isZero();
        assertThat(sc.rdd(new UnionNode<>(HERE, List.of(none, none))).count()).isZero();
        assertThat(empty.cache().count()).isZero();
    }

    private static io.sakia.function.Function<Integer, Pair<String, Integer>> pair() {
        return n -> Pair.of("k" + n, n);
    }

    private static <T> Iterator<T> counted(Iterator<T> records) {
        CALLS.incrementAndGet();
        return records;
    }

    private static <T> List<List<T>> parts(Plan<T> plan) {
        return sc.rdd(plan)
                .mapPartitions(records -> {
                    List<T> part = new ArrayList<>();
                    records.forEachRemaining(part::add);
                    return List.of(part).iterator();
                })
                .collect();
    }

    /** To Scala 1, 1L and 1.0 are equal, 'a' and 97 too, and NaN is not equal to itself. */
    @Test
    void findsKeysByJavasEquals() {
        List<Object> once =
                List.of(1, 1L, 1.0, (short) 1, 'a', 97, Double.NaN, 0.0, -0.0, "1", List.of(1), List.of(1L));
        List<Object> twice = new ArrayList<>(once);
        twice.addAll(once);
        assertThat(sc.parallelize(twice, 3).distinct(1).collect()).containsExactlyInAnyOrderElementsOf(once);
        assertThat(sc.parallelize(twice, 3)
                        .mapToPair(key -> Pair.of(key, 1))
                        .groupByKey(1)
                        .map(Pair::key)
                        .collect())
                .containsExactlyInAnyOrderElementsOf(once);
    }

    @Test
    void sortsNumbersByTheirOwnOrder() {
        assertThat(sc.parallelize(List.of(3.0, Double.NaN, -0.0, 0.0, -1.5), 2)
                        .mapToPair(key -> Pair.of(key, 1))
                        .sortByKey()
                        .map(Pair::key)
                        .collect())
                .containsExactly(-1.5, -0.0, 0.0, 3.0, Double.NaN);
    }
}
