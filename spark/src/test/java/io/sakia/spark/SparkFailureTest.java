package io.sakia.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.engine.Action;
import io.sakia.engine.JobFailedException;
import io.sakia.engine.OperatorException;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.SourceNode;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaContext;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a user's mistake looks like when it comes back from Spark. */
class SparkFailureTest {
    /** In the same JVM as the tasks, so that attempts can be counted. */
    private static final AtomicInteger ATTEMPTS = new AtomicInteger();

    private static SakiaContext sc;

    @BeforeAll
    static void start() {
        sc = new SakiaContext("spark-local[2]", "failures");
    }

    @AfterAll
    static void stop() {
        sc.close();
    }

    @Test
    void namesOperatorLinePartitionRecordAndCause() {
        RDD<Integer> quotients = sc.parallelize(List.of(1, 2, 0, 4), 2).map(n -> 12 / n);

        JobFailedException e = failure(quotients::collect);

        assertThat(e.operator().operation()).isEqualTo("map");
        assertThat(e.operator().file()).isEqualTo("SparkFailureTest.java");
        assertThat(e.partition()).isEqualTo(1);
        assertThat(e.attempts()).isEqualTo(4);
        assertThat(e.record()).isEqualTo("0");
        assertThat(e.getCause()).isInstanceOf(ArithmeticException.class).hasMessage("/ by zero");
        assertThat(e.getCause().getStackTrace()[0].getClassName()).isEqualTo(SparkFailureTest.class.getName());
        assertThat(e.getMessage())
                .matches("map at SparkFailureTest.java:\\d+ failed on partition 1, record 0: "
                        + "java.lang.ArithmeticException: / by zero \\(4 attempts, run by collect at .*\\)");
    }

    @Test
    void aTaskThatFailsThreeTimesSucceedsAtTheFourth() {
        ATTEMPTS.set(0);
        List<Integer> result = sc.parallelize(List.of(7), 1)
                .map(n -> {
                    if (ATTEMPTS.incrementAndGet() < 4) {
                        throw new IOException("not yet");
                    }
                    return n;
                })
                .collect();

        assertThat(result).containsExactly(7);
        assertThat(ATTEMPTS).hasValue(4);
    }

    @Test
    void keepsTheInnermostOperatorOfAChain() {
        JobFailedException e = failure(() -> sc.parallelize(List.of(1, 2), 1)
                .filter(n -> overZero(n) > 1)
                .mapPartitions(records -> records)
                .map(n -> n + 1)
                .count());

        assertThat(e.operator().operation()).isEqualTo("filter");
        assertThat(e.record()).isEqualTo("1");
    }

    @Test
    void namesTheActionWhereItsOwnFunctionFails() {
        JobFailedException e = failure(() -> sc.parallelize(List.of(1, 2), 2).foreach(n -> {
            if (n == 2) {
                throw new IOException("closed");
            }
        }));

        assertThat(e.operator().operation()).isEqualTo("foreach");
        assertThat(e.record()).isEqualTo("2");
        assertThat(e.getCause()).isInstanceOf(IOException.class).hasMessage("closed");
        assertThat(e.getMessage()).doesNotContain("run by");
    }

    @Test
    void namesTheShuffleWhoseFunctionFailsOnEitherSide() {
        List<Pair<String, Integer>> pairs = List.of(Pair.of("a", 1), Pair.of("a", 2), Pair.of("a", 3));

        JobFailedException before = failure(() ->
                sc.parallelizePairs(pairs, 1).reduceByKey((a, b) -> overZero(b)).count());
        JobFailedException after = failure(() ->
                sc.parallelizePairs(pairs, 3).reduceByKey((a, b) -> overZero(b)).count());
        JobFailedException atTheEnd = failure(() -> sc.parallelizePairs(pairs, 3)
                .aggregateByKey(
                        Aggregate.<Integer, Integer, Integer>of(() -> 0, Integer::sum, Integer::sum, n -> overZero(n)))
                .count());

        assertThat(before.operator().operation()).isEqualTo("reduceByKey");
        assertThat(before.record()).isEqualTo("(a,2)");
        assertThat(after.operator().operation()).isEqualTo("reduceByKey");
        assertThat(atTheEnd.operator().operation()).isEqualTo("aggregateByKey");
        assertThat(atTheEnd.record()).isEqualTo("(a,6)");
    }

    @Test
    void blamesTheRecordPulledLastWhereAFunctionTakesMany() {
        RDD<Integer> numbers = sc.parallelize(List.of(3, 2, 0, 7), 1);

        JobFailedException mapping =
                failure(() -> numbers.mapPartitions(SparkFailureTest::quotients).count());
        JobFailedException acting = failure(
                () -> numbers.foreachPartition(records -> quotients(records).forEachRemaining(n -> {})));

        assertThat(mapping.operator().operation()).isEqualTo("mapPartitions");
        assertThat(mapping.record()).isEqualTo("0");
        assertThat(acting.operator().operation()).isEqualTo("foreachPartition");
        assertThat(acting.record()).isEqualTo("0");
    }

