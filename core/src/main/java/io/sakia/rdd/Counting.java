package io.sakia.rdd;

import io.sakia.engine.Action;
import io.sakia.engine.Action.Collector;
import io.sakia.function.Function0;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts equal records in each partition, and puts the counts together on the driver. */
final class Counting {
    private Counting() {}

    static <T> Map<T, Long> byValue(SakiaContext context, Origin origin, Plan<T> plan) {
        Function0<Collector<T, Map<T, Long>>> collectors = ByValue::new;
        Map<T, Long> counts = new LinkedHashMap<>();
        for (Map<T, Long> part : context.run(origin, plan, Action.push(collectors))) {
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
