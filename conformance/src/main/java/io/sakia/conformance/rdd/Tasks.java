package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Accumulator;
import io.sakia.Pair;
import io.sakia.TaskContext;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Probe;
import io.sakia.conformance.table.Target;
import io.sakia.engine.JobFailedException;
import io.sakia.rdd.RDD;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What happens to a user's functions in tasks: what they captured, what they throw, how often they are tried. */
public final class Tasks {
    private Tasks() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario("a change to what a function captured is not seen by the driver", Tasks::driverSeesNoChange),
                scenario("a change to what a function captured is not seen by other tasks", Tasks::tasksSeeNoChange),
                scenario("a change after the operation was defined is not seen by tasks", Tasks::tasksSeeOldCaptures),
                scenario("a task that fails is tried again", Tasks::triesAgain),
                scenario("a task that is tried again begins with what the function captured", Tasks::beginsAgain),
                scenario("a task that fails four times fails the job", Tasks::fails),
                scenario("a failure behind a shuffle names the operator that failed", Tasks::failsBeforeAShuffle),
                scenario("an accumulator counts a task once, however often it was tried", Tasks::countsOnce),
                scenario("a record can't be null", Tasks::refusesNull),
                scenario("a fold can't give null", Tasks::refusesNullFolds),
                scenario("an error of any kind fails the job", Tasks::failsByErrors),
                scenario("a task knows itself", Tasks::knowsItself),
                scenario("a task knows what it reads", Tasks::knowsWhatItReads),
                scenario("a task frees what it holds when it ends, however it ends", Tasks::freesWhatItHolds),
                scenario("what can't be freed fails the task", Tasks::failsToFree),
                scenario("no job can be run inside a task", Tasks::refusesNestedJobs));
    }

    private static void knowsWhatItReads(Target target) {
        RDD<Integer> numbers = target.context().parallelize(List.of(1, 2, 3, 4), 2);
        RDD<Integer> others = target.context().parallelize(List.of(5, 6, 7, 8), 2);
        assertThat(numbers.map(x -> reading()).collect())
                .containsExactly("2 records", "2 records", "2 records", "2 records");
        assertThat(numbers.map(x -> reading()).zip(others).map(x -> x.key()).collect())
                .containsOnly("2 records");
        assertThat(numbers.mapToPair(x -> Pair.of(x, x))
                        .reduceByKey(Integer::sum)
                        .map(x -> reading())
                        .distinct()
                        .collect())
                .containsExactly("nothing");
    }

    private static String reading() {
        TaskContext.Reading reading = TaskContext.get().reading();
        return reading == null ? "nothing" : reading.range().records() + " records";
    }

    private static void driverSeesNoChange(Target target) {
        int[] seen = {0};
        target.context().parallelize(List.of(1, 2, 3), 2).foreach(x -> seen[0]++);
        assertThat(seen[0]).isZero();
    }

    private static void tasksSeeNoChange(Target target) {
        List<Integer> seen = new ArrayList<>();
        RDD<Integer> sizes = target.context()
                .parallelize(List.of(1, 2, 3, 4), 2)
                .map(x -> {
                    seen.add(x);
                    return seen.size();
                });
        assertThat(sizes.collect()).containsExactly(1, 2, 1, 2);
        assertThat(sizes.collect()).containsExactly(1, 2, 1, 2);
        assertThat(seen).isEmpty();
    }

    private static void tasksSeeOldCaptures(Target target) {
        List<String> prefix = new ArrayList<>(List.of("old"));
        RDD<String> words = target.context().parallelize(List.of("a"), 1).map(word -> prefix.get(0) + " " + word);
        prefix.set(0, "new");
        assertThat(words.collect()).containsExactly("old a");
    }

    private static void triesAgain(Target target) {
        Probe tries = Probe.create();
        RDD<Integer> numbers = target.context()
                .parallelize(List.of(1, 2, 3, 4), 2)
                .map(x -> {
                    tries.note(TaskContext.get().attempt());
                    if (x == 4 && TaskContext.get().attempt() < 4) {
                        throw new IllegalStateException(
                                "attempt " + TaskContext.get().attempt());
                    }
                    return x * 10;
                });
        assertThat(numbers.collect()).containsExactly(10, 20, 30, 40);
        assertThat(tries.seen()).contains(1, 2, 3, 4).doesNotContain(5).hasSize(10);
    }

    private static void beginsAgain(Target target) {
        int[] count = {0};
        RDD<Integer> counts = target.context().parallelize(List.of(1, 2, 3), 1).map(x -> {
            count[0]++;
            if (x == 3 && TaskContext.get().attempt() == 1) {
                throw new IllegalStateException("first attempt");
            }
            return count[0];
        });
        assertThat(counts.collect()).containsExactly(1, 2, 3);
    }

    private static void fails(Target target) {
        RDD<Integer> broken =
                target.context().parallelize(List.of(1, 2, 0, 4), 2).map(x -> 12 / x);
        assertThatThrownBy(() -> broken.collect()).isInstanceOfSatisfying(JobFailedException.class, failure -> {
            assertThat(failure.operator().operation()).isEqualTo("map");
            assertThat(failure.operator().file()).isEqualTo("Tasks.java");
            assertThat(failure.partition()).isEqualTo(1);
            assertThat(failure.record()).isEqualTo("0");
            assertThat(failure.attempts()).isEqualTo(4);
            assertThat(failure).hasCauseInstanceOf(ArithmeticException.class);
            assertThat(failure.getMessage())
                    .matches("map at Tasks.java:\\d+ failed on partition 1, record 0: .*/ by zero .*4 attempts.*"
                            + "collect at Tasks.java:\\d+.*");
        });
    }

    private static void failsBeforeAShuffle(Target target) {
        assertThatThrownBy(() -> target.context()
                        .parallelize(List.of("1", "x"), 2)
                        .mapToPair(text -> Pair.of(Integer.parseInt(text), 1))
                        .reduceByKey(Integer::sum)
                        .filter(pair -> pair.value() > 0)
                        .count())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("mapToPair at Tasks.java:")
                .hasMessageContaining("record x");
    }

    private static void countsOnce(Target target) {
        Accumulator<Long, Long> count = target.context().longAccumulator("count");
        target.context().parallelize(List.of(1, 2, 3, 4), 2).foreach(x -> {
            count.add(1L);
            if (x % 2 == 0 && TaskContext.get().attempt() < 3) {
                throw new IllegalStateException("not yet");
            }
        });
        assertThat(count.value()).isEqualTo(4);
    }

    @SuppressWarnings("NullAway") // the mistake that is tested
    private static void refusesNull(Target target) {
        RDD<Integer> numbers = target.context().parallelize(List.of(1), 1);
        assertThatThrownBy(() -> numbers.map(x -> (Integer) null).count())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("map at Tasks.java:")
                .hasMessageContaining("null");
        assertThatThrownBy(() -> numbers.map(x -> (Integer) null).collect()).isInstanceOf(JobFailedException.class);
        List<Integer> withNull = new ArrayList<>();
        withNull.add(null);
        assertThatThrownBy(() -> numbers.flatMap(x -> withNull).count())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("flatMap at Tasks.java:");
        assertThatThrownBy(() ->
                        numbers.mapPartitions(records -> withNull.iterator()).count())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("mapPartitions at Tasks.java:");
    }

    @SuppressWarnings("NullAway") // the mistake that is tested
    private static void refusesNullFolds(Target target) {
        RDD<Integer> numbers = target.context().parallelize(List.of(1, 2, 3, 4, 5), 2);
        assertThatThrownBy(() -> numbers.mapToPair(x -> Pair.of("all", x))
                        .reduceByKey((a, b) -> b == 2 || b == 4 ? null : a + b)
                        .collect())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("reduceByKey at Tasks.java:")
                .hasMessageContaining("null");
        assertThatThrownBy(() -> numbers.reduce((a, b) -> b == 2 || b == 4 ? null : a + b))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("reduce at Tasks.java:")
                .hasMessageContaining("null");
        assertThatThrownBy(() -> numbers.filter(x -> (Boolean) null).collect())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("filter at Tasks.java:");
        assertThatThrownBy(() -> numbers.flatMap(x -> (List<Integer>) null).collect())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("flatMap at Tasks.java:");
    }

    private static void failsByErrors(Target target) {
        RDD<Integer> numbers = target.context().parallelize(List.of(1), 1);
        assertThatThrownBy(() -> numbers.map(x -> {
                            throw new AssertionError("told by a test");
                        })
                        .count())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("map at Tasks.java:")
                .hasMessageContaining("told by a test")
                .hasCauseInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> numbers.map(Tasks::endless).count())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("StackOverflowError");
        assertThatThrownBy(() -> numbers.map(x -> {
                            throw new IOException("the disk is full");
                        })
                        .count())
                .isInstanceOf(JobFailedException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(numbers.count()).isEqualTo(1);
    }

    @SuppressWarnings("InfiniteRecursion") // the mistake that is tested
    private static int endless(int x) {
        return endless(x + 1) + 1;
    }

    private static void freesWhatItHolds(Target target) {
        Probe freed = Probe.create();
        RDD<Integer> held = target.context().parallelize(List.of(1, 2, 3), 1).mapPartitions(records -> {
            TaskContext task = TaskContext.get();
            task.onEnd(() -> freed.note("outer of " + task.attempt()));
            task.onEnd(() -> freed.note("inner of " + TaskContext.get().attempt()));
            return records;
        });
        assertThat(held.count()).isEqualTo(3);
        assertThat(freed.seen()).containsExactly("inner of 1", "outer of 1");
        assertThat(held.take(1)).containsExactly(1);
        assertThat(freed.count()).isEqualTo(4);
        assertThatThrownBy(() -> held.map(x -> 1 / (x % 1)).collect()).isInstanceOf(JobFailedException.class);
        assertThat(freed.count()).isEqualTo(12);
    }

    private static void failsToFree(Target target) {
        RDD<Integer> held = target.context().parallelize(List.of(1), 1).mapPartitions(records -> {
            TaskContext.get().onEnd(() -> {
                throw new IllegalStateException("can't be closed");
            });
            return records;
        });
        assertThatThrownBy(held::count).isInstanceOf(JobFailedException.class).hasMessageContaining("can't be closed");
    }

    private static void knowsItself(Target target) {
        assertThat(TaskContext.current()).isNull();
        assertThat(target.context()
                        .parallelize(List.of(1, 2, 3), 3)
                        .map(x -> TaskContext.get().partition() + "/"
                                + TaskContext.get().attempt())
                        .collect())
                .containsExactly("0/1", "1/1", "2/1");
    }

    private static void refusesNestedJobs(Target target) {
        RDD<Integer> numbers = target.context().parallelize(List.of(1, 2), 2);
        RDD<Integer> inner = target.context().parallelize(List.of(3), 1);
        assertThatThrownBy(() -> numbers.map(x -> (int) inner.count()).collect())
                .hasMessageContaining("map");
    }
}
