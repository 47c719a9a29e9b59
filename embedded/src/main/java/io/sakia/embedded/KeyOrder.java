package io.sakia.embedded;

import io.sakia.Pair;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import java.util.Comparator;

/** Orders pairs by key, as a user's comparator says. */
final class KeyOrder implements Comparator<Object> {
    private final Origin origin;
    private final Comparator<Object> order;

    /** The order of an attempt. */
    @SuppressWarnings("unchecked")
    KeyOrder(Origin origin, TaskFunction<?> order, Attempt attempt) {
        this.origin = origin;
        this.order = (Comparator<Object>) attempt.<Object>function((TaskFunction<Object>) order);
    }

    @Override
    public int compare(Object a, Object b) {
        try {
            return order.compare(((Pair<?, ?>) a).key(), ((Pair<?, ?>) b).key());
        } catch (Throwable e) {
            throw Failures.at(origin, null, e);
        }
    }
}
