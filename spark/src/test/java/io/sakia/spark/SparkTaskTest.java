package io.sakia.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sakia.Accumulator;
import io.sakia.Aggregate;
import io.sakia.Broadcast;
import io.sakia.Pair;
import io.sakia.TaskContext;
import io.sakia.engine.JobFailedException;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a task sees and gives back on Spark, and what later jobs use again. */
class SparkTaskTest {
    /** In the same JVM as the tasks. */
    private static final AtomicInteger CALLS = new AtomicInteger();

    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private static SakiaContext sc;

    @BeforeAll
    static void start() {
        sc = new SakiaContext("spark-local[2]", "tasks");
    }

    @AfterAll
    static void stop() {
        sc.close();
    }

    @Test
    void aTaskKnowsItsPartitionAndAttempt() {
        CALLS.set(0);
        List<String> tasks = sc.parallelize(List.of(1, 2, 3), 3)
                .map(n -> {
                    TaskContext task = TaskContext.get();
                    if (n == 2 && task.attempt() < 3) {
                        throw new IllegalStateException("again");
                    }
                    assertThat(task.isCancelled()).isFalse();
                    return task.partition() + "." + task.attempt();
                })
                .collect();

        assertThat(tasks).containsExactly("0.1", "1.3", "2.1");
        assertThat(TaskContext.current()).isNull();
    }

    @Test
    void everyPlaceWhereSparkCallsAFunctionIsInsideATask() {
        SEEN.clear();
        List<Pair<String, Integer>> pairs =
                IntStream.range(0, 40).mapToObj(i -> Pair.of("k" + i % 4, i)).toList();
        PairRDD<String, Integer> kept = sc.parallelizePairs(pairs, 4).cache();
        kept.count();

        kept.aggregateByKey(Aggregate.<Integer, Integer, Integer>of(
                        () -> seen("create", 0),
                        (a, b) -> seen("add", a + b),
                        (a, b) -> seen("merge", a + b),
                        total -> seen("result", total)))
                .sortByKey(
                        (java.util.Comparator<String> & java.io.Serializable) (a, b) -> {
                            if (TaskContext.current() != null) {
                                SEEN.add("compare");
                            }
                            return a.compareTo(b);
                        },
                        true,
                        2)
                .foreachPartition(records -> seen("action", 0));

        assertThat(SEEN).containsExactlyInAnyOrder("create", "add", "merge", "result", "compare", "action");
    }

    @Test
    void executorLocalObjectsAreMadeOnceAndSharedByTasks() {
        CALLS.set(0);
        RDD<Integer> made = sc.parallelize(List.of(1, 2, 3, 4), 4)
                .map(n -> TaskContext.get().executorLocal("io.sakia.spark.test", CALLS::incrementAndGet));

        assertThat(made.collect()).containsExactly(1, 1, 1, 1);
        assertThat(made.collect()).containsExactly(1, 1, 1, 1);
    }

    @Test
    void whatFailedAttemptsAddedToAnAccumulatorDoesNotCount() {
        CALLS.set(0);
        Accumulator<Long, Long> records = sc.longAccumulator("records");
        Accumulator<Double, Double> halves = sc.doubleAccumulator("halves");

        sc.parallelize(List.of(1, 2, 3, 4, 5, 6), 3).foreach(n -> {
            records.add(1L);
            halves.add(n / 2.0);
            if (n == 4 && CALLS.incrementAndGet() < 3) {
                throw new IllegalStateException("again");
            }
        });

        assertThat(CALLS).hasValue(3);
        assertThat(records.value()).isEqualTo(6);
        assertThat(halves.value()).isEqualTo(10.5);
    }

    @Test
    void accumulatorsCountBeforeAndBehindAShuffle() {
        Accumulator<Long, Long> before = sc.longAccumulator("before");
        Accumulator<Long, Long> inside = sc.longAccumulator("inside");
        Accumulator<Long, Long> behind = sc.longAccumulator("behind");
        PairRDD<Integer, Integer> sums = sc.parallelize(
                        IntStream.range(0, 100).boxed().toList(), 4)
                .mapToPair(n -> {
                    before.add(1L);
                    return Pair.of(n % 5, n);
                })
                .reduceByKey((a, b) -> {
                    inside.add(1L);
                    return a + b;
                });
        RDD<Integer> values = sums.map(pair -> {
            behind.add(1L);
            return pair.value();
        });

        assertThat(values.count()).isEqualTo(5);
        assertThat(values.count()).isEqualTo(5);

        assertThat(before.value()).as("the shuffle is used again").isEqualTo(100);
        assertThat(inside.value())
                .as("folded once before it moves, and by each job that reads it")
                .isEqualTo(80 + 15 + 15);
        assertThat(behind.value()).isEqualTo(10);
    }

