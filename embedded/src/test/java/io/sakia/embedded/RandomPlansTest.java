package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.engine.Engine;
import io.sakia.plan.CacheNode;
import io.sakia.plan.Plan;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random plans of every node kind give what a simple-minded interpreter gives: pushed, pulled, on any number of threads, with
 * shaky functions, and again in later jobs.
 */
class RandomPlansTest {
    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void enginesAgreeWithTheReference(int seed) {
        for (int threads : new int[] {1, 2, 5}) {
            List<Plan<Pair<Integer, Integer>>> plans = new RandomPlans(seed).plans();
            try (Engine engine = TestEngine.local(threads)) {
                for (int i = 0; i < plans.size(); i++) {
                    Plan<Pair<Integer, Integer>> plan = plans.get(i);
                    String what = "seed " + seed + ", plan " + i + " " + plan + ", local[" + threads + "]";
                    List<List<Pair<Integer, Integer>>> expected = new Reference().partitions(plan);
                    assertThat(Plans.collect(engine, plan)).as(what).isEqualTo(expected);
                    if (plan instanceof CacheNode<?> cache && i % 2 == 0) {
                        engine.release(cache);
                    }
                    assertThat(Plans.pull(engine, plan)).as(what + ", pulled").isEqualTo(expected);
                }
            }
        }
    }
}
