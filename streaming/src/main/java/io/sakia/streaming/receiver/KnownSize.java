package io.sakia.streaming.receiver;

import io.sakia.Pair;
import java.nio.ByteBuffer;

/** How many bytes of a record's content are known without looking into it. */
final class KnownSize {
    private KnownSize() {}

    /**
     * The length of bytes, or of a text's characters, which take one byte each where all are Latin and two otherwise; of a pair
     * both sides. 0 for what has no size that is known.
     */
    static long of(Object record) {
        if (record instanceof byte[] bytes) {
            return bytes.length;
        }
        if (record instanceof CharSequence text) {
            return text.length();
        }
        if (record instanceof ByteBuffer buffer) {
            return buffer.remaining();
        }
        if (record instanceof Pair<?, ?> pair) {
            return of(pair.key()) + of(pair.value());
        }
        return 0;
    }
}
