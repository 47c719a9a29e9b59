package io.sakia.streaming.keyed;

import io.sakia.engine.Action;
import io.sakia.plan.Origin;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.state.StateFolder;
import io.sakia.streaming.state.StoredPart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stores the states of all operators at the end of an epoch, in one job whose tasks write what has changed. What they have written is not durable
 * yet: that needs no task, and no batch waits for it.
 */
public final class EpochEnd {
    private static final Origin ORIGIN = Origin.internal("checkpoint");

    private EpochEnd() {}

    /** Stores what has changed since the last epoch; gives what each operator has stored, by its name. */
    public static Map<String, List<StoredPart>> store(
            SakiaContext context, Collection<? extends StatefulOperator<?>> operators, StateFolder folder, long epoch) {
        List<StateSeal<?, ?>> seals = new ArrayList<>();
        List<KeyedOperator<?, ?, ?, ?>> keyed = new ArrayList<>();
        for (StatefulOperator<?> operator : operators) {
            if (operator instanceof KeyedOperator<?, ?, ?, ?> each) {
                keyed.add(each);
                seals.addAll(each.seals(folder, epoch));
            }
        }
        if (seals.isEmpty()) {
            return Map.of();
        }
        List<StoredPart> parts = context.run(ORIGIN, StateSeal.plan(ORIGIN, seals), Action.pull(Iterator::next));
        Map<String, List<StoredPart>> byOperator = new LinkedHashMap<>();
        for (StoredPart part : parts) {
            byOperator
                    .computeIfAbsent(part.increment().operator(), name -> new ArrayList<>())
                    .add(part);
        }
        keyed.forEach(each -> each.stored(byOperator.getOrDefault(String.valueOf(each.name()), List.of())));
        return byOperator;
    }
}
