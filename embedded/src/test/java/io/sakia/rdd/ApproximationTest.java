package io.sakia.rdd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.engine.JobCancelledException;
import io.sakia.engine.JobFailedException;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.stats.BoundedDouble;
import io.sakia.stats.Extrapolation;
import io.sakia.stats.StatCounter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the actions with a time limit know while some partitions are not computed. The time is up when the tests say so: once every thread
 * of the engine is held in a task of a later partition, so the first has been told.
 */
class ApproximationTest {
    private static final double CONFIDENCE = 0.95;
    private static final Extrapolation ONE_OF_THREE = new Extrapolation(1, 3, CONFIDENCE);

    /** Tasks reach these by their class: what a function captures would be copied. */
    private static volatile CountDownLatch held = new CountDownLatch(1);

    private static volatile CountDownLatch released = new CountDownLatch(1);
    private static volatile boolean failing;

    @AfterEach
    void letGo() {
        released.countDown();
        failing = false;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aCountIsExtrapolated(int threads) {
        try (SakiaContext context = context(threads)) {
            PartialResult<BoundedDouble> count = approximation(context).count(numbers(context));

            assertThat(count.initialValue()).isEqualTo(new BoundedDouble(6, CONFIDENCE, 2, 18));
            assertThat(count.isInitialValueFinal()).isFalse();
            assertThat(count).hasToString("(partial: " + count.initialValue() + ")");
            assertThat(count.getFinalValueAsync().isDone()).isFalse();

            released.countDown();
            assertThat(count.getFinalValue()).isEqualTo(BoundedDouble.exactly(5));
            assertThat(count.initialValue().mean()).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void countsOfRecordsAreExtrapolatedEachByItself(int threads) {
        try (SakiaContext context = context(threads)) {
            PartialResult<Map<Double, BoundedDouble>> counts =
                    approximation(context).countByValue(numbers(context));

            assertThat(counts.initialValue()).isEqualTo(Map.of(1.0, ONE_OF_THREE.count(1), 3.0, ONE_OF_THREE.count(1)));
            released.countDown();
            assertThat(counts.getFinalValue())
                    .isEqualTo(Map.of(
                            1.0,
                            BoundedDouble.exactly(3),
                            3.0,
                            BoundedDouble.exactly(1),
                            5.0,
                            BoundedDouble.exactly(1)));
            assertThat(counts.getFinalValue().keySet()).containsExactly(1.0, 3.0, 5.0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void sumsAndMeansAreExtrapolated(int threads) {
        StatCounter first = new StatCounter(List.of(1.0, 3.0));
        try (SakiaContext context = context(threads)) {
            PartialResult<BoundedDouble> sum = approximation(context).sum(numbers(context));
            assertThat(sum.initialValue()).isEqualTo(ONE_OF_THREE.sum(first));
            assertThat(sum.initialValue().mean()).isEqualTo(12);
            released.countDown();
            assertThat(sum.getFinalValue()).isEqualTo(BoundedDouble.exactly(11));

            PartialResult<BoundedDouble> mean = approximation(context).mean(numbers(context));
            assertThat(mean.initialValue()).isEqualTo(ONE_OF_THREE.mean(first));
            assertThat(mean.initialValue().mean()).isEqualTo(2);
            released.countDown();
            assertThat(mean.getFinalValue()).isEqualTo(BoundedDouble.exactly(2.2));
        }
    }

    @Test
    void aFailureAfterTheTimeComesWithTheFinalValue() {
        try (SakiaContext context = context(1)) {
            PartialResult<BoundedDouble> count = approximation(context).count(numbers(context));
            failing = true;
            released.countDown();

            assertThatThrownBy(() -> count.getFinalValue())
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("told to fail")
                    .hasMessageContaining("ApproximationTest.java:");
            assertThat(count.initialValue().mean()).isEqualTo(6);
        }
    }

    @Test
    void aFailureBeforeTheTimeIsThrownAtOnce() {
        try (SakiaContext context = context(1)) {
            Plan<Double> numbers = numbers(context);
            failing = true;
            released.countDown();
            Approximation patient =
                    approximation(context, job -> assertThatThrownBy(job::get).isNotNull());

            assertThatThrownBy(() -> patient.count(numbers))
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("told to fail");
        }
    }

    @Test
    void cancellingTheFinalValueStopsTheJob() {
        try (SakiaContext context = context(1)) {
            PartialResult<BoundedDouble> count = approximation(context).count(numbers(context));

            assertThat(count.getFinalValueAsync().cancel(true)).isTrue();
            assertThatThrownBy(() -> count.getFinalValue())
                    .isInstanceOf(JobCancelledException.class)
                    .hasMessageContaining("its FutureAction was cancelled");
            assertThat(context.parallelize(List.of(1), 1).count()).isEqualTo(1); // the one thread is free again
        }
    }

    @Test
    void closingTheContextEndsTheWait() {
        PartialResult<BoundedDouble> count;
        try (SakiaContext context = context(2)) {
            count = approximation(context).count(numbers(context));
        }
        assertThatThrownBy(() -> count.getFinalValue()).isInstanceOf(JobCancelledException.class);
    }

    @Test
    void anInterruptionStopsTheJob() {
        try (SakiaContext context = context(1)) {
            Approximation interrupted = approximation(context, job -> {
                held.await();
                Thread.currentThread().interrupt();
                Patience.of(Duration.ofDays(1)).await(job);
            });
            Plan<Double> numbers = numbers(context);

            assertThatThrownBy(() -> interrupted.count(numbers))
                    .isInstanceOf(JobCancelledException.class)
                    .hasMessageContaining("the thread that waited for it was interrupted");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(context.parallelize(List.of(1), 1).count()).isEqualTo(1);

            PartialResult<BoundedDouble> count = approximation(context).count(numbers(context));
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> count.getFinalValue()).isInstanceOf(JobCancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(context.parallelize(List.of(1), 1).count()).isEqualTo(1);
        }
    }

    @Test
    void manyCountsShareTheirBounds() {
        List<Pair<Integer, Integer>> pairs = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            pairs.add(Pair.of(i, i));
        }
        try (SakiaContext context = context(1)) {
            RDD<Integer> keys = context.parallelizePairs(pairs, 1).keys();
            RDD<Integer> later = heldBack(context.parallelize(List.of(0), 1));
            Map<Integer, BoundedDouble> counts = approximation(context)
                    .countByValue(keys.union(later).plan())
                    .initialValue();

            assertThat(counts).hasSize(50_000);
            assertThat(counts.get(7)).isSameAs(counts.get(49_999));
        }
    }

    private static SakiaContext context(int threads) {
        return new SakiaContext("local[" + threads + "]", "approximations");
    }

    /** [1, 3] and, held back, [1, 5] and [1]. */
    private static Plan<Double> numbers(SakiaContext context) {
        RDD<Double> first = context.parallelize(List.of(1.0, 3.0), 1);
        RDD<Double> second = context.parallelize(List.of(1.0, 5.0), 1);
        RDD<Double> third = context.parallelize(List.of(1.0), 1);
        return first.union(heldBack(second)).union(heldBack(third)).plan();
    }

    /** Holds each thread of the engine at its next record. */
    private static <T> RDD<T> heldBack(RDD<T> rdd) {
        released = new CountDownLatch(1);
        held = new CountDownLatch(rdd.context().defaultParallelism());
        return rdd.map(ApproximationTest::hold);
    }

    private static <T> T hold(T record) throws InterruptedException {
        held.countDown();
        released.await();
        if (failing) {
            throw new IllegalStateException("told to fail");
        }
        return record;
    }

    private static Approximation approximation(SakiaContext context) {
        return approximation(context, job -> held.await());
    }

    private static Approximation approximation(SakiaContext context, Patience patience) {
        return new Approximation(context, Origin.here("count"), CONFIDENCE, patience);
    }
}
