package io.sakia.plan;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Keyed operations as plans, for RDDs and streams alike. Data that the wanted partitioner has placed already do not move again.
 */
public final class KeyedPlans {
    private KeyedPlans() {}

    /** Folds the values of each key: {@code reduceByKey} and its kin. */
    public static <K, V, C> Plan<Pair<K, C>> aggregate(
            Origin origin, Plan<Pair<K, V>> input, ShuffleSpec<K, V, C> spec) {
        TaskFunction<Aggregate<V, ?, C>> aggregate = spec.aggregate();
        if (aggregate == null) {
            throw new IllegalArgumentException("this shuffle has no aggregate: " + origin);
        }
        if (!spec.partitioner().equals(input.partitioner()) || spec.order() != null) {
            return new ShuffleNode<>(origin, input, spec);
        }
        return new NarrowNode<>(origin, input, new Step.FoldByKey<>(aggregate), true);
    }

    /** Places each pair by the partitioner, the values as they are. */
    public static <K, V> Plan<Pair<K, V>> partition(Origin origin, Plan<Pair<K, V>> input, Partitioner partitioner) {
        return partitioner.equals(input.partitioner())
                ? input
                : new ShuffleNode<>(origin, input, new ShuffleSpec<K, V, V>(partitioner, null, false, null));
    }

    /** As {@link #partition}, with the keys of each partition in order. */
    public static <K, V> Plan<Pair<K, V>> sort(
            Origin origin, Plan<Pair<K, V>> input, Partitioner partitioner, Comparator<? super K> order) {
        return new ShuffleNode<>(
                origin, input, new ShuffleSpec<K, V, V>(partitioner, null, false, TaskFunction.of(origin, order)));
    }

    /** For each key of any input the list of its values in each input. Inputs are placed by the partitioner first. */
    public static <K> Plan<Pair<K, List<List<Object>>>> cogroup(
            Origin origin, Partitioner partitioner, List<? extends Plan<? extends Pair<K, ?>>> inputs) {
        List<Plan<Pair<K, Object>>> placed = new ArrayList<>(inputs.size());
        for (Plan<? extends Pair<K, ?>> input : inputs) {
            placed.add(place(origin, input, partitioner));
        }
        return new CogroupNode<>(origin, placed);
    }

    /** The distinct records, in partitions of their own hash. */
    public static <T> Plan<T> distinct(Origin origin, Plan<T> input, Partitioner partitioner) {
        Function<T, Pair<T, Boolean>> toPair = record -> Pair.of(record, Boolean.TRUE);
        Plan<Pair<T, Boolean>> pairs =
                new NarrowNode<>(origin, input, new Step.Map<>(TaskFunction.of(origin, toPair)), false);
        Aggregate<Boolean, ?, Boolean> any = Aggregate.reduce((a, b) -> a);
        Plan<Pair<T, Boolean>> once = new ShuffleNode<>(
                origin, pairs, new ShuffleSpec<>(partitioner, TaskFunction.of(origin, any), true, null));
        Function<Pair<T, Boolean>, T> toKey = Pair::key;
        return new NarrowNode<>(origin, once, new Step.Map<>(TaskFunction.of(origin, toKey)), false);
    }

    /** Spreads the records evenly over partitions, each input partition round robin from a place of its own. */
    public static <T> Plan<T> repartition(Origin origin, Plan<T> input, int partitions) {
        Step.PartitionFunction<T, Pair<Integer, T>> deal = (partition, records) -> deal(partition, records, partitions);
        Plan<Pair<Integer, T>> dealt =
                new NarrowNode<>(origin, input, new Step.MapPartitions<>(TaskFunction.of(origin, deal)), false);
        return placeByNumber(origin, dealt, partitions);
    }

    /** Moves each value to the partition that its key is the number of, from 0. */
    public static <T> Plan<T> placeByNumber(Origin origin, Plan<Pair<Integer, T>> input, int partitions) {
        Plan<Pair<Integer, T>> moved = new ShuffleNode<>(
                origin, input, new ShuffleSpec<Integer, T, T>(new ByNumber(partitions), null, false, null));
        Function<Pair<Integer, T>, T> value = Pair::value;
        return new NarrowNode<>(origin, moved, new Step.Map<>(TaskFunction.of(origin, value)), false);
    }

    @SuppressWarnings("unchecked")
    private static <K> Plan<Pair<K, Object>> place(
            Origin origin, Plan<? extends Pair<K, ?>> input, Partitioner partitioner) {
        return partition(origin, (Plan<Pair<K, Object>>) input, partitioner);
    }

    private static <T> Iterator<Pair<Integer, T>> deal(int partition, Iterator<T> records, int partitions) {
        return new Iterator<>() {
            private int next = partition % partitions;

            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public Pair<Integer, T> next() {
                Pair<Integer, T> pair = Pair.of(next, records.next());
                next = next + 1 == partitions ? 0 : next + 1;
                return pair;
            }
        };
    }

    /** Places the number n in partition n. */
    record ByNumber(int numPartitions) implements Partitioner {
        ByNumber {
            if (numPartitions < 1) {
                throw new IllegalArgumentException("repartition needs at least 1 partition, not " + numPartitions);
            }
        }

        @Override
        public int getPartition(Object key) {
            return (Integer) key;
        }
    }
}
