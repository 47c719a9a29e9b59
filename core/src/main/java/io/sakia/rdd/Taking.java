package io.sakia.rdd;

import io.sakia.engine.Action;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Takes records from some of the partitions, and computes no others. */
final class Taking {
    private Taking() {}

    /** Asks for one partition, then for four times as many each time, as most calls are served by the first. */
    static <T> List<T> first(SakiaContext context, Origin origin, Plan<T> plan, int num) {
        if (num < 0) {
            throw new IllegalArgumentException(origin.operation() + " needs a number of at least 0, not " + num);
        }
        List<T> taken = new ArrayList<>();
        int from = 0;
        int wave = 1;
        while (taken.size() < num && from < plan.partitions()) {
            int to = Math.min(from + wave, plan.partitions());
            List<Integer> partitions = IntStream.range(from, to).boxed().toList();
            for (List<T> part : context.run(origin, plan, partitions, head(num - taken.size()))) {
                taken.addAll(part.subList(0, Math.min(part.size(), num - taken.size())));
            }
            from = to;
            wave *= 4;
        }
        return taken;
    }

    /** The records of the named partitions, in the order in which they are named. */
    @SuppressWarnings("unchecked")
    static <T> List<T>[] partitions(SakiaContext context, Origin origin, Plan<T> plan, int[] partitions) {
        List<Integer> asked = Arrays.stream(partitions).distinct().boxed().toList();
        List<List<T>> parts = context.run(origin, plan, asked, Actions.collect());
        Map<Integer, List<T>> byNumber = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            byNumber.put(asked.get(i), parts.get(i));
        }
        return Arrays.stream(partitions).mapToObj(byNumber::get).toArray(List[]::new);
    }

    private static <T> Action<T, List<T>> head(int num) {
        return Action.pull(records -> {
            List<T> taken = new ArrayList<>(Math.min(num, 1024));
            while (taken.size() < num && records.hasNext()) {
                taken.add(records.next());
            }
            return taken;
        });
    }
}
