package io.sakia.embedded;

import io.sakia.Pair;
import org.jspecify.annotations.Nullable;

/** Folds the values of each key in one table, then deals the keys out: a key's partition is computed once, not once a record. */
final class FoldingMapSide extends MapSide {
    private final Keys keys;
    private final KeyedFold fold;

    FoldingMapSide(Keys keys, KeyedFold fold) {
        this.keys = keys;
        this.fold = fold;
    }

    @Override
    @SuppressWarnings("unchecked")
    void push(Object record) {
        fold.add((Pair<Object, Object>) record);
    }

    @Override
    MapOutput finish() {
        KeyedBucket all = fold.toBucket();
        @Nullable Bucket[] buckets = new Bucket[keys.partitions()];
        if (all.size == 0) {
            return new MapOutput(buckets);
        }
        if (buckets.length == 1) {
            buckets[0] = all;
            return new MapOutput(buckets);
        }
        int[] placed = new int[all.size];
        int[] counts = new int[buckets.length];
        for (int i = 0; i < placed.length; i++) {
            placed[i] = keys.partition(all.keys[i], all.keys[i]);
            counts[placed[i]]++;
        }
        deal(all, placed, counts, buckets);
        return new MapOutput(buckets);
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
