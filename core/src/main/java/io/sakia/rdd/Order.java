package io.sakia.rdd;

import io.sakia.plan.Origin;
import java.io.Serializable;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Orders of records that can travel to tasks. */
final class Order {
    private Order() {}

    /** The natural order, which the records must have. */
    @SuppressWarnings("unchecked")
    static <T> Comparator<T> natural() {
        return (Comparator<T>) (Comparator<?>) Natural.ORDER;
    }

    /** The order that a user gave; refused if it can't travel. */
    static <T> Comparator<? super T> given(Origin origin, @Nullable Comparator<? super T> order) {
        if (!(order instanceof Serializable)) {
            throw new IllegalArgumentException(
                    origin + ": the order travels to tasks, so it must be Serializable, unlike " + order
                            + ": use Comparator.naturalOrder(), or cast it to (Comparator<…> & Serializable)");
        }
        return order.equals(Comparator.naturalOrder()) ? natural() : order;
    }

    /** An enum, so that it is the same after its travels, and what was sorted by it is known to be so. */
    private enum Natural implements Comparator<Object> {
        ORDER;

        @Override
        @SuppressWarnings("unchecked")
        public int compare(Object a, Object b) {
            if (a instanceof Comparable<?> comparable) {
                return ((Comparable<Object>) comparable).compareTo(b);
            }
            throw new IllegalArgumentException("a " + a.getClass().getName()
                    + " has no natural order: make it Comparable, or give a Comparator that is Serializable");
        }
    }
}
