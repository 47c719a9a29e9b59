package io.sakia.embedded.spill;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link KeyedFold} does with the payloads of a key: adds values, merges accumulators, or files values by their input. What the
 * user's functions throw, it throws with their place.
 */
public abstract class Folder {
    /** A folder. */
    protected Folder() {}

    /** The accumulator of a key's first payload. */
    public abstract @Nullable Object first(Object key, int tag, @Nullable Object payload);

    /** Takes one more payload into a key's accumulator, which it may change and give back. */
    public abstract @Nullable Object next(Object key, @Nullable Object accumulator, int tag, @Nullable Object payload);

    /** The result of an accumulator, which stays as it is. */
    public abstract @Nullable Object result(Object key, @Nullable Object accumulator);
}
