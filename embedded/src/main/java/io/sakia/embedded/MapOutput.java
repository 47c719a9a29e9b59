package io.sakia.embedded;

import org.jspecify.annotations.Nullable;

/** What one map task puts out: a bucket for each reduce partition, or null where there is nothing for it. */
final class MapOutput {
    private final @Nullable Bucket[] buckets;

    MapOutput(@Nullable Bucket[] buckets) {
        this.buckets = buckets;
    }

    @Nullable
    Bucket bucket(int partition) {
        return buckets[partition];
    }

    /** Lets go of a bucket that was merged. */
    void drop(int partition) {
        buckets[partition] = null;
    }
}
