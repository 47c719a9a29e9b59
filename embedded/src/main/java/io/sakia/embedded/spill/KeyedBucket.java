package io.sakia.embedded.spill;

import io.sakia.Pair;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Distinct keys with their accumulators, as columns, in the order in which the keys were first seen. */
public final class KeyedBucket implements Bucket {
    /** What a key takes in the three columns. */
    static final long PLACE = 12;

    /** The keys, of which the first {@link #size} count, as in the other columns. */
    public final Object[] keys;

    /** The accumulator of each key. */
    public final @Nullable Object[] accumulators;

    /** The {@link AggregationTable#hash} of each key, so that it need not be computed again. */
    public final int[] hashes;

    /** How many keys there are. */
    public final int size;

    /** Columns that hold {@code size} keys. */
    public KeyedBucket(Object[] keys, @Nullable Object[] accumulators, int[] hashes, int size) {
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
                Pair<Object, @Nullable Object> pair = new Pair<>(keys[next], accumulators[next]);
                next++;
                return pair;
            }
        };
    }
}
