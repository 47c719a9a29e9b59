package io.sakia.embedded;

import io.sakia.Pair;
import io.sakia.plan.Origin;
import org.jspecify.annotations.Nullable;

/** Puts each pair into the bucket of its partition. */
final class PlainMapSide extends MapSide {
    private final Origin origin;
    private final Keys keys;
    private final @Nullable Records[] buckets;

    PlainMapSide(Origin origin, Keys keys) {
        this.origin = origin;
        this.keys = keys;
        this.buckets = new Records[keys.partitions()];
    }

    @Override
    @SuppressWarnings("unchecked")
    void push(Object record) {
        Object key = Keys.of(origin, (Pair<Object, Object>) record);
        int partition = keys.partition(key, record);
        Records bucket = buckets[partition];
        if (bucket == null) {
            bucket = new Records();
            buckets[partition] = bucket;
        }
        bucket.push(record);
    }

    @Override
    MapOutput finish() {
        return new MapOutput(buckets);
    }
}
