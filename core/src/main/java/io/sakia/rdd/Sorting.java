package io.sakia.rdd;

import io.sakia.Pair;
import io.sakia.RangePartitioner;
import io.sakia.engine.Action;
import io.sakia.engine.Action.Collector;
import io.sakia.function.Function0;
import io.sakia.plan.KeyedPlans;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import java.util.Comparator;
import java.util.List;

/** Sorts by key over all partitions: samples the keys by a small job, and places pairs by what it found. */
final class Sorting {
    private static final int SAMPLES_PER_PARTITION = 20;

    private Sorting() {}

    static <K, V> Plan<Pair<K, V>> byKey(
            SakiaContext context,
            Origin origin,
            Plan<Pair<K, V>> plan,
            Comparator<? super K> order,
            int numPartitions) {
        if (numPartitions < 1) {
            throw new IllegalArgumentException(origin + " needs at least 1 partition, not " + numPartitions);
        }
        RangePartitioner<K> partitioner = new RangePartitioner<>(List.of(), order);
        if (numPartitions > 1) {
            int size = SAMPLES_PER_PARTITION * numPartitions;
            Function0<Collector<Pair<K, V>, Pair<List<K>, Long>>> samples = () -> new KeySample<>(size);
            partitioner = ranges(origin, context.run(origin, plan, Action.push(samples)), numPartitions, order);
        }
        return KeyedPlans.sort(origin, plan, partitioner, order);
    }

    private static <K> RangePartitioner<K> ranges(
            Origin origin, List<Pair<List<K>, Long>> samples, int numPartitions, Comparator<? super K> order) {
        try {
            return RangePartitioner.of(samples, numPartitions, order);
        } catch (ClassCastException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    origin + " can't put the keys in order: " + e.getMessage()
                            + "; let their class implement Comparable, or pass a comparator",
                    e);
        }
    }
}
