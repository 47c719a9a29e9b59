package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.engine.Cancellation;
import io.sakia.engine.Engine;
import io.sakia.engine.Job;
import io.sakia.function.Function;
import io.sakia.function.SharedInTasks;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs that cost next to nothing are left to the thread that calls for them; those that cost more, or do not end, get other threads. */
@Timeout(30)
class SmallJobTest {
    private static final Origin HERE = new Origin("count", null, "Program.java", 1);
    private static final Origin THERE = new Origin("count", null, "Program.java", 2);

    @Test
    void aJobIsSmallOnceTwoOfItsKindWere() {
        JobCost cost = new JobCost();
        assertThat(cost.isSmall(10)).as("not known yet").isFalse();
        cost.note(5_000, 10);
        assertThat(cost.isSmall(10)).as("known from one").isFalse();
        cost.note(6_000, 10);
        assertThat(cost.isSmall(10)).isTrue();
    }

    @Test
    void oneThatWasSlowIsForgottenAfterTwo() {
        JobCost cost = small();
        cost.note(50_000_000, 10);
        assertThat(cost.isSmall(10)).isFalse();
        cost.note(5_000, 10);
        assertThat(cost.isSmall(10)).isFalse();
        cost.note(5_000, 10);
        assertThat(cost.isSmall(10)).isTrue();
    }

    @Test
    void jobsWithManyMoreRecordsThanBeforeAreNotTakenForSmallOnes() {
        JobCost cost = small();
        assertThat(cost.isSmall(100)).isTrue();
        assertThat(cost.isSmall(1_000)).isFalse();
        assertThat(cost.isSmall(-1)).as("not known how many").isTrue();
    }

    @Test
    void kindsAreToldApartByLineAndShape() {
        JobCosts costs = new JobCosts();
        JobCost cost = costs.of(new JobCosts.Kind(HERE, 1, 2));
        assertThat(costs.of(new JobCosts.Kind(HERE, 1, 2))).isSameAs(cost);
        assertThat(costs.of(new JobCosts.Kind(HERE, 2, 2))).isNotSameAs(cost);
        assertThat(costs.of(new JobCosts.Kind(HERE, 1, 3))).isNotSameAs(cost);
        assertThat(costs.of(new JobCosts.Kind(HERE.as("collect"), 1, 2))).isNotSameAs(cost);
    }

    /** A thread that is still awake from a job before may take a task: so it is tried until none is. A thread that was woken would take one each time. */
    @Test
    void theCallingThreadRunsAllTasksOfASmallJob() {
        Threads threads = new Threads(ConcurrentHashMap.newKeySet());
        try (Engine engine = TestEngine.measuring(() -> 0, 2)) {
            beSmall(engine, 8);
            do {
                threads.names().clear();
                run(engine, 8, threads::work);
            } while (threads.names().size() > 1);
        }
        assertThat(threads.names()).containsExactly(Thread.currentThread().getName());
    }

    @Test
    void aJobThatIsSmallNoMoreGetsOtherThreadsAfterTheTaskThatWasSlow() {
        Time time = new Time(new AtomicLong());
        Meeting two = new Meeting(new CountDownLatch(2));
        try (Engine engine = TestEngine.measuring(time.nanos()::get, 2)) {
            beSmall(engine, 3);
            run(engine, 3, x -> {
                if (x == 0) {
                    time.nanos().addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
                    return x;
                }
                return two.meet(x); // passes only if two tasks are here at once
            });
        }
        assertThat(two.latch().getCount()).isZero();
    }

    @Test
    void tasksOfASmallJobThatWaitForOneAnotherGetTheThreadsThatTheyNeed() {
        try (Engine engine = TestEngine.measuring(() -> 0, 3)) {
            for (int turn = 0; turn < 3; turn++) {
                beSmall(engine, 3);
                Meeting all = new Meeting(new CountDownLatch(3));
                run(engine, 3, all::meet); // no clock says that this takes long: somebody must look
                assertThat(all.latch().getCount()).isZero();
            }
        }
    }

