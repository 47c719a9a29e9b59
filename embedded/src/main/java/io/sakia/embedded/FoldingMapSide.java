package io.sakia.embedded;

import io.sakia.Pair;
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
final class FoldingMapSide extends MapSide {
    private final Keys keys;
    private final Attempt attempt;
    private final KeyedFold fold;
    private final FoldLink link;

    FoldingMapSide(Origin origin, Keys keys, AggregateFolder folder, Attempt attempt) {
        this.keys = keys;
        this.attempt = attempt;
        this.fold = new KeyedFold(folder, attempt.space(), attempt);
        this.link = new FoldLink(origin, fold, AggregateFolder.VALUE);
    }

    @Override
    void put(int keyKind, long keyBits, @Nullable Object key, int valueKind, long valueBits, @Nullable Object value) {
        link.put(keyKind, keyBits, key, valueKind, valueBits, value);
    }

    @Override
    MapOutput finish() {
        Folded folded = fold.finish();
        if (folded instanceof Folded.OnDisk onDisk) {
            return deal(onDisk);
        }
        Folded.InMemory inMemory = (Folded.InMemory) folded;
        return MapOutput.of(deal(inMemory.bucket()), attempt.space(), inMemory.takeClaim());
    }

    private MapOutput deal(Folded.OnDisk onDisk) {
        attempt.atEnd(onDisk::close);
        Spread spread = new Spread(keys.partitions(), attempt.space(), attempt);
        for (Iterator<Object> pairs = new EntryPairs(onDisk.entries(attempt)); pairs.hasNext(); ) {
            attempt.checkStopped();
            Pair<?, ?> pair = (Pair<?, ?>) pairs.next();
            spread.add(keys.partition(pair.key(), pair.key()), pair);
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
        int[] placed = new int[all.size];
        int[] counts = new int[buckets.length];
        for (int i = 0; i < placed.length; i++) {
            placed[i] = keys.partition(all.keys[i], all.keys[i]);
            counts[placed[i]]++;
        }
        deal(all, placed, counts, buckets);
        return buckets;
    }

    private static void deal(KeyedBucket all, int[] placed, int[] counts, @Nullable Bucket[] buckets) {
        KeyedBucket[] dealt = new KeyedBucket[buckets.length];
        for (int partition = 0; partition < dealt.length; partition++) {
            int size = counts[partition];
            if (size > 0) {
                dealt[partition] = new KeyedBucket(new Object[size], new Object[size], new int[size], size);
                buckets[partition] = dealt[partition];
            }
        }
        int[] next = new int[buckets.length];
        for (int i = 0; i < placed.length; i++) {
            KeyedBucket bucket = dealt[placed[i]];
            int position = next[placed[i]]++;
            bucket.keys[position] = all.keys[i];
            bucket.accumulators[position] = all.accumulators[i];
            bucket.hashes[position] = all.hashes[i];
        }
    }
}
