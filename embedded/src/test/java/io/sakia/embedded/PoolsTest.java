package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.engine.Cancellation;
import io.sakia.engine.Engine;
import io.sakia.engine.EngineSettings;
import io.sakia.engine.Engines;
import io.sakia.engine.Job;
import io.sakia.engine.JobProperties;
import io.sakia.function.SharedInTasks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which order jobs get threads, and how long threads stay. */
@Timeout(30)
class PoolsTest {
    @Test
    void firstInFirstOut() throws Exception {
        List<String> order = race(Map.of("sakia.scheduler.mode", "FIFO"), List.of("default", "default"));

        assertThat(order.subList(0, 40)).containsOnly("0");
        assertThat(order.subList(40, 80)).containsOnly("1");
    }

    @Test
    void firstInFirstOutKnowsNoPools() throws Exception {
        List<String> order = race(
                Map.of("sakia.scheduler.mode", "fifo", "sakia.scheduler.pool.urgent.weight", "100"),
                List.of("default", "urgent"));

        assertThat(order.subList(0, 40)).containsOnly("0");
    }

    @Test
    void jobsOfAPoolTakeTurns() throws Exception {
        List<String> order = race(Map.of(), List.of("default", "default"));

        assertThat(Collections.frequency(order.subList(0, 20), "1")).isBetween(9, 10);
    }

    @Test
    void poolsTakeTurnsHoweverManyJobsTheyHave() throws Exception {
        List<String> order = race(Map.of(), List.of("a", "a", "a", "b"));

        assertThat(Collections.frequency(order.subList(0, 40), "3")).isBetween(19, 21);
    }

    @Test
    void aPoolGetsWhatItWeighs() throws Exception {
        List<String> order = race(Map.of("sakia.scheduler.pool.b.weight", "3"), List.of("a", "b"));

        assertThat(Collections.frequency(order.subList(0, 40), "1")).isBetween(29, 31);
    }

    @Test
    void theMinimumShareComesFirst() throws Exception {
        List<String> order = race(Map.of("sakia.scheduler.pool.b.minShare", "1"), List.of("a", "b"));

        assertThat(order.subList(0, 40)).containsOnly("1");
    }

    @Test
    void aPoolMayServeItsJobsInOrder() throws Exception {
        List<String> order = race(Map.of("sakia.scheduler.pool.a.mode", "FIFO"), List.of("a", "a", "b"));

        assertThat(order.indexOf("1")).isGreaterThan(order.lastIndexOf("0"));
        assertThat(order.indexOf("2")).isLessThan(5);
    }

    @Test
    void aPoolThatWasIdleHasNotSavedUpItsShare() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        try (Engine engine = engine(1, Map.of())) {
            run(engine, "a", 100, new Order(order), "early");
            order.clear();
            order.addAll(race(engine, List.of("a", "b")));
        }

        assertThat(Collections.frequency(order.subList(0, 20), "1")).isBetween(9, 11);
    }

    @Test
    void idleThreadsEndAndNewOnesStart() throws Exception {
        AtomicReference<Thread> executor = new AtomicReference<>();
        try (Engine engine = engine(2, Map.of("sakia.executor.idleTimeout", "1"))) {
            onTwoThreads(engine, executor);
            Thread first = executor.get();
            first.join(); // ends the test only if the idle thread ends

            onTwoThreads(engine, executor);
            assertThat(executor.get()).isNotSameAs(first);
            assertThat(executor.get().getName()).isEqualTo("sakia-executor-2");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sakia.scheduler.mode          | LIFO | sakia.scheduler.mode is 'LIFO', but must be FIFO or FAIR
                    sakia.scheduler.pool.a.weight | 0    | sakia.scheduler.pool.a.weight is '0', but must be a whole number from 1 to
                    sakia.scheduler.pool.a.weight | much | sakia.scheduler.pool.a.weight is 'much', but must be a whole number
                    sakia.scheduler.pool.a.speed  | 1    | there is no setting sakia.scheduler.pool.a.speed
                    sakia.scheduler.pool.a        | 1    | there is no setting sakia.scheduler.pool.a
                    sakia.scheduler.pool.a.mode   | -    | sakia.scheduler.pool.a.mode is '-', but must be FIFO or FAIR
                    sakia.executor.minThreads     | -1   | sakia.executor.minThreads is '-1', but must be a whole number from 0
                    sakia.executor.idleTimeout    | 0    | sakia.executor.idleTimeout is '0', but must be a whole number from 1
                    """)
    void settingsThatCannotBeMeantAreRefused(String key, String value, String message) {
        assertThatThrownBy(() -> engine(1, Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    /** Jobs of 40 tasks each that all wait for the one thread; gives the order in which their tasks ran. */
    private static List<String> race(Map<String, String> settings, List<String> pools) throws Exception {
        try (Engine engine = engine(1, settings)) {
            return race(engine, pools);
        }
    }

    private static List<String> race(Engine engine, List<String> pools) throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Order shared = new Order(order);
        Probe gate = new Probe();
        Background<?> holder =
                Background.start(() -> engine.run(job("holder", Plans.map(Plans.source(List.of(1)), x -> {
                    gate.stop();
                    return x;
                }))));
        gate.awaitReached();
        List<Background<?>> jobs = new ArrayList<>();
        for (String pool : pools) {
            String name = String.valueOf(jobs.size());
            Background<?> job = Background.start(() -> run(engine, pool, 40, shared, name));
            job.awaitWaiting();
            jobs.add(job);
        }
        gate.open();
        holder.await();
        for (Background<?> job : jobs) {
            job.await();
        }
        return order;
    }

    private static List<List<Integer>> run(Engine engine, String pool, int tasks, Order shared, String name) {
        return engine.run(job(pool, Plans.map(Plans.source(Collections.nCopies(tasks, List.of(1))), x -> {
            shared.order.add(name);
            return x;
        })));
    }

    private static <T> Job<T, List<T>> job(String pool, io.sakia.plan.Plan<T> plan) {
        return new Job<>(
                Plans.origin("collect"),
                plan,
                IntStream.range(0, plan.partitions()).boxed().toList(),
                Plans.toList(),
                new Cancellation(),
                new JobProperties(pool, null, null),
                Job.Progress.none());
    }

    private static void onTwoThreads(Engine engine, AtomicReference<Thread> executor) {
        Meeting meeting = new Meeting(new CountDownLatch(2), executor, Thread.currentThread());
        Plans.collect(engine, Plans.map(Plans.source(List.of(1), List.of(2)), x -> {
            meeting.arrive();
            return x;
        }));
    }

    private static Engine engine(int threads, Map<String, String> settings) {
        return Engines.create(new EngineSettings("local[" + threads + "]", "test", settings, updates -> {}));
    }

    private record Order(List<String> order) implements SharedInTasks {}

    private record Meeting(CountDownLatch both, AtomicReference<Thread> executor, Thread caller)
            implements SharedInTasks {
        void arrive() throws InterruptedException {
            if (Thread.currentThread() != caller) {
                executor.set(Thread.currentThread());
            }
            both.countDown();
            both.await();
        }
    }
}
