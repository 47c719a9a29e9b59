package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.engine.Engine;
import io.sakia.function.Function;
import io.sakia.function.SharedInTasks;
import io.sakia.plan.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Jobs that cost next to nothing are left to the thread that calls for them; those that cost more get other threads. */
class SmallJobTest {
    private static final Origin HERE = new Origin("count", null, "Program.java", 1);
    private static final Origin THERE = new Origin("count", null, "Program.java", 2);

    private final JobCosts costs = new JobCosts();

    @Test
    void jobsOfALineThatWereSmallAreSmall() {
        assertThat(costs.isSmall(HERE, 10)).as("not known yet").isFalse();
        costs.note(HERE, 10, 5_000);
        assertThat(costs.isSmall(HERE, 10)).isTrue();
        assertThat(costs.isSmall(THERE, 10)).as("another line").isFalse();
    }

    @Test
    void moreRecordsThanUsualAreExpectedToCostMore() {
        costs.note(HERE, 10, 5_000);
        assertThat(costs.isSmall(HERE, 100)).isTrue();
        assertThat(costs.isSmall(HERE, 1_000)).isFalse();
        assertThat(costs.isSmall(HERE, -1)).as("not known how many").isTrue();
    }

    @Test
    void whatBecameSlowIsSmallNoMoreUntilItIsFastAgain() {
        costs.note(HERE, -1, 5_000);
        costs.note(HERE, -1, 50_000_000);
        assertThat(costs.isSmall(HERE, -1)).isFalse();
        for (int i = 0; i < 40; i++) {
            costs.note(HERE, -1, 5_000);
        }
        assertThat(costs.isSmall(HERE, -1)).isTrue();
    }

    @Test
    void theCallingThreadRunsAllTasksOfASmallJob() {
        Threads threads = new Threads(ConcurrentHashMap.newKeySet());
        try (Engine engine = TestEngine.measuring(() -> 0, 2)) {
            run(engine, 1, x -> x); // one task, for which no other thread is started
            run(engine, 8, threads::note);
        }
        assertThat(threads.names()).containsExactly(Thread.currentThread().getName());
    }

    @Test
    void aJobThatIsSmallNoMoreGetsOtherThreadsAfterTheTaskThatWasSlow() {
        Time time = new Time(new AtomicLong());
        Two two = new Two(new CountDownLatch(2));
        try (Engine engine = TestEngine.measuring(time.nanos()::get, 2)) {
            run(engine, 1, x -> x);
            run(engine, 3, x -> {
                if (x == 0) {
                    time.nanos().addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
                } else {
                    two.latch().countDown();
                    two.latch().await(); // passes only if two tasks are here at once
                }
                return x;
            });
        }
        assertThat(two.latch().getCount()).isZero();
    }

    /** All from one line, as the batches of a stream. */
    private static void run(Engine engine, int tasks, Function<Integer, Integer> function) {
        List<List<Integer>> partitions = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            partitions.add(Collections.singletonList(i));
        }
        Plans.collect(engine, Plans.map(Plans.source(partitions), function));
    }

    private record Time(AtomicLong nanos) implements SharedInTasks {}

    private record Two(CountDownLatch latch) implements SharedInTasks {}

    private record Threads(Set<String> names) implements SharedInTasks {
        Integer note(Integer x) {
            names.add(Thread.currentThread().getName());
            return x;
        }
    }
}
