package io.sakia.streaming.state;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes that are being put together for a block. What was written can still be changed. Not thread-safe, and never closed. */
final class BlockBuffer extends OutputStream {
    private static final int MOST = Integer.MAX_VALUE - 64;

    private byte[] bytes;
    private int size;

    BlockBuffer(int room) {
        bytes = new byte[room];
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** Leaves out what was written behind a place. */
    void truncate(int at) {
        size = at;
    }

    @Override
    public void write(int b) throws IOException {
        if (size == bytes.length) {
            grow(1);
        }
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        if (length > bytes.length - size) {
            grow(length);
        }
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    /** Puts an int over four bytes. */
    void putInt(int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    /** Puts the number of bytes that follow over the one byte at a place, and moves them on if it takes more. */
    void putLength(int at) throws IOException {
        int length = size - at - 1;
        int more = 0;
        for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
            more++;
        }
        if (more > 0) {
            if (more > bytes.length - size) {
                grow(more);
            }
            System.arraycopy(bytes, at + 1, bytes, at + 1 + more, length);
            size += more;
        }
        int rest = length;
        for (int i = at; i < at + more; i++) {
            bytes[i] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[at + more] = (byte) rest;
    }

    private void grow(int more) throws IOException {
        long wanted = (long) size + more;
        if (wanted > MOST) {
            throw new IOException("a key and its state take more than " + MOST + " bytes: keep smaller states");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MOST, Math.max(wanted, 2L * bytes.length)));
    }
}
