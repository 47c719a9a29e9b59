package io.sakia.streaming.state;

import java.io.InputStream;

/** The bytes of a block as they are read, with the place that is read next. Not thread-safe. */
final class BlockInput extends InputStream {
    private byte[] bytes = {};
    private int at;
    private int end;

    /** Begins to read bytes from {@code at} to {@code end}. */
    void begin(byte[] newBytes, int newAt, int newEnd) {
        bytes = newBytes;
        at = newAt;
        end = newEnd;
    }

    int position() {
        return at;
    }

    int left() {
        return end - at;
    }

    @Override
    public int read() {
        return at < end ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (at == end && length > 0) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(bytes, at, into, offset, count);
        at += count;
        return count;
    }

    @Override
    public long skip(long count) {
        int skipped = (int) Math.min(count, end - at);
        at += Math.max(0, skipped);
        return Math.max(0, skipped);
    }
}