    @Test
    void anAccumulatorThatRefusesAPartOnTheDriverFailsTheJob() {
        Accumulator<Integer, Integer> picky = sc.accumulator(
                "picky",
                Aggregate.of(
                        () -> 0,
                        Integer::sum,
                        (a, b) -> {
                            throw new IllegalArgumentException("no merging");
                        },
                        total -> total));

        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> sc.parallelize(List.of(1), 1).foreach(picky::add))
                .withMessageContaining("foreach at SparkTaskTest.java")
                .withMessageContaining("'picky'")
                .withMessageContaining("no merging");
    }

    @Test
    void aShuffleIsComputedOnceForSeveralJobsAndBranches() {
        CALLS.set(0);
        PairRDD<Integer, Integer> sums = sc.parallelize(List.of(1, 2, 3, 4), 2)
                .mapToPair(n -> Pair.of(counted(n) % 2, n))
                .reduceByKey(Integer::sum);

        assertThat(sums.collect()).containsExactlyInAnyOrder(Pair.of(0, 6), Pair.of(1, 4));
        assertThat(sums.count()).isEqualTo(2);
        assertThat(sums.join(sums.filter(pair -> pair.key() == 1)).collect())
                .containsExactly(Pair.of(1, Pair.of(4, 4)));
        assertThat(CALLS).hasValue(4);
    }

    @Test
    void whatACacheKeepsIsReadByAllThatIsBuiltOnItUntilItIsReleased() {
        CALLS.set(0);
        RDD<Integer> kept = sc.parallelize(List.of(1, 2, 3, 4), 2)
                .map(SparkTaskTest::counted)
                .cache();
        RDD<Integer> tens = kept.map(n -> n * 10);

        assertThat(tens.take(1)).containsExactly(10);
        assertThat(CALLS).as("one partition").hasValue(2);
        assertThat(tens.collect()).containsExactly(10, 20, 30, 40);
        assertThat(kept.union(kept).count()).isEqualTo(8);
        assertThat(CALLS).hasValue(4);

        kept.unpersist();
        assertThat(tens.collect()).containsExactly(10, 20, 30, 40);
        assertThat(CALLS).hasValue(8);
    }

    @Test
    void jobsOfSeveralThreadsRunAtOnce() throws Exception {
        CALLS.set(0);
        PairRDD<Integer, Integer> sums = sc.parallelize(
                        IntStream.range(0, 60).boxed().toList(), 3)
                .mapToPair(n -> Pair.of(counted(n) % 3, n))
                .reduceByKey(Integer::sum);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<Pair<Integer, Integer>>>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                results.add(threads.submit(sums::collect));
            }
            for (Future<List<Pair<Integer, Integer>>> result : results) {
                assertThat(result.get()).containsExactlyInAnyOrder(Pair.of(0, 570), Pair.of(1, 590), Pair.of(2, 610));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(CALLS).hasValue(60);
    }

    @Test
    void everyTaskHasItsOwnCopyOfWhatALambdaCaptured() {
        int[] seen = {0};
        RDD<Integer> counts = sc.parallelize(List.of(1, 2, 3, 4), 2).map(n -> ++seen[0]);

        seen[0] = 100;

        assertThat(counts.collect()).containsExactly(1, 2, 1, 2);
        assertThat(counts.collect()).containsExactly(1, 2, 1, 2);
        assertThat(seen[0]).isEqualTo(100);
    }

    @Test
    void aBroadcastIsReadInTasksUntilItIsDestroyed() {
        Broadcast<Map<Integer, String>> names = sc.broadcast(Map.of(1, "one", 2, "two"));
        RDD<String> named =
                sc.parallelize(List.of(1, 2), 2).map(n -> names.value().get(n));

        assertThat(named.collect()).containsExactly("one", "two");
        assertThat(names.value()).containsEntry(1, "one");

        names.destroy();
        names.destroy();
        assertThatIllegalStateException().isThrownBy(names::value).withMessageContaining("destroyed");
        assertThatExceptionOfType(JobFailedException.class).isThrownBy(named::collect);
    }

    @Test
    void aBroadcastThatCannotTravelIsRefusedAtOnce() {
        assertThatIllegalStateException()
                .isThrownBy(() -> sc.broadcast(new Object()))
                .withMessageContaining("must be Serializable");
    }

    @Test
    void distinctRecordsOfAnyClassWithEquals() {
        List<Set<Integer>> sets = List.of(Set.of(1, 2), Set.of(2, 1), Set.of(3));

        assertThat(new HashSet<>(sc.parallelize(sets, 3).distinct(2).collect()))
                .isEqualTo(Set.of(Set.of(1, 2), Set.of(3)));
    }

    private static <T> T seen(String place, T value) {
        if (TaskContext.current() != null) {
            SEEN.add(place);
        }
        return value;
    }

    private static int counted(int n) {
        CALLS.incrementAndGet();
        return n;
    }
}
