package io.sakia.embedded.spill;

import org.jspecify.annotations.Nullable;

/**
 * A key with something for it, on its way through a disk.
 *
 * @param seen when its key was seen, at the latest
 * @param tag what the payload is: {@link #ACCUMULATOR}, or what the {@link Folder} knows it by
 * @param payload a value, an accumulator, or a result
 */
public record Entry(
        long seen, int tag, Object key, @Nullable Object payload) {
    /** The payload is all that was folded of the key so far; nothing of the key stands before it. */
    static final int ACCUMULATOR = -1;
}
