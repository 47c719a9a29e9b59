package io.sakia.embedded.spill;

import io.sakia.Pair;
import io.sakia.column.Column;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Distinct keys with their accumulators, as columns, in the order in which the keys were first seen. */
public final class KeyedBucket implements Bucket {
    /** The keys. */
    public final Column keys;

    /** The accumulator of each key. */
    public final Column accumulators;

    /** The {@link AggregationTable#hash} of each key, so that it need not be computed again. */
    public final int[] hashes;

    /** How many keys there are; the other columns may have room for more. */
    public final int size;

    /** Columns that hold {@code size} keys. */
    public KeyedBucket(Column keys, Column accumulators, int[] hashes, int size) {
        this.keys = keys;
        this.accumulators = accumulators;
        this.hashes = hashes;
        this.size = size;
    }

    /** Keys and accumulators as pairs. */
    @SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
    Iterator<Object> pairs() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Object next() {
                if (next >= size) {
                    throw new NoSuchElementException("the bucket has ended");
                }
                Pair<Object, @Nullable Object> pair = new Pair<>(keys.get(next), accumulators.get(next));
                next++;
                return pair;
            }
        };
    }
}