    record Astray(int numPartitions) implements Partitioner {
        @Override
        public int getPartition(Object key) {
            return numPartitions;
        }
    }

    @Test
    void namesTheKeyThatAPartitionerMisplaces() {
        JobFailedException e = failure(() -> sc.parallelizePairs(List.of(Pair.of("a", 1)), 1)
                .partitionBy(new Astray(2))
                .count());

        assertThat(e.operator().operation()).isEqualTo("partitionBy");
        assertThat(e.record()).isEqualTo("a");
        assertThat(e).hasMessageContaining("partition 2 of 2");
    }

    @Test
    void namesTheOperatorWhoseKeyCannotBeHashed() {
        JobFailedException e = failure(() -> sc.parallelize(List.of(1), 1)
                .mapToPair(n -> Pair.of(new int[] {n}, n))
                .partitionBy(new HashPartitioner(2))
                .count());

        assertThat(e.operator().operation()).isEqualTo("partitionBy");
        assertThat(e.getCause()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesNullForARecord() {
        RDD<Integer> one = sc.parallelize(List.of(1), 1);

        assertNullRefused("map", () -> one.map(n -> (Integer) null).count());
        assertNullRefused("filter", () -> one.filter(n -> null).count());
        assertNullRefused(
                "flatMap", () -> one.flatMap(n -> (Iterable<Integer>) null).count());
        assertNullRefused(
                "flatMap", () -> one.flatMap(n -> Arrays.asList(1, null)).count());
        assertNullRefused(
                "mapPartitions",
                () -> one.mapPartitions(records -> (Iterator<Integer>) null).count());
        assertNullRefused(
                "mapPartitions",
                () -> one.mapPartitions(records ->
                                Collections.<Integer>singletonList(null).iterator())
                        .count());
    }

    /** An exception that can't be serialised, as many hold a connection or a lock. */
    static final class Stuck extends RuntimeException {
        private final Object socket = new Object();

        Stuck() {
            super("the socket is stuck");
        }

        @Override
        public String getMessage() {
            return super.getMessage() + (socket == null ? "" : "!");
        }
    }

    @Test
    void keepsTheTextAndFramesOfAnExceptionThatCannotTravel() {
        JobFailedException e = failure(() -> sc.parallelize(List.of(1), 1)
                .map(n -> {
                    if (n == 1) {
                        throw new Stuck();
                    }
                    return n;
                })
                .count());

        assertThat(e.operator().operation()).isEqualTo("map");
        assertThat(e.attempts()).isEqualTo(4);
        assertThat(e.getCause()).hasToString(Stuck.class.getName() + ": the socket is stuck!");
        assertThat(e.getCause().getStackTrace()[0].getClassName()).isEqualTo(SparkFailureTest.class.getName());
    }

    @Test
    void anEndlessRecursionFailsTheJobAndNotTheProgram() {
        JobFailedException e = failure(() ->
                sc.parallelize(List.of(1), 1).map(SparkFailureTest::forever).count());

        assertThat(e.operator().operation()).isEqualTo("map");
        assertThat(e.getCause()).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void anOperatorInsideAFunctionKeepsItsOwnPlace() {
        Origin inner = new Origin("mapWithState", "totals", "Program.java", 7);
        JobFailedException e = failure(() -> sc.parallelize(List.of(1), 1)
                .map(n -> {
                    if (n == 1) {
                        throw OperatorException.of(inner, "key 1", new IOException("state is gone"));
                    }
                    return n;
                })
                .count());

        assertThat(e.operator()).isEqualTo(inner);
        assertThat(e.record()).isEqualTo("key 1");
        assertThat(e.getCause()).isInstanceOf(IOException.class);
    }

    record Unserialisable(int n) {}

    @Test
    void namesTheShuffleWhoseRecordsCannotTravel() {
        JobFailedException e = failure(() -> sc.parallelize(List.of(5), 1)
                .mapToPair(n -> Pair.of("k", new Unserialisable(n)))
                .groupByKey()
                .count());

        assertThat(e.operator().operation()).isEqualTo("groupByKey");
        assertThat(e.record()).isEqualTo("Unserialisable[n=5]");
        assertThat(e).hasMessageContaining("must be Serializable").hasMessageContaining(Unserialisable.class.getName());
    }

    /** A value that refuses to be read again. */
    static final class Outdated implements Serializable {
        private void readObject(ObjectInputStream in) throws InvalidObjectException {
            throw new InvalidObjectException("written by an older version");
        }
    }

    @Test
    void namesTheShuffleWhoseRecordsCannotBeReadAgain() {
        JobFailedException e = failure(() -> sc.parallelize(List.of(5), 1)
                .mapToPair(n -> Pair.of("k", new Outdated()))
                .groupByKey()
                .count());

        assertThat(e.operator().operation()).isEqualTo("groupByKey");
        assertThat(e.getCause()).isInstanceOf(InvalidObjectException.class).hasMessage("written by an older version");
    }

    /** A key that can be hashed but not compared. */
    record Incomparable(int n) implements Serializable {
        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException("equals is broken");
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    @Test
    void whatFailsInsideSparkKeepsItsCause() {
        JobFailedException e = failure(() -> sc.parallelize(List.of(1, 2, 3), 1)
                .mapToPair(n -> Pair.of(new Incomparable(n), n))
                .reduceByKey(Integer::sum)
                .count());

        assertThat(e.operator().operation()).isEqualTo("count");
        assertThat(e.getCause()).isInstanceOf(IllegalStateException.class).hasMessage("equals is broken");
    }

    @Test
    void namesTheActionWhoseResultCannotTravel() {
        JobFailedException e = failure(
                () -> sc.parallelize(List.of(5), 1).map(Unserialisable::new).collect());

        assertThat(e.operator().operation()).isEqualTo("collect");
        assertThat(e).hasMessageContaining("must be Serializable").hasMessageContaining(Unserialisable.class.getName());
    }

    record OneNumber(int n) implements Range {}

    record TornReader() implements Reader<Integer> {
        @Override
        public Integer read() throws IOException {
            throw new IOException("torn");
        }

        @Override
        public String position() {
            return "line 3 of numbers.txt";
        }
    }

    @Test
    void namesTheSourceAndThePositionWhereReadingFails() {
        JobFailedException e =
                failure(() -> sc.rdd(source(range -> new TornReader())).count());

        assertThat(e.operator().operation()).isEqualTo("numbers");
        assertThat(e.record()).isEqualTo("line 3 of numbers.txt");
        assertThat(e.getCause()).isInstanceOf(IOException.class).hasMessage("torn");
    }

    @Test
    void aPlanThatCannotBeSentFailsItsJobWithoutATask() {
        Object lock = new Object();
        RangeReader<Integer, OneNumber> reader = range -> {
            throw new IllegalStateException("never opened, with " + lock);
        };

        JobFailedException e = failure(() -> sc.rdd(source(reader)).count());

        assertThat(e.operator().operation()).isEqualTo("count");
        assertThat(e.partition()).isEqualTo(-1);
        assertThat(e.attempts()).isZero();
        assertThat(e).hasMessageContaining("NotSerializableException: java.lang.Object");
    }

    @Test
    void aCollectorIsAbortedInEachFailedAttempt() {
        Plan<Integer> failing =
                sc.parallelize(List.of(1, 2), 1).map(n -> 4 / (n - 2)).plan();
        Plan<Integer> sound = sc.parallelize(List.of(1, 2), 1).plan();

        assertThat(calls(failing, false)).containsOnly("abort").hasSize(4);
        assertThat(calls(sound, true))
                .containsExactly("finish", "abort", "finish", "abort", "finish", "abort", "finish", "abort");
    }

    private static final ConcurrentLinkedQueue<String> CALLS = new ConcurrentLinkedQueue<>();

    private static List<String> calls(Plan<Integer> plan, boolean full) {
        CALLS.clear();
        failure(() -> sc.run(Origin.here("save"), plan, Action.push(() -> new Storing(full))));
        return List.copyOf(CALLS);
    }

    /** Stores what it is given, but may find the disk full at the end. */
    private record Storing(boolean full) implements Action.Collector<Integer, Boolean> {
        @Override
        public void accept(Integer record) {}

        @Override
        public Boolean finish() throws IOException {
            CALLS.add("finish");
            if (full) {
                throw new IOException("no space left");
            }
            return true;
        }

        @Override
        public void abort() {
            CALLS.add("abort");
        }
    }

    private static SourceNode<Integer> source(RangeReader<Integer, OneNumber> reader) {
        return new SourceNode<>(Origin.here("numbers"), List.of(new OneNumber(1)), reader);
    }

    private static Iterator<Integer> quotients(Iterator<Integer> numbers) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return numbers.hasNext();
            }

            @Override
            public Integer next() {
                return 12 / numbers.next();
            }
        };
    }

    private static int overZero(int n) {
        return n / (n - n);
    }

    private static int forever(int n) {
        return forever(n + 1) + 1;
    }

    private static void assertNullRefused(String operation, ThrowingCallable job) {
        JobFailedException e = failure(job);

        assertThat(e.operator().operation()).isEqualTo(operation);
        assertThat(e).hasMessageContaining("a record can't be null");
    }

    private static JobFailedException failure(ThrowingCallable job) {
        JobFailedException e = catchThrowableOfType(JobFailedException.class, job);
        assertThat(e).isNotNull();
        return e;
    }
}
