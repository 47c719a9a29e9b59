package io.sakia.streaming.state;

import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The entries of one store that are not in memory, one after another. It only grows; what is not needed any more is left behind when the others are
 * copied to a new one.
 *
 * <pre>
 *   file    entry │ entry │ …
 *   entry   length, 4 bytes │ CRC-32C of what follows, 4 bytes │ hash of the key, 8 bytes │ what was written
 *   place   offset + 1, 42 bits │ length, 22 bits, or all ones if it takes more: then the entry says it
 * </pre>
 *
 * <p>Entries that are read one behind the other, as in a walk over all keys, are read many at once. Used by one thread at a time.
 */
final class ColdFile implements AutoCloseable {
    /** The bytes of an entry before what was written. */
    static final int HEADER = 16;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int LENGTH_BITS = 22;
    private static final int LONGEST = (1 << LENGTH_BITS) - 1;
    private static final int AHEAD = 64 << 10;

    private final ColdStorage storage;
    private final BlockBuffer pending = new BlockBuffer(1 << 12);
    private final DataOutputStream out = new DataOutputStream(pending);
    private final BlockInput in = new BlockInput();
    private final CRC32C crc = new CRC32C();
    private long end;
    private int start; // of the entry that is being written

    private byte[] window = {};
    private long windowAt;
    private int windowLength;
    private long lastEnd = -1; // of the entry that was read last

    ColdFile(ColdStorage storage) {
        this.storage = storage;
    }

    /** The bytes in it. */
    long size() {
        return end;
    }

    /** The bytes that wait to be written. */
    int waiting() {
        return pending.size();
    }

    /** Where it is, for people. */
    @Override
    public String toString() {
        return storage.toString();
    }

    /** Begins an entry; what is written makes it. */
    DataOutput begin() throws IOException {
        start = pending.size();
        out.writeLong(0);
        out.writeLong(0);
        return out;
    }

    /** Ends an entry; gives its place, which counts once it was {@linkplain #flush flushed}. */
    long endEntry(long hash) {
        int length = pending.size() - start;
        byte[] bytes = pending.bytes();
        INTS.set(bytes, start, length);
        LONGS.set(bytes, start + 8, hash);
        INTS.set(bytes, start + 4, checksum(bytes, start, length));
        return place(end + start, length);
    }

    /** Leaves an entry that was begun. */
    void cancel() {
        pending.truncate(start);
    }

    /** Takes an entry of another file as it is; gives its place, likewise. */
    long copy(ColdFile from, long place, long hash) throws IOException {
        from.read(place, hash);
        int at = pending.size();
        int length = from.in.left() + HEADER;
        out.write(from.window, from.in.position() - HEADER, length);
        return place(end + at, length);
    }

    /** Writes what waits; if that fails, it is as if none of it had come. */
    void flush() throws IOException {
        try {
            storage.write(end, pending.bytes(), pending.size());
            end += pending.size();
        } finally {
            pending.clear();
        }
    }

    /**
     * The entry at a place; the next reading ends this one.
     *
     * @param hash what was given when it was written
     * @throws IOException also if another entry is there, or a damaged one
     */
    BlockInput read(long place, long hash) throws IOException {
        long offset = offset(place);
        int length = (int) place & LONGEST;
        if (length == LONGEST) {
            fill(offset, HEADER);
            length = (int) INTS.get(window, (int) (offset - windowAt));
            if (length < LONGEST) {
                throw damaged(offset);
            }
        }
        fill(offset, length);
        lastEnd = offset + length;
        int at = (int) (offset - windowAt);
        if ((int) INTS.get(window, at) != length
                || (long) LONGS.get(window, at + 8) != hash
                || (int) INTS.get(window, at + 4) != checksum(window, at, length)) {
            windowLength = 0; // perhaps the disk gives something else the next time
            throw damaged(offset);
        }
        in.begin(window, at + HEADER, at + length);
        return in;
    }

    /** The bytes of the entry at a place; of a long one no more than a place can say. */
    static long length(long place) {
        return place & LONGEST;
    }

    @Override
    public void close() {
        storage.close();
    }

    private static long place(long offset, int length) {
        return (offset + 1) << LENGTH_BITS | Math.min(length, LONGEST);
    }

    private static long offset(long place) {
        return (place >>> LENGTH_BITS) - 1;
    }

    /** Sees to it that the window has so many bytes from a place on. */
    private void fill(long offset, int length) throws IOException {
        if (offset >= windowAt && offset + length <= windowAt + windowLength) {
            return;
        }
        boolean inTurn = offset >= lastEnd && offset - lastEnd < AHEAD && lastEnd >= 0;
        int wanted = (int) Math.min(inTurn ? Math.max(length, AHEAD) : length, end - offset);
        if (wanted < length) {
            throw damaged(offset);
        }
        if (window.length < wanted || window.length > 4 * Math.max(wanted, AHEAD)) {
            window = new byte[Math.max(wanted, 1 << 12)];
        }
        windowLength = 0;
        int count = storage.read(offset, window, wanted);
        if (count < length) {
            throw new IOException("it ends within the entry at " + offset);
        }
        windowAt = offset;
        windowLength = count;
    }

    private int checksum(byte[] bytes, int at, int length) {
        crc.reset();
        crc.update(bytes, at + 8, length - 8);
        return (int) crc.getValue();
    }

    private static IOException damaged(long offset) {
        return new IOException("the entry at " + offset + " is damaged");
    }
}
