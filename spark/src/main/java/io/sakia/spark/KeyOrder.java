package io.sakia.spark;

import io.sakia.plan.Origin;
import java.io.Serializable;
import java.util.Comparator;

/** An order of keys as Spark's shuffle asks it: what it throws names the operator. */
record KeyOrder(Origin origin, PerTask<? extends Comparator<Object>> order)
        implements Comparator<Object>, Serializable {
    @Override
    public int compare(Object first, Object second) {
        Object key = BoxedKey.unbox(first);
        try {
            return order.get().compare(key, BoxedKey.unbox(second));
        } catch (Throwable e) {
            throw TaskFailure.of(origin, key, e);
        }
    }
}
