package io.sakia.plan;

import io.sakia.Aggregate;
import io.sakia.Pair;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keyed steps in their plainest form, with all keys of a partition in memory: what they mean, and how an engine may run them. */
final class InMemory {
    private InMemory() {}

    static <K, V, A, C> Iterator<Pair<K, C>> fold(Iterator<Pair<K, V>> pairs, Aggregate<V, A, C> aggregate)
            throws Exception {
        Map<K, @Nullable Object[]> accumulators = new LinkedHashMap<>();
        while (pairs.hasNext()) {
            Pair<K, V> pair = pairs.next();
            @Nullable Object[] cell = accumulators.get(pair.key());
            if (cell == null) {
                cell = new @Nullable Object[] {aggregate.create()};
                accumulators.put(pair.key(), cell);
            }
            cell[0] = aggregate.add(InMemory.<A>cast(cell[0]), pair.value());
        }
        List<Pair<K, C>> folded = new ArrayList<>(accumulators.size());
        for (Map.Entry<K, @Nullable Object[]> entry : accumulators.entrySet()) {
            folded.add(Pair.of(entry.getKey(), aggregate.result(InMemory.<A>cast(entry.getValue()[0]))));
        }
        return folded.iterator();
    }

    static <K> Iterator<Pair<K, List<List<Object>>>> cogroup(List<Iterator<?>> records) {
        int width = records.size();
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
}
