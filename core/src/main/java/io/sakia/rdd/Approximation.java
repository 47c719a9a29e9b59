package io.sakia.rdd;

import io.sakia.engine.Action;
import io.sakia.engine.Action.Collector;
import io.sakia.function.Function0;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.stats.BoundedDouble;
import io.sakia.stats.Extrapolation;
import io.sakia.stats.StatCounter;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The actions that give what they know after some time: what they compute in a partition, and what partitions say about all. */
final class Approximation {
    /** How likely bounds hold the truth where nothing is said. */
    static final double CONFIDENCE = 0.95;

    private final SakiaContext context;
    private final Origin origin;
    private final double confidence;
    private final Patience patience;

    /** For tests, which say themselves when the time is up. */
    Approximation(SakiaContext context, Origin origin, double confidence, Patience patience) {
        this.context = context;
        this.origin = origin;
        this.confidence = confidence;
        this.patience = patience;
    }

    /** An action with a time, of at least nothing, and a confidence between 0 and 1. */
    static Approximation of(SakiaContext context, Origin origin, Duration timeout, double confidence) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException(origin + " can't wait for " + timeout
                    + ": give it a time of at least 0, which takes what is known at once");
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    origin + " needs a confidence above 0 and below 1, such as " + CONFIDENCE + ", not " + confidence);
        }
        return new Approximation(context, origin, confidence, Patience.of(timeout));
    }

    <T> PartialResult<BoundedDouble> count(Plan<T> plan) {
        return new ApproximateAction<Long, BoundedDouble>(
                        origin,
                        confidence,
                        (known, parts) -> known.count(
                                parts.stream().mapToLong(part -> part).sum()))
                .run(context, plan, Actions.count(), patience);
    }

    <T> PartialResult<Map<T, BoundedDouble>> countByValue(Plan<T> plan) {
        return new ApproximateAction<Map<T, Long>, Map<T, BoundedDouble>>(origin, confidence, Approximation::counts)
                .run(context, plan, Counting.byValue(), patience);
    }

    PartialResult<BoundedDouble> sum(Plan<Double> plan) {
        return new ApproximateAction<StatCounter, BoundedDouble>(
                        origin, confidence, (known, parts) -> known.sum(merged(parts)))
                .run(context, plan, stats(), patience);
    }

    PartialResult<BoundedDouble> mean(Plan<Double> plan) {
        return new ApproximateAction<StatCounter, BoundedDouble>(
                        origin, confidence, (known, parts) -> known.mean(merged(parts)))
                .run(context, plan, stats(), patience);
    }

    /** Many values have the same count: its bounds are computed once. */
    private static <T> Map<T, BoundedDouble> counts(Extrapolation known, List<Map<T, Long>> parts) {
        Map<Long, BoundedDouble> bounds = new HashMap<>();
        Map<T, BoundedDouble> counts = new LinkedHashMap<>();
        Counting.merged(parts)
                .forEach((record, count) -> counts.put(record, bounds.computeIfAbsent(count, known::count)));
        return counts;
    }

    private static StatCounter merged(List<StatCounter> parts) {
        StatCounter all = new StatCounter();
        parts.forEach(all::merge);
        return all;
    }

    private static Action<Double, StatCounter> stats() {
        Function0<Collector<Double, StatCounter>> collectors = Stats::new;
        return Action.push(collectors);
    }

    private static final class Stats implements Collector<Double, StatCounter> {
        private final StatCounter stats = new StatCounter();

        @Override
        public void accept(Double number) {
            stats.merge((double) number);
        }

        @Override
        public StatCounter finish() {
            return stats;
        }
    }
}
