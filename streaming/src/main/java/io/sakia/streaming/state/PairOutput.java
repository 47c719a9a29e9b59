package io.sakia.streaming.state;

import org.jspecify.annotations.Nullable;

/** Takes pairs in parts, numbers as their bits. */
interface PairOutput {
    /** Takes a pair. */
    void put(int keyKind, long keyBits, @Nullable Object key, int valueKind, long valueBits, @Nullable Object value);
}
