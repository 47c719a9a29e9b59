package io.sakia.embedded.disk;

import java.nio.charset.StandardCharsets;

/** Reads what a {@link RecordOutput} wrote. Used by one thread. */
public final class RecordInput {
    private final byte[] bytes;
    private final int end;
    private int position;

    /** Reads some bytes of an array. */
    public RecordInput(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /** Whether there is more to read. */
    public boolean hasMore() {
        return position < end;
    }

    /** Reads one byte. */
    public byte readByte() {
        return bytes[position++];
    }

    /** Reads 4 bytes. */
    public int readInt() {
        int value = (int) RecordOutput.INTS.get(bytes, position);
        position += 4;
        return value;
    }

    /** Reads 8 bytes. */
    public long readLong() {
        long value = (long) RecordOutput.LONGS.get(bytes, position);
        position += 8;
        return value;
    }

    /** Reads a number of 1 to 10 bytes. */
    public long readNumber() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[position++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    /** Reads a length or a position. */
    public int readLength() {
        return (int) readNumber();
    }

    /** Reads bytes. */
    public void readBytes(byte[] to, int offset, int length) {
        System.arraycopy(bytes, position, to, offset, length);
        position += length;
    }

    /** Reads a string. */
    public String readString() {
        long header = readNumber();
        int length = (int) (header >>> 1);
        if ((header & 1) == 0) {
            String narrow = new String(bytes, position, length, StandardCharsets.ISO_8859_1);
            position += length;
            return narrow;
        }
        char[] wide = new char[length];
        for (int i = 0; i < length; i++, position += 2) {
            wide[i] = (char) ((bytes[position] & 0xff) | (bytes[position + 1] << 8));
        }
        return new String(wide);
    }
}
