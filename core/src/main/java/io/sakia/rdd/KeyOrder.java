package io.sakia.rdd;

import io.sakia.Pair;
import io.sakia.RangePartitioner;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import io.sakia.plan.CoalesceNode;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.Step;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What goes by the order of keys: sorting, and the keys between two. Orders are kept as the objects that were given, so that data
 * sorted by an order is known to be so when a range of the same order is asked for.
 *
 * @param comparator the order
 */
record KeyOrder<K>(Comparator<? super K> comparator) {
    /** The natural order of keys, which must be {@link Comparable}. */
    static <K> KeyOrder<K> natural() {
        return new KeyOrder<>(Order.natural());
    }

    /** An order of the user's. It travels to tasks; what can't is refused here, before anything hides it. */
    static <K> KeyOrder<K> of(Origin origin, @Nullable Comparator<? super K> comparator) {
        return new KeyOrder<>(Order.given(origin, comparator));
    }

    /** This order, or its reverse. */
    KeyOrder<K> ascending(boolean ascending) {
        return ascending ? this : new KeyOrder<>(comparator.reversed());
    }

    /** Sorts over all partitions. Samples the keys by a job of its own if there is to be more than one partition. */
    <V> Plan<Pair<K, V>> sort(SakiaContext context, Origin origin, Plan<Pair<K, V>> plan, int numPartitions) {
        return Sorting.byKey(context, origin, plan, comparator, numPartitions);
    }

    /** The pairs whose keys lie between two, both included. Partitions that can't have one are not computed. */
    <V> Plan<Pair<K, V>> between(Origin origin, Plan<Pair<K, V>> plan, @Nullable K lower, @Nullable K upper) {
        if (lower == null || upper == null) {
            throw new IllegalArgumentException(
                    origin + " needs a lower and an upper key, not " + lower + " and " + upper);
        }
        K least = lower;
        K most = upper;
        Comparator<? super K> order = comparator;
        Function<Pair<K, V>, Boolean> inside =
                pair -> order.compare(least, pair.key()) <= 0 && order.compare(pair.key(), most) <= 0;
        return new NarrowNode<>(
                origin,
                partitions(origin, plan, least, most),
                new Step.Filter<>(TaskFunction.of(origin, inside)),
                true);
    }

    private <V> Plan<Pair<K, V>> partitions(Origin origin, Plan<Pair<K, V>> plan, K lower, K upper) {
        if (!(plan.partitioner() instanceof RangePartitioner<?> ranges) || !isAlong(ranges.order())) {
            return plan;
        }
        int one = ranges.getPartition(lower);
        int other = ranges.getPartition(upper);
        int from = Math.min(one, other);
        int to = Math.max(one, other) + 1;
        return to - from == plan.partitions() ? plan : CoalesceNode.part(origin, plan, from, to);
    }

    /** Whether keys between two lie between them in the other order too: it is this one, or its reverse. */
    private boolean isAlong(Comparator<?> other) {
        return other.equals(comparator) || other.equals(comparator.reversed());
    }
}
