package io.sakia.embedded;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.engine.Action;
import io.sakia.engine.Cancellation;
import io.sakia.engine.Engine;
import io.sakia.engine.Job;
import io.sakia.function.TaskFunction;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.ShuffleNode;
import io.sakia.plan.ShuffleSpec;
import io.sakia.plan.SourceNode;
import io.sakia.plan.Step;
import java.util.List;

/** Prints what a job of two partitions with one shuffle over a handful of records costs. Run it by hand; it asserts nothing. */
final class TinyJobTiming {
    private static final Origin ORIGIN = Origin.internal("tiny");
    private static final Step.Map<String, Pair<String, Long>> TO_PAIR =
            new Step.Map<>(TaskFunction.of("map", word -> Pair.of(word, 1L)));
    private static final ShuffleSpec<String, Long, Long> COUNT = new ShuffleSpec<>(
            new io.sakia.HashPartitioner(2), TaskFunction.of("reduce", Aggregate.reduce(Long::sum)), true, null);
    private static final List<Plans.Given<String>> WORDS =
            List.of(new Plans.Given<>(List.of("a", "b", "a", "c")), new Plans.Given<>(List.of("b", "d", "a")));

    private TinyJobTiming() {}

    public static void main(String[] args) {
        for (int threads = 1; threads <= 2; threads++) {
            try (Engine engine = TestEngine.local(threads)) {
                for (int round = 0; round < 8; round++) {
                    System.out.printf("local[%d]: %.2f µs a job%n", threads, measure(engine, 50_000));
                }
            }
        }
    }

    private static double measure(Engine engine, int jobs) {
        Action<Pair<String, Long>, List<Pair<String, Long>>> action = Plans.toList();
        long start = System.nanoTime();
        for (int i = 0; i < jobs; i++) {
            Plan<String> words = new SourceNode<>(ORIGIN, WORDS, Plans::read);
            Plan<Pair<String, Long>> pairs = new NarrowNode<>(ORIGIN, words, TO_PAIR, false);
            Plan<Pair<String, Long>> counts = new ShuffleNode<>(ORIGIN, pairs, COUNT);
            engine.run(Job.over(ORIGIN, counts, action, new Cancellation()));
        }
        return (System.nanoTime() - start) / 1000.0 / jobs;
    }
}
