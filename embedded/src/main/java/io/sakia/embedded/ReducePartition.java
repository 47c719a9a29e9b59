package io.sakia.embedded;

import io.sakia.Pair;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import io.sakia.plan.ShuffleSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One partition of what a shuffle puts out: merged from the map tasks' buckets by its first reader, in the order of the map
 * partitions, and kept for all others.
 *
 * <pre>
 *   BUCKETS ──fold or merge──► FOLDED ──results, order──► READ (a block; the buckets are gone)
 *      │                         ▲
 *      │ a merge failed half-way │ the map tasks' chains run again here, for this partition only
 *      └──────► SPOILED ─────────┘
 * </pre>
 *
 * <p>Merging accumulators may change them, so it is done once; when it fails half-way nobody can say what they hold, and they are
 * computed again. Folding plain pairs and taking results changes nothing, so these are simply repeated.
 */
final class ReducePartition {
    private final ShuffleOutput output;
    private final int partition;
    private final Once<Block> block = new Once<>();
    private @Nullable KeyedBucket folded;
    private boolean spoiled;

    ReducePartition(ShuffleOutput output, int partition) {
        this.output = output;
        this.partition = partition;
    }

    /** The records. */
    Block read(ShuffleOperator shuffle, Attempt attempt) {
        Block present = block.present();
        return present != null ? present : block.get(() -> compute(shuffle, attempt));
    }

    private Block compute(ShuffleOperator shuffle, Attempt attempt) {
        ShuffleSpec<?, ?, ?> spec = shuffle.spec();
        if (spec.aggregate() == null) {
            Block joined = join(shuffle, attempt);
            dropBuckets();
            return joined;
        }
        KeyedFold fold = KeyedFold.of(shuffle.origin(), spec, attempt);
        KeyedBucket ready = folded;
        if (ready == null) {
            ready = spec.mapSide() ? merge(shuffle, fold, attempt) : fold(shuffle, fold, attempt);
            folded = ready;
            dropBuckets();
        }
        Block results = results(shuffle, fold, ready, attempt);
        folded = null;
        return results;
    }

    private Block join(ShuffleOperator shuffle, Attempt attempt) {
        List<Records> parts = new ArrayList<>(output.mapPartitions());
        for (int i = 0; i < output.mapPartitions(); i++) {
            if (bucket(i, shuffle, attempt) instanceof Records pairs) {
                parts.add(pairs);
            }
        }
        Comparator<Object> order = order(shuffle.spec(), attempt);
        if (order == null) {
            return parts.size() == 1 ? parts.get(0) : new JoinedBlocks(parts);
        }
        Records all = new Records(Math.max(1, new JoinedBlocks(parts).size()));
        parts.forEach(all::addAll);
        return sort(shuffle.origin(), all, order);
    }

    private KeyedBucket fold(ShuffleOperator shuffle, KeyedFold fold, Attempt attempt) {
        Link link = new Link() {
            @Override
            @SuppressWarnings("unchecked")
            void push(Object record) {
                fold.add((Pair<Object, Object>) record);
            }
        };
        for (int i = 0; i < output.mapPartitions(); i++) {
            if (bucket(i, shuffle, attempt) instanceof Records pairs) {
                pairs.push(attempt, link);
            }
        }
        return fold.toBucket();
    }

    private KeyedBucket merge(ShuffleOperator shuffle, KeyedFold fold, Attempt attempt) {
        boolean again = spoiled;
        for (int i = 0; i < output.mapPartitions(); i++) {
            Bucket bucket = bucket(i, shuffle, attempt, again);
            spoiled = true;
            if (bucket instanceof KeyedBucket keyed) {
                output.drop(i, partition);
                fold.merge(keyed, attempt);
            }
        }
        spoiled = false;
        return fold.toBucket();
    }

    private Block results(ShuffleOperator shuffle, KeyedFold fold, KeyedBucket ready, Attempt attempt) {
        @Nullable Object[] results = fold.results(ready, attempt);
        PairColumns columns = new PairColumns(ready.keys, results, ready.size);
        Comparator<Object> order = order(shuffle.spec(), attempt);
        if (order == null) {
            return columns;
        }
        Records pairs = new Records(Math.max(1, ready.size));
        columns.push(attempt, pairs);
        return sort(shuffle.origin(), pairs, order);
    }

    private @Nullable Bucket bucket(int mapPartition, ShuffleOperator shuffle, Attempt attempt) {
        return bucket(mapPartition, shuffle, attempt, spoiled);
    }

    /**
     * One map task's bucket. It is computed here and now if it was spoiled, or if the shuffle never ran because a cached block
     * stood before it that was released since.
     */
    private @Nullable Bucket bucket(int mapPartition, ShuffleOperator shuffle, Attempt attempt, boolean again) {
        return again || !output.isComplete()
                ? shuffle.map(attempt, mapPartition).bucket(partition)
                : output.bucket(mapPartition, partition);
    }

    private void dropBuckets() {
        for (int i = 0; i < output.mapPartitions(); i++) {
            output.drop(i, partition);
        }
    }

    /** Orders pairs by key; pairs of equal keys stay in their order. */
    @SuppressWarnings("unchecked")
    private static Block sort(Origin origin, Records pairs, Comparator<Object> order) {
        Object[] array = pairs.array();
        try {
            Arrays.sort(
                    array,
                    0,
                    pairs.size(),
                    (a, b) -> order.compare(((Pair<Object, ?>) a).key(), ((Pair<Object, ?>) b).key()));
        } catch (Throwable e) {
            throw Failures.at(origin, null, e);
        }
        return pairs;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Comparator<Object> order(ShuffleSpec<?, ?, ?> spec, Attempt attempt) {
        TaskFunction<?> order = spec.order();
        return order == null ? null : (Comparator<Object>) attempt.function(order);
    }
}
