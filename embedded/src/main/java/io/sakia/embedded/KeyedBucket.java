package io.sakia.embedded;

import org.jspecify.annotations.Nullable;

/** Distinct keys with their accumulators, as columns, in the order in which the keys were first seen. */
final class KeyedBucket implements Bucket {
    /** The keys, of which the first {@link #size} count, as in the other columns. */
    final Object[] keys;

    /** The accumulator of each key. */
    final @Nullable Object[] accumulators;

    /** The {@link AggregationTable#hash} of each key, so that it need not be computed again. */
    final int[] hashes;

    final int size;

    KeyedBucket(Object[] keys, @Nullable Object[] accumulators, int[] hashes, int size) {
        this.keys = keys;
        this.accumulators = accumulators;
        this.hashes = hashes;
        this.size = size;
    }
}
