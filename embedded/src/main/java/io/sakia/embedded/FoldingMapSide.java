package io.sakia.embedded;

import io.sakia.Pair;
import io.sakia.column.Column;
import io.sakia.embedded.spill.Bucket;
import io.sakia.embedded.spill.Folded;
import io.sakia.embedded.spill.KeyedBucket;
import io.sakia.embedded.spill.KeyedFold;
import io.sakia.embedded.spill.MapOutput;
import io.sakia.embedded.spill.Spread;
import io.sakia.plan.Origin;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Folds the values of each key in one table, then deals the keys out in their order: a key's partition is computed once, not once a
 * record.
 */
final class FoldingMapSide implements MapSide {
    private final Keys keys;
    private final Attempt attempt;
    private final Origin origin;
    private final KeyedFold fold;
    private final FoldHistory history;
    private final AggregateLink link;

    FoldingMapSide(Keys keys, AggregateFolder folder, Attempt attempt) {
        this.keys = keys;
        this.attempt = attempt;
        this.origin = folder.origin();
        this.fold = new KeyedFold(folder, attempt.space(), attempt);
        this.history = attempt.loops().history(origin);
        fold.expect(history.keys());
        this.link = folder.link(fold, AggregateFolder.VALUE, attempt);
        link.mayKeep();
    }

    @Override
    public PairLink link() {
        return link;
    }

    @Override
    public MapOutput finish() {
        link.flush();
        Folded folded = fold.finish();
        if (folded instanceof Folded.OnDisk onDisk) {
            return deal(onDisk);
        }
        Folded.InMemory inMemory = (Folded.InMemory) folded;
        link.learn(inMemory.bucket(), history);
        return MapOutput.of(deal(inMemory.bucket()), attempt.space(), inMemory.takeClaim());
    }

    private MapOutput deal(Folded.OnDisk onDisk) {
        attempt.atEnd(onDisk::close);
        Spread spread = new Spread(keys.partitions(), attempt.space(), attempt);
        for (Iterator<Object> pairs = new EntryPairs(onDisk.entries(attempt)); pairs.hasNext(); ) {
            attempt.checkStopped();
            Pair<?, ?> pair = (Pair<?, ?>) pairs.next();
            spread.add(keys.partition(pair.key()), pair);
        }
        onDisk.close();
        return spread.finish();
    }

    private @Nullable Bucket[] deal(KeyedBucket all) {
        @Nullable Bucket[] buckets = new Bucket[keys.partitions()];
        if (all.size == 0) {
            return buckets;
        }
        if (buckets.length == 1) {
            buckets[0] = all;
            return buckets;
        }
        int[] placed = placed(all.keys);
        int[] counts = new int[buckets.length];
        for (int partition : placed) {
            counts[partition]++;
        }
        @Nullable Column[] keyColumns = all.keys.deal(placed, counts);
        @Nullable Column[] accumulators = all.accumulators.deal(placed, counts);
        int[][] hashes = deal(all.hashes, placed, counts);
        for (int partition = 0; partition < buckets.length; partition++) {
            Column some = keyColumns[partition];
            Column theirs = accumulators[partition];
            if (some != null && theirs != null) {
                buckets[partition] = new KeyedBucket(some, theirs, hashes[partition], counts[partition]);
            }
        }
        return buckets;
    }

    private int[] placed(Column all) {
        int[] placed = new int[all.size()];
        for (int i = 0; i < placed.length; i++) {
            placed[i] = keys.partition(all, i);
        }
        return placed;
    }

    private static int[][] deal(int[] all, int[] placed, int[] counts) {
        int[][] dealt = new int[counts.length][];
        for (int i = 0; i < counts.length; i++) {
            dealt[i] = new int[counts[i]];
        }
        int[] next = new int[counts.length];
        for (int i = 0; i < placed.length; i++) {
            dealt[placed[i]][next[placed[i]]++] = all[i];
        }
        return dealt;
    }
}
