package io.sakia.rdd;

import io.sakia.engine.Action;
import io.sakia.engine.Job.Progress;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.stats.Extrapolation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * One run of an action that says what it knows when its time is up. The job runs on a thread of its own, which is the one that computes on
 * an engine of one thread; the caller only waits.
 *
 * <pre>
 *   caller     ──► starts the job ──► waits ──► extrapolates what is there ──► PartialResult
 *                      │                ▲                                          ▲
 *   background         └─► partition, partition, … (each told)  … ──► exact result ┘
 * </pre>
 *
 * @param <P> the result of a partition
 * @param <R> the result
 */
final class ApproximateAction<P, R> {
    private final Origin origin;
    private final double confidence;
    private final BiFunction<Extrapolation, List<P>, R> estimate;

    /**
     * An action that is told what the partitions that were computed, in their order, say about all. It is asked on two threads and changes
     * nothing.
     */
    ApproximateAction(Origin origin, double confidence, BiFunction<Extrapolation, List<P>, R> estimate) {
        this.origin = origin;
        this.confidence = confidence;
        this.estimate = estimate;
    }

    /** Starts it, and waits as long as there is patience; throws what the job threw by then. */
    <T> PartialResult<R> run(SakiaContext context, Plan<T> plan, Action<T, P> action, Patience patience) {
        Told<P> told = new Told<>();
        int all = plan.partitions();
        FutureAction<R> whole = context.jobs().submit(() -> {
            List<P> parts = context.run(origin, plan, action, told);
            return estimate.apply(new Extrapolation(all, all, confidence), parts);
        });
        try {
            patience.await(whole);
        } catch (InterruptedException e) {
            throw PartialResult.interrupted(origin, whole);
        }
        List<P> parts = told.take();
        if (whole.isDone()) {
            return new PartialResult<>(origin, PartialResult.await(origin, whole), true, whole);
        }
        R initial = estimate.apply(new Extrapolation(parts.size(), all, confidence), parts);
        return new PartialResult<>(origin, initial, parts.size() == all, whole);
    }

    /** What partitions have given so far; looked at once. */
    private static final class Told<P> implements Progress<P> {
        private final Map<Integer, P> parts = new TreeMap<>();
        private boolean taken;

        @Override
        public synchronized void succeeded(int position, P result) {
            if (!taken) {
                parts.put(position, result);
            }
        }

        synchronized List<P> take() {
            taken = true;
            List<P> told = List.copyOf(parts.values());
            parts.clear();
            return told;
        }
    }
}
