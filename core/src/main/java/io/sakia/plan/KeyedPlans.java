package io.sakia.plan;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        Step.PartitionFunction<Pair<K, V>, Pair<K, C>> fold = (partition, pairs) -> fold(pairs, aggregate.get());
        return new NarrowNode<>(origin, input, new Step.MapPartitions<>(TaskFunction.of(origin, fold)), true);
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
        List<Plan<?>> placed = new ArrayList<>(inputs.size());
        for (Plan<? extends Pair<K, ?>> input : inputs) {
            placed.add(place(origin, input, partitioner));
        }
        int width = placed.size();
        ZipNode.ZipFunction<Pair<K, List<List<Object>>>> zip = records -> cogroup(records, width);
        return new ZipNode<>(origin, placed, TaskFunction.of(origin, zip), true);
    }

    /** For each pair of values that share a key, the key and both. */
    public static <K, V, W> Plan<Pair<K, Pair<V, W>>> join(
            Origin origin, Plan<Pair<K, V>> left, Plan<Pair<K, W>> right, Partitioner partitioner) {
        List<Plan<?>> placed = List.of(partition(origin, left, partitioner), partition(origin, right, partitioner));
        ZipNode.ZipFunction<Pair<K, Pair<V, W>>> zip = KeyedPlans::join;
        return new ZipNode<>(origin, placed, TaskFunction.of(origin, zip), true);
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
        Plan<Pair<Integer, T>> moved = new ShuffleNode<>(
                origin, dealt, new ShuffleSpec<Integer, T, T>(new ByNumber(partitions), null, false, null));
        Function<Pair<Integer, T>, T> value = Pair::value;
        return new NarrowNode<>(origin, moved, new Step.Map<>(TaskFunction.of(origin, value)), false);
    }

    @SuppressWarnings("unchecked")
    private static <K> Plan<?> place(Origin origin, Plan<? extends Pair<K, ?>> input, Partitioner partitioner) {
        return partition(origin, (Plan<Pair<K, Object>>) input, partitioner);
    }

    private static <K, V, A, C> Iterator<Pair<K, C>> fold(Iterator<Pair<K, V>> pairs, Aggregate<V, A, C> aggregate)
            throws Exception {
        Map<K, @Nullable Object[]> accumulators = new LinkedHashMap<>();
        while (pairs.hasNext()) {
            Pair<K, V> pair = pairs.next();
            @Nullable Object[] cell = accumulators.get(pair.key());
            if (cell == null) {
                cell = new @Nullable Object[] {aggregate.create()};
                accumulators.put(pair.key(), cell);
            }
            cell[0] = aggregate.add(KeyedPlans.<A>cast(cell[0]), pair.value());
        }
        List<Pair<K, C>> folded = new ArrayList<>(accumulators.size());
        for (Map.Entry<K, @Nullable Object[]> entry : accumulators.entrySet()) {
            folded.add(Pair.of(entry.getKey(), aggregate.result(KeyedPlans.<A>cast(entry.getValue()[0]))));
        }
        return folded.iterator();
    }

    private static <K> Iterator<Pair<K, List<List<Object>>>> cogroup(List<Iterator<?>> records, int width) {
        Map<K, List<List<Object>>> groups = new LinkedHashMap<>();
        for (int i = 0; i < width; i++) {
            Iterator<Pair<K, Object>> pairs = cast(records.get(i));
            while (pairs.hasNext()) {
                Pair<K, Object> pair = pairs.next();
                groups.computeIfAbsent(pair.key(), key -> lists(width)).get(i).add(pair.value());
            }
        }
        Iterator<Map.Entry<K, List<List<Object>>>> entries = groups.entrySet().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Pair<K, List<List<Object>>> next() {
                Map.Entry<K, List<List<Object>>> entry = entries.next();
                return Pair.of(entry.getKey(), entry.getValue());
            }
        };
    }

    private static <K, V, W> Iterator<Pair<K, Pair<V, W>>> join(List<Iterator<?>> records) {
        Iterator<Pair<K, V>> left = cast(records.get(0));
        Iterator<Pair<K, W>> right = cast(records.get(1));
        Map<K, List<W>> table = new LinkedHashMap<>();
        while (right.hasNext()) {
            Pair<K, W> pair = right.next();
            table.computeIfAbsent(pair.key(), key -> new ArrayList<>(1)).add(pair.value());
        }
        List<Pair<K, Pair<V, W>>> joined = new ArrayList<>();
        while (left.hasNext()) {
            Pair<K, V> pair = left.next();
            for (W other : table.getOrDefault(pair.key(), List.of())) {
                joined.add(Pair.of(pair.key(), Pair.of(pair.value(), other)));
            }
        }
        return joined.iterator();
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

    private static List<List<Object>> lists(int width) {
        List<List<Object>> lists = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    private static <X> X cast(@Nullable Object value) {
        return (X) value;
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
