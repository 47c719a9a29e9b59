package io.sakia.rdd;

import io.sakia.engine.Action;
import io.sakia.engine.Action.Collector;
import io.sakia.function.Function0;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts equal records in each partition, and puts the counts together on the driver. */
final class Counting {
    private Counting() {}

    static <T> Map<T, Long> byValue(SakiaContext context, Origin origin, Plan<T> plan) {
        return merged(context.run(origin, plan, Counting.<T>byValue()));
    }

    /** Counts in a partition. */
    static <T> Action<T, Map<T, Long>> byValue() {
        Function0<Collector<T, Map<T, Long>>> collectors = ByValue::new;
        return Action.push(collectors);
    }

    /** The counts of several partitions. */
    static <T> Map<T, Long> merged(List<Map<T, Long>> parts) {
        Map<T, Long> counts = new LinkedHashMap<>();
        for (Map<T, Long> part : parts) {
            part.forEach((record, count) -> counts.merge(record, count, Long::sum));
        }
        return counts;
    }

    private static final class ByValue<T> implements Collector<T, Map<T, Long>> {
        private final Map<T, Long> counts = new LinkedHashMap<>();

        @Override
        public void accept(T record) {
            if (record.getClass().isArray()) {
                throw new IllegalArgumentException(
                        "arrays (" + record.getClass().getTypeName()
                                + ") can't be counted by value: two with the same elements are not equal; make a List or a"
                                + " String of each");
            }
            counts.merge(record, 1L, Long::sum);
        }

        @Override
        public Map<T, Long> finish() {
            return counts;
        }
    }
}
