package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.engine.Engine;
import io.sakia.plan.CacheNode;
import io.sakia.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random plans of every node kind give what a simple-minded interpreter gives: pushed, pulled, on any number of threads, with
 * shaky functions, again in later jobs, and to the last bit the same within next to no memory.
 */
class RandomPlansTest {
    private static final int FEW = 12;
    private static final int MANY = 60;
    private static final int TINY = 2_000;

    /** The seed that {@code -Dsakia.seed=7} names, to run it alone. */
    private static final @Nullable Integer ONE = Integer.getInteger("sakia.seed");

    private static long files;

    @AfterAll
    static void filesWereWritten() {
        assertThat(files).as("files of all seeds").isGreaterThan(ONE == null ? 1_000 : -1);
        files = 0;
    }

    @TempDir
    private Path folder;

    static IntStream seeds() {
        return ONE == null ? IntStream.range(0, 40) : IntStream.of(ONE);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void enginesAgreeWithTheReference(int seed) {
        for (int threads : new int[] {1, 2, 5}) {
            try (Engine engine = TestEngine.local(threads)) {
                agree(engine, new RandomPlans(seed, FEW).plans(), "seed " + seed + ", local[" + threads + "]");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void withNextToNoMemoryTheyGiveTheSame(int seed) throws IOException {
        for (int threads : new int[] {1, 3}) {
            try (EmbeddedEngine engine = TestEngine.within(TINY, threads, folder)) {
                agree(engine, new RandomPlans(seed, MANY).plans(), "seed " + seed + ", tiny local[" + threads + "]");
                files += engine.space().folders().files();
            }
            try (Stream<Path> left = Files.list(folder)) {
                assertThat(left).isEmpty();
            }
        }
    }

    private static void agree(Engine engine, List<Plan<Pair<Integer, Integer>>> plans, String where) {
        for (int i = 0; i < plans.size(); i++) {
            Plan<Pair<Integer, Integer>> plan = plans.get(i);
            String what = where + ", plan " + i + " " + plan;
            List<List<Pair<Integer, Integer>>> expected = new Reference().partitions(plan);
            assertThat(Plans.collect(engine, plan)).as(what).isEqualTo(expected);
            if (plan instanceof CacheNode<?> cache && i % 2 == 0) {
                engine.release(cache);
            }
            assertThat(Plans.pull(engine, plan)).as(what + ", pulled").isEqualTo(expected);
        }
    }
}
