package io.sakia.rdd;

import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.engine.Action;
import io.sakia.engine.Action.Collector;
import io.sakia.function.Function0;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The actions of {@link PairRDD}: what brings pairs to the driver by their keys. */
final class KeyedActions {
    private KeyedActions() {}

    /** A map in the order of the pairs; of several values of a key it has the last, at the place of the first. */
    static <K, V> Map<K, V> map(SakiaContext context, Origin origin, Plan<Pair<K, V>> plan) {
        Map<K, V> map = new LinkedHashMap<>();
        for (List<Pair<K, V>> part : context.run(origin, plan, Actions.<Pair<K, V>>collect())) {
            for (Pair<K, V> pair : part) {
                map.put(required(origin, pair), pair.value());
            }
        }
        return map;
    }

    /** The values of a key. Where the pairs were placed, only the partition of the key is computed. */
    static <K, V> List<V> lookup(SakiaContext context, Origin origin, Plan<Pair<K, V>> plan, @Nullable K key) {
        if (key == null) {
            throw new IllegalArgumentException(origin + " needs a key, not null");
        }
        K wanted = key;
        Partitioner placed = plan.partitioner();
        List<Integer> partitions = placed == null
                ? IntStream.range(0, plan.partitions()).boxed().toList()
                : List.of(placed.getPartition(wanted));
        Function0<Collector<Pair<K, V>, List<V>>> collectors = () -> new ValuesOf<>(wanted);
        List<V> values = new ArrayList<>();
        context.run(origin, plan, partitions, Action.push(collectors)).forEach(values::addAll);
        return values;
    }

    private static <K> K required(Origin origin, Pair<? extends @Nullable K, ?> pair) {
        K key = pair.key();
        if (key == null) {
            throw new IllegalStateException(origin + " found " + pair
                    + ", and a pair without a key has no place in a map: leave it out with filter");
        }
        return key;
    }

    private static final class ValuesOf<K, V> implements Collector<Pair<K, V>, List<V>> {
        private final K key;
        private final List<V> values = new ArrayList<>();

        ValuesOf(K key) {
            this.key = key;
        }

        @Override
        public void accept(Pair<K, V> pair) {
            if (key.equals(pair.key())) {
                values.add(pair.value());
            }
        }

        @Override
        public List<V> finish() {
            return values;
        }
    }
}
