package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.TaskContext;
import io.sakia.engine.Engine;
import io.sakia.engine.JobFailedException;
import io.sakia.function.SharedInTasks;
import io.sakia.plan.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which threads run tasks, how many at once, and in which order. */
@Timeout(30)
class SchedulingTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void manyJobsNeverRunMoreTasksThanThereAreThreads(int threads) throws Exception {
        Gauge gauge = new Gauge();
        try (Engine engine = TestEngine.local(threads)) {
            List<Background<List<List<Pair<Integer, Integer>>>>> jobs = new ArrayList<>();
            CyclicBarrier together = new CyclicBarrier(6);
            for (int i = 0; i < 6; i++) {
                jobs.add(Background.start(() -> {
                    together.await();
                    return Plans.collect(engine, measured(gauge));
                }));
            }
            for (Background<List<List<Pair<Integer, Integer>>>> job : jobs) {
                assertThat(job.await().stream()
                                .flatMap(List::stream)
                                .mapToInt(Pair::value)
                                .sum())
                        .isEqualTo(40);
            }
        }
        assertThat(gauge.most.get()).isBetween(1, threads);
    }

    @Test
    void allThreadsWorkAtOnce() {
        CountingLatch all = new CountingLatch(new CountDownLatch(3));
        Set<String> names = ConcurrentHashMap.newKeySet();
        Names shared = new Names(names);
        try (Engine engine = TestEngine.local(3)) {
            Plans.collect(engine, Plans.map(Plans.source(Collections.nCopies(3, List.of(1))), x -> {
                shared.names.add(Thread.currentThread().getName());
                all.latch.countDown();
                all.latch.await(); // passes only if three tasks are here at once
                return x;
            }));
        }
        assertThat(names)
                .containsExactlyInAnyOrder(Thread.currentThread().getName(), "sakia-executor-1", "sakia-executor-2");
    }

    @Test
    void independentStagesRunSideBySide() {
        CountingLatch both = new CountingLatch(new CountDownLatch(2));
        Plan<Pair<Integer, Integer>> left = Plans.partitionBy(meeting(both), 1);
        Plan<Pair<Integer, Integer>> right = Plans.partitionBy(meeting(both), 1);
        try (Engine engine = TestEngine.local(2)) {
            assertThat(Plans.collect(engine, Plans.union(left, right))).hasSize(1);
        }
    }

    @Test
    void aSmallJobOfOneTaskNeedsNoOtherThread() {
        Set<String> names = ConcurrentHashMap.newKeySet();
        Names shared = new Names(names);
        try (Engine engine = TestEngine.local(4)) {
            Plan<Pair<Integer, Integer>> pairs = Plans.map(Plans.source(List.of(1, 2, 3)), x -> {
                shared.names.add(Thread.currentThread().getName());
                return Pair.of(x, x);
            });
            Plans.collect(engine, Plans.map(Plans.aggregate(pairs, 1, Aggregate.reduce(Integer::sum)), pair -> {
                shared.names.add(Thread.currentThread().getName());
                return pair;
            }));
        }
        assertThat(names).containsExactly(Thread.currentThread().getName());
    }

    @Test
    void oneThreadRunsChainsOfShufflesAndCaches() {
        try (Engine engine = TestEngine.local(1)) {
            Plan<Pair<Integer, Integer>> plan =
                    Plans.map(Plans.source(Collections.nCopies(5, List.of(1, 2, 3))), x -> Pair.of(x, 1));
            for (int i = 0; i < 5; i++) {
                plan = Plans.cache(Plans.aggregate(plan, 3, Aggregate.reduce(Integer::sum)));
            }
            Plan<Pair<Integer, Integer>> last = plan;
            assertThat(Plans.collect(engine, Plans.union(last, last)).stream().flatMap(List::stream))
                    .hasSize(6)
                    .allSatisfy(pair -> assertThat(pair.value()).isEqualTo(5));
        }
    }

    @Test
    void jobsTakeTurnsOnOneThread() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Order shared = new Order(order);
        Probe gate = new Probe();
        Probe second = new Probe();
        try (Engine engine = TestEngine.local(1)) {
            Background<?> first = Background.start(() ->
                    Plans.collect(engine, Plans.map(Plans.source(Collections.nCopies(50, List.of(1))), x -> {
                        if (shared.order.isEmpty()) {
                            shared.order.add("first");
                            gate.stop();
                        } else {
                            shared.order.add("first");
                        }
                        return x;
                    })));
            gate.awaitReached();
            Background<?> other = Background.start(() -> {
                second.pass();
                return Plans.collect(engine, Plans.map(Plans.source(List.of(1)), x -> {
                    shared.order.add("second");
                    return x;
                }));
            });
            second.awaitReached();
            other.awaitWaiting();
            gate.open();
            first.await();
            other.await();
        }
        assertThat(order.indexOf("second")).isBetween(1, 3);
        assertThat(order).hasSize(51);
    }

    @Test
    void aJobInsideATaskIsRefused() {
        try (Engine engine = TestEngine.local(2)) {
            Inner holder = new Inner(engine, Plans.source(List.of(1)));
            Plan<Integer> outer = Plans.map(
                    Plans.source(List.of(1)),
                    x -> Plans.collect(holder.engine, holder.plan).get(0).get(0));
            assertThatThrownBy(() -> Plans.collect(engine, outer))
                    .isInstanceOf(JobFailedException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("collect at SchedulingTest.java")
                    .hasMessageContaining("inside a task");
        }
    }

    @Test
    void threadsEndWithTheEngine() {
        CountingLatch both = new CountingLatch(new CountDownLatch(2));
        List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        ThreadList shared = new ThreadList(threads);
        try (Engine engine = TestEngine.local(2)) {
            Plans.collect(engine, Plans.map(Plans.source(List.of(1), List.of(2)), x -> {
                shared.threads.add(Thread.currentThread());
                both.latch.countDown();
                both.latch.await();
                return x;
            }));
        }
        threads.remove(Thread.currentThread());
        assertThat(threads).singleElement().satisfies(thread -> {
            assertThat(thread.isAlive()).isFalse();
            assertThat(thread.isDaemon()).isTrue();
        });
    }

    @Test
    void executorLocalsLiveAsLongAsTheEngine() {
        Probe created = new Probe();
        try (Engine engine = TestEngine.local(2)) {
            Plan<Integer> plan = Plans.map(Plans.source(List.of(1), List.of(2), List.of(3)), x -> {
                Object local = TaskContext.get().executorLocal("io.sakia.embedded.test", () -> {
                    created.hit();
                    return new Object();
                });
                return System.identityHashCode(local);
            });
            List<List<Integer>> first = Plans.collect(engine, plan);
            List<List<Integer>> second = Plans.collect(engine, plan);
            assertThat(first.stream().flatMap(List::stream).distinct()).hasSize(1);
            assertThat(second).isEqualTo(first);
            assertThat(created.hits()).isEqualTo(1);
        }
    }

    /** A job of two stages whose tasks report when they begin and end. */
    private static Plan<Pair<Integer, Integer>> measured(Gauge gauge) {
        List<List<Integer>> partitions = IntStream.range(0, 8)
                .mapToObj(i -> IntStream.range(0, 5).boxed().toList())
                .toList();
        Plan<Pair<Integer, Integer>> input = Plans.mapPartitions(
                Plans.source(partitions),
                (partition, records) -> gauge.measure(Plans.drain(records).stream()
                                .map(x -> Pair.of(x, 1))
                                .toList())
                        .iterator());
        return Plans.mapPartitions(
                Plans.aggregate(input, 4, Aggregate.reduce(Integer::sum)),
                (partition, records) -> gauge.measure(Plans.drain(records)).iterator());
    }

    private static Plan<Pair<Integer, Integer>> meeting(CountingLatch both) {
        return Plans.map(Plans.source(List.of(1)), x -> {
            both.latch.countDown();
            both.latch.await();
            return Pair.of(x, x);
        });
    }

    /** Counts how many tasks are between beginning and end. */
    private static final class Gauge implements SharedInTasks {
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        <T> T measure(T value) {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.yield(); // gives others the chance to be here too
            now.decrementAndGet();
            return value;
        }
    }

    private record CountingLatch(CountDownLatch latch) implements SharedInTasks {}

    private record Names(Set<String> names) implements SharedInTasks {}

    private record Order(List<String> order) implements SharedInTasks {}

    private record ThreadList(List<Thread> threads) implements SharedInTasks {}

    private record Inner(Engine engine, Plan<Integer> plan) implements SharedInTasks {}
}
