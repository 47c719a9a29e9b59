package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.engine.EngineListener;
import io.sakia.engine.Skew;
import io.sakia.engine.SlowTask;
import io.sakia.rdd.SakiaContext;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slow tasks and skewed keys are told of while and after jobs run; what a task waits for here is that it is told of. */
@Timeout(60)
class OverseerTest {
    private static volatile CountDownLatch told = new CountDownLatch(1);

    private final BlockingQueue<SlowTask> slow = new LinkedBlockingQueue<>();
    private final BlockingQueue<Skew> skews = new LinkedBlockingQueue<>();

    private SakiaContext context() {
        SakiaContext context = new SakiaContext("local[2]", "test");
        context.addEngineListener(new EngineListener() {
            @Override
            public void onSlowTask(SlowTask task) {
                slow.add(task);
                told.countDown();
            }

            @Override
            public void onSkew(Skew skew) {
                skews.add(skew);
            }
        });
        return context;
    }

    @Test
    void aTaskThatTakesMuchLongerThanOthersIsToldOfWhileItRuns() throws Exception {
        told = new CountDownLatch(1);
        try (SakiaContext context = context()) {
            context.parallelize(List.of(1, 2, 3, 4), 4)
                    .map(x -> {
                        if (x == 3) {
                            told.await();
                        }
                        return x;
                    })
                    .foreach(x -> {});
            SlowTask task = slow.take();
            assertThat(task.partition()).isEqualTo(2);
            assertThat(task.attempt()).isEqualTo(1);
            assertThat(task.others()).isEqualTo(3);
            assertThat(task.operator().operation()).isEqualTo("foreach");
            assertThat(task.running()).isGreaterThan(task.usual());
            assertThat(task.at()).contains("park");
            assertThat(task.toString())
                    .contains("task 2 of foreach at OverseerTest.java", "the 3 that have ended took 0.0 s; it is at ");
            assertThat(slow).as("told once").isEmpty();
        }
    }

    @Test
    void aKeyWithMostOfTheRecordsIsNamedOnce() throws Exception {
        try (SakiaContext context = context()) {
            List<Pair<String, Integer>> pairs = IntStream.range(0, 100_000)
                    .mapToObj(i -> Pair.of(i % 10 < 8 ? "bot" : "user " + i % 997, i))
                    .toList();
            for (int i = 0; i < 3; i++) {
                context.parallelizePairs(pairs, 2).groupByKey(8).count();
            }
            Skew skew = skews.take();
            assertThat(skew.key()).isEqualTo("bot");
            assertThat(skew.share()).isBetween(0.6, 1.0);
            assertThat(skew.operator().operation()).isEqualTo("groupByKey");
            context.parallelizePairs(pairs, 2)
                    .mapToPair(pair -> Pair.of("other " + pair.key(), pair.value()))
                    .groupByKey(8)
                    .count();
            assertThat(skews.take().key()).as("the next is another key").isEqualTo("other bot");
        }
    }

    @Test
    void foldedShufflesAreNotLookedAt() throws Exception {
        try (SakiaContext context = context()) {
            List<Pair<String, Integer>> pairs =
                    IntStream.range(0, 100_000).mapToObj(i -> Pair.of("one", i)).toList();
            context.parallelizePairs(pairs, 2).reduceByKey(Integer::sum, 8).count();
            context.parallelizePairs(pairs, 2).groupByKey(8).count();
            assertThat(skews.take().operator().operation()).isEqualTo("groupByKey");
        }
    }
}
