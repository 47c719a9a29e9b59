package io.sakia.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sakia.engine.Action;
import io.sakia.engine.Cancellation;
import io.sakia.engine.Engine;
import io.sakia.engine.EngineSettings;
import io.sakia.engine.Engines;
import io.sakia.engine.Job;
import io.sakia.engine.JobCancelledException;
import io.sakia.plan.Origin;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How jobs on Spark, and Spark itself, are brought to an end. */
class SparkCancellationTest {
    /** In the same JVM as the tasks. */
    private static volatile CountDownLatch started = new CountDownLatch(1);

    private static volatile CountDownLatch interrupted = new CountDownLatch(1);

    private SakiaContext sc;

    @BeforeEach
    void start() {
        started = new CountDownLatch(1);
        interrupted = new CountDownLatch(1);
        sc = new SakiaContext("spark-local[2]", "cancellation");
    }

    @AfterEach
    void stop() {
        sc.close();
    }

    @Test
    void aCancelledJobEndsWithTheReasonAndItsTasksAreInterrupted() throws Exception {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread waiting =
                thread(() -> end.complete(catchThrowable(() -> hanging().count())));
        await(started);

        sc.cancelAllJobs("the batch is late");

        assertThat(end.get(60, TimeUnit.SECONDS))
                .isInstanceOf(JobCancelledException.class)
                .hasMessageContaining("count at SparkCancellationTest.java")
                .hasMessageEndingWith("was cancelled: the batch is late");
        await(interrupted);
        waiting.join();
        assertThat(sc.parallelize(List.of(1, 2), 2).count()).as("a later job").isEqualTo(2);
    }

    @Test
    void anInterruptOfTheWaitingThreadCancelsItsJob() throws Exception {
        AtomicBoolean flag = new AtomicBoolean();
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread waiting = thread(() -> {
            Throwable thrown = catchThrowable(() -> hanging().count());
            flag.set(Thread.currentThread().isInterrupted());
            end.complete(thrown);
        });
        await(started);

        waiting.interrupt();

        assertThat(end.get(60, TimeUnit.SECONDS))
                .isInstanceOf(JobCancelledException.class)
                .hasMessageContaining("interrupted");
        assertThat(flag).isTrue();
        await(interrupted);
        waiting.join();
    }

    @Test
    void closingCancelsRunningJobsAndMayBeDoneTwice() throws Exception {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread waiting =
                thread(() -> end.complete(catchThrowable(() -> hanging().count())));
        await(started);

        sc.close();
        sc.close();

        assertThat(end.get(60, TimeUnit.SECONDS))
                .isInstanceOf(JobCancelledException.class)
                .hasMessageContaining("closed");
        waiting.join();
        assertThatIllegalStateException()
                .isThrownBy(() -> sc.parallelize(List.of(1), 1).count());
    }

    @Test
    void aJobThatIsCancelledBeforeItStartsRunsNoTask() {
        sc.close();
        try (Engine engine = engine()) {
            RDD<Integer> hanging = hanging();
            Cancellation cancellation = new Cancellation();
            cancellation.cancel("never mind");
            Job<Integer, Boolean> job = Job.over(
                    Origin.here("never"), hanging.plan(), Action.pull(records -> records.hasNext()), cancellation);

            assertThatExceptionOfType(JobCancelledException.class)
                    .isThrownBy(() -> engine.run(job))
                    .withMessageEndingWith("never mind");
            assertThat(started.getCount()).isEqualTo(1);
        }
    }

    @Test
    void anEngineRunsTheAskedPartitionsInTheAskedOrder() {
        sc.close();
        try (Engine engine = engine()) {
            RDD<Integer> numbers = sc.parallelize(List.of(0, 1, 2, 3, 4), 5);
            Action<Integer, Integer> next = Action.pull(records -> records.next());

            List<Integer> results = engine.run(
                    new Job<>(Origin.here("some"), numbers.plan(), List.of(4, 0, 2), next, new Cancellation()));

            assertThat(results).containsExactly(4, 0, 2);
            assertThat(engine.parallelism()).isEqualTo(2);
            assertThat(engine.master()).isEqualTo("spark-local[2]");
        }
    }

    @Test
    void aSecondContextInOneJvmIsRefusedWithAWayOut() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new SakiaContext("spark-local[1]", "second"))
                .withMessageContaining("close the other")
                .withMessageContaining("local[N]");
        assertThat(sc.parallelize(List.of(1), 1).count()).isEqualTo(1);
    }

    private static Engine engine() {
        return Engines.create(new EngineSettings("spark-local[2]", "engine", Map.of(), updates -> {}));
    }

    /** An RDD whose only task waits until it is interrupted. */
    private RDD<Integer> hanging() {
        return sc.parallelize(List.of(1), 1).map(n -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return n;
        });
    }

    private static Thread thread(Runnable body) {
        Thread thread = new Thread(body, "waits for a job");
        thread.start();
        return thread;
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    }
}