    @Test
    void aSmallJobGetsAThreadIfNoneIsIdleToLookAfterIt() throws Exception {
        Blocked blocked = new Blocked(new CountDownLatch(2), new CountDownLatch(1));
        try (Engine engine = TestEngine.measuring(() -> 0, 4)) {
            beSmall(engine, 2);
            Background<?> other = Background.start(() -> run(engine, THERE, 2, blocked::stop));
            blocked.reached().await();
            Meeting both = new Meeting(new CountDownLatch(2));
            run(engine, 2, both::meet);
            assertThat(both.latch().getCount()).isZero();
            blocked.gate().countDown();
            other.await();
        }
    }

    @Test
    void aSmallJobGetsAThreadIfTheOneThatLooksAfterItIsNeededElsewhere() throws Exception {
        Blocked blocked = new Blocked(new CountDownLatch(2), new CountDownLatch(1));
        Probe begun = new Probe();
        Meeting both = new Meeting(new CountDownLatch(2));
        try (Engine engine = TestEngine.measuring(() -> 0, 4)) {
            beSmall(engine, 2);
            Background<?> small = Background.start(() -> run(engine, 2, x -> {
                begun.pass();
                return both.meet(x);
            }));
            begun.awaitReached();
            Background<?> other = Background.start(() -> run(engine, THERE, 2, blocked::stop));
            small.await();
            blocked.reached().await();
            blocked.gate().countDown();
            other.await();
        }
        assertThat(both.latch().getCount()).isZero();
    }

    @Test
    void theThreadThatLooksAfterSmallJobsEndsAsOthersDo() throws Exception {
        List<Thread> executors = Collections.synchronizedList(new ArrayList<>());
        Executors mine = new Executors(executors, Thread.currentThread());
        try (Engine engine = TestEngine.measuring(() -> 0, 2, Map.of("sakia.executor.idleTimeout", "1"))) {
            Meeting both = new Meeting(new CountDownLatch(2));
            run(engine, 2, x -> {
                mine.note();
                return both.meet(x);
            });
            beSmall(engine, 2);
            executors.get(0).join(); // ends the test only if the thread ends once there is nothing to watch

            Meeting again = new Meeting(new CountDownLatch(2));
            run(engine, 2, x -> {
                mine.note();
                return again.meet(x);
            });
        }
        assertThat(executors).hasSize(2);
        assertThat(executors.get(1)).isNotSameAs(executors.get(0));
    }

    private static JobCost small() {
        JobCost cost = new JobCost();
        cost.note(5_000, 10);
        cost.note(5_000, 10);
        return cost;
    }

    /** Runs jobs that cost nothing, from the line from which {@link #run(Engine, int, Function)} runs them. */
    private static void beSmall(Engine engine, int tasks) {
        for (int i = 0; i < 10; i++) {
            run(engine, tasks, x -> x);
        }
    }

    private static List<List<Integer>> run(Engine engine, int tasks, Function<Integer, Integer> function) {
        return run(engine, HERE, tasks, function);
    }

    private static List<List<Integer>> run(
            Engine engine, Origin origin, int tasks, Function<Integer, Integer> function) {
        List<List<Integer>> partitions = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            partitions.add(Collections.singletonList(i));
        }
        Plan<Integer> plan = Plans.map(Plans.source(partitions), function);
        return engine.run(Job.over(origin, plan, Plans.toList(), new Cancellation()));
    }

    private record Time(AtomicLong nanos) implements SharedInTasks {}

    private record Meeting(CountDownLatch latch) implements SharedInTasks {
        Integer meet(Integer x) throws InterruptedException {
            latch.countDown();
            latch.await();
            return x;
        }
    }

    private record Blocked(CountDownLatch reached, CountDownLatch gate) implements SharedInTasks {
        Integer stop(Integer x) throws InterruptedException {
            reached.countDown();
            gate.await();
            return x;
        }
    }

    private record Threads(Set<String> names) implements SharedInTasks {
        /** Takes long enough for a thread to be woken meanwhile. */
        Integer work(Integer x) {
            names.add(Thread.currentThread().getName());
            int hash = x;
            for (int i = 0; i < 200_000; i++) {
                hash = 31 * hash + Integer.rotateLeft(hash, i);
            }
            return hash;
        }
    }

    private record Executors(List<Thread> threads, Thread caller) implements SharedInTasks {
        void note() {
            if (Thread.currentThread() != caller) {
                threads.add(Thread.currentThread());
            }
        }
    }
}
