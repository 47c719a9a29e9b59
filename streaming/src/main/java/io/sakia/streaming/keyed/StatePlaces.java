package io.sakia.streaming.keyed;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.plan.KeyedPlans;

/**
 * Where states and what is made of them are placed. States live in key groups, which a hash partitioner spreads over partitions, so that
 * they can move between runs with other numbers of partitions; no other partitioner can place them. One that the user gives therefore
 * tells how many partitions of states there are, and places the pairs that are put out.
 *
 * <pre>
 *   HashPartitioner(4)    pairs ── by key group, 4 ── states ── pairs out
 *   ByRegion(3)           pairs ── by key group, 3 ── states ── by region, 3 ── pairs out
 * </pre>
 */
final class StatePlaces {
    private StatePlaces() {}

    /** The partitioner of states. */
    static HashPartitioner of(Partitioner given) {
        return given instanceof HashPartitioner hash ? hash : new HashPartitioner(given.numPartitions());
    }

    /** Places pairs that come as states are placed. */
    static <K, W> KeyedOperator.Output<Pair<K, W>> output(Partitioner given) {
        return (origin, pairs) -> KeyedPlans.partition(origin, pairs, given);
    }
}
