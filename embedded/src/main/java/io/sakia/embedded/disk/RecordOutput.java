package io.sakia.embedded.disk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes that grow as records are written. Used by one thread at a time.
 *
 * <pre>
 *   number   7 bits a byte, lowest first, top bit = more follow
 * </pre>
 */
public final class RecordOutput {
    static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LARGEST = Integer.MAX_VALUE - 64;

    private static final int JAVA_DEPTH = 20;

    private byte[] bytes;
    private int size;
    private int depth;

    /** Room for some bytes to begin with. */
    public RecordOutput(int expected) {
        bytes = new byte[Math.max(64, expected)];
    }

    /** An output for a piece of a value that Java's serialisation writes to this one, for which it needs much of the stack. */
    RecordOutput within() {
        RecordOutput piece = new RecordOutput(64);
        piece.depth = depth + JAVA_DEPTH;
        return piece;
    }

    /** How many bytes were written. */
    public int size() {
        return size;
    }

    /** How many bytes of memory this holds. */
    public int capacity() {
        return bytes.length;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Forgets what was written. */
    public void clear() {
        size = 0;
        depth = 0;
    }

    /** The bytes themselves, of which the first {@link #size} count. */
    byte[] array() {
        return bytes;
    }

    /** Forgets what was written after a position, at which no record was begun. */
    void cut(int position) {
        size = position;
        depth = 0;
    }

    /** Begins a value within those that were begun; gives how many these are. */
    int enter() {
        return ++depth;
    }

    /** Ends a value. */
    void leave() {
        depth--;
    }

    /** Writes one byte. */
    public void writeByte(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    /** Writes 4 bytes. */
    public void writeInt(int value) {
        room(4);
        INTS.set(bytes, size, value);
        size += 4;
    }

    /** Writes 8 bytes. */
    public void writeLong(long value) {
        room(8);
        LONGS.set(bytes, size, value);
        size += 8;
    }

    /** Writes a number in 1 to 10 bytes; few if it is small and not negative. */
    public void writeNumber(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Writes bytes without their number. */
    public void writeBytes(byte[] from, int offset, int length) {
        room(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    /** Writes a string, whatever it holds. */
    @SuppressWarnings("deprecation") // the one way to get at Latin-1 bytes without a copy
    public void writeString(String value) {
        int length = value.length();
        if (isNarrow(value, length)) {
            writeNumber((long) length << 1);
            room(length);
            value.getBytes(0, length, bytes, size);
            size += length;
            return;
        }
        writeNumber(((long) length << 1) | 1);
        room(2L * length);
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            bytes[size++] = (byte) c;
            bytes[size++] = (byte) (c >> 8);
        }
    }

    private static boolean isNarrow(String value, int length) {
        for (int i = 0; i < length; i++) {
            if (value.charAt(i) > 255) {
                return false;
            }
        }
        return true;
    }

    private void room(long more) {
        if (bytes.length - size < more) {
            long wanted = size + more;
            if (wanted > LARGEST) {
                throw new IllegalStateException(
                        "records of more than 2 GB in one piece can't be written: make them smaller");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, Math.max(wanted, 2L * bytes.length)));
        }
    }
}
