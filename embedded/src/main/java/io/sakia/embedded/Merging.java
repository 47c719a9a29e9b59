package io.sakia.embedded;

import io.sakia.embedded.spill.Bucket;
import io.sakia.embedded.spill.ExternalSort;
import io.sakia.embedded.spill.Folded;
import io.sakia.embedded.spill.KeyedBucket;
import io.sakia.embedded.spill.KeyedFold;
import io.sakia.embedded.spill.MapOutput;
import io.sakia.embedded.spill.Pile;
import io.sakia.embedded.spill.Sorted;
import io.sakia.function.TaskFunction;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One attempt at merging the map tasks' buckets for one partition of a shuffle, in the order of the map partitions. */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
final class Merging {
    /** What a pair takes that is made of a key and a value which lie in memory already. */
    private static final long PAIR = 24;

    private final ShuffleOperator shuffle;
    private final int partition;
    private final Attempt attempt;
    private final boolean again;
    private boolean took;

    /**
     * A merge of one partition.
     *
     * @param again whether to compute the buckets here and now: because they are spoiled, or because the shuffle never ran
     */
    Merging(ShuffleOperator shuffle, int partition, Attempt attempt, boolean again) {
        this.shuffle = shuffle;
        this.partition = partition;
        this.attempt = attempt;
        this.again = again;
    }

    /** Whether buckets were taken that nobody can read again. */
    boolean took() {
        return took;
    }

    /** The map tasks' outputs. */
    List<MapOutput> rows() {
        List<MapOutput> rows = new ArrayList<>(shuffle.output().mapPartitions());
        for (int i = 0; i < shuffle.output().mapPartitions(); i++) {
            rows.add(row(i));
        }
        return rows;
    }

    /** Folds values or accumulators by key. */
    Folded fold(AggregateFolder folder) {
        boolean mapSide = shuffle.spec().mapSide();
        KeyedFold fold = new KeyedFold(folder, attempt.space(), attempt);
        AggregateLink link = folder.link(fold, mapSide ? AggregateFolder.PART : AggregateFolder.VALUE, attempt);
        for (int i = 0; i < shuffle.output().mapPartitions(); i++) {
            MapOutput row = row(i);
            long bytes = row.bytes(partition);
            Bucket bucket = bucket(row, mapSide || !row.isPetty());
            if (bucket instanceof KeyedBucket keyed) {
                link.merge(keyed, bytes);
            } else if (bucket instanceof Pile pile) {
                push(pile, link);
            }
        }
        return fold.finish();
    }

    /** Sorts pairs by key. */
    Sorted sort(TaskFunction<?> order) {
        ExternalSort sort = sorter(order);
        try {
            for (int i = 0; i < shuffle.output().mapPartitions(); i++) {
                MapOutput row = row(i);
                long bytes = row.bytes(partition);
                if (bucket(row, !row.isPetty()) instanceof Pile pile) {
                    sort.addAll(pile, bytes);
                }
            }
            return sort.finish();
        } catch (IllegalArgumentException e) {
            throw Failures.at(shuffle.origin(), null, e);
        }
    }

    /** Sorts folded pairs by key. */
    Sorted sort(PairColumns columns, TaskFunction<?> order) {
        Records pairs = new Records(Math.max(1, columns.size()));
        columns.push(attempt, pairs);
        ExternalSort sort = sorter(order);
        try {
            sort.addAll(new Pile(pairs.array(), pairs.size()), PAIR * pairs.size());
            return sort.finish();
        } catch (IllegalArgumentException e) {
            throw Failures.at(shuffle.origin(), null, e);
        }
    }

    /** Sorts folded pairs by key. */
    Sorted sort(Folded.OnDisk folded, TaskFunction<?> order) {
        ExternalSort sort = sorter(order);
        try {
            for (Iterator<Object> pairs = new EntryPairs(folded.entries(attempt)); pairs.hasNext(); ) {
                attempt.checkStopped();
                sort.add(pairs.next());
            }
            return sort.finish();
        } catch (IllegalArgumentException e) {
            throw Failures.at(shuffle.origin(), null, e);
        }
    }

    private ExternalSort sorter(TaskFunction<?> order) {
        return new ExternalSort(new KeyOrder(shuffle.origin(), order, attempt), attempt.space(), attempt);
    }

    private MapOutput row(int mapPartition) {
        if (!again) {
            return shuffle.output().row(mapPartition);
        }
        MapOutput row = shuffle.map(attempt, mapPartition);
        row.keepOnly(partition);
        return row;
    }

    /** A row's bucket; taken out if it lies in memory and this merge changes it, or accounts for it. */
    private @Nullable Bucket bucket(MapOutput row, boolean take) {
        if (!take || !row.isInMemory(partition)) {
            return row.bucket(partition);
        }
        took = true;
        return row.take(partition);
    }

    private void push(Pile pile, PairLink link) {
        if (pile.stored().isEmpty()) {
            link.putAll(attempt, pile);
            return;
        }
        for (Iterator<Object> pairs = pile.iterator(attempt); pairs.hasNext(); ) {
            attempt.checkStopped();
            link.push(pairs.next());
        }
    }
}
