package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.engine.Cancellation;
import io.sakia.engine.Engine;
import io.sakia.engine.Job;
import io.sakia.engine.JobCancelledException;
import io.sakia.plan.CacheNode;
import io.sakia.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many jobs over the same plans at once, some cancelled, some over caches that are released: a result is right or there is none. */
@Timeout(500)
class StressTest {
    private static final int CALLERS = 5;
    private static final int JOBS = 60;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void jobsThatMeetOnTheSamePlansGetTheirResults(int threads) throws Exception {
        for (int seed = 0; seed < 600; seed++) {
            List<Plan<Pair<Integer, Integer>>> plans = new RandomPlans(seed, 12).plans();
            Reference reference = new Reference();
            plans.forEach(reference::partitions);
            try (Engine engine = TestEngine.local(threads)) {
                List<Background<Integer>> callers = new ArrayList<>();
                CyclicBarrier together = new CyclicBarrier(CALLERS);
                for (int caller = 0; caller < CALLERS; caller++) {
                    Random random = new Random(31 * seed + caller);
                    callers.add(Background.start(() -> {
                        together.await();
                        return call(engine, plans, reference, random);
                    }));
                }
                int finished = 0;
                for (Background<Integer> caller : callers) {
                    finished += caller.await();
                }
                assertThat(finished).isGreaterThan(CALLERS);
            }
        }
    }

    /** Runs jobs one after another, each cancelled by another thread now and then; gives how many were not. */
    private static int call(Engine engine, List<Plan<Pair<Integer, Integer>>> plans, Reference reference, Random random)
            throws Exception {
        int finished = 0;
        for (int i = 0; i < JOBS; i++) {
            Plan<Pair<Integer, Integer>> plan = plans.get(random.nextInt(plans.size()));
            Cancellation cancellation = new Cancellation();
            Background<Boolean> canceller = random.nextInt(4) > 0
                    ? null
                    : Background.start(() -> {
                        cancellation.cancel("at random");
                        return true;
                    });
            try {
                assertThat(engine.run(Job.over(Plans.origin("collect"), plan, Plans.toList(), cancellation)))
                        .isEqualTo(reference.partitions(plan));
                finished++;
            } catch (JobCancelledException e) {
                assertThat(cancellation.isCancelled()).isTrue();
            }
            if (canceller != null) {
                canceller.await();
            }
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            if (plan instanceof CacheNode<?> cache && random.nextBoolean()) {
                engine.release(cache);
            }
        }
        return finished;
    }
}
