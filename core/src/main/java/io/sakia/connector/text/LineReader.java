package io.sakia.connector.text;

import io.sakia.connector.Reader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines that start in a range of bytes. Each line's string is made straight from the buffer.
 *
 * <pre>
 *   buffer   [ lines already read | line | rest of what was read | free ]
 *              0                   next                          limit
 *   A line that the buffer's end cuts is moved to the buffer's start before more is read.
 * </pre>
 */
final class LineReader implements Reader<String> {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NEWLINES = 0x0a0a0a0a0a0a0a0aL;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private final InputStream in;
    private final String path;
    private final long start;
    private final long end;
    private byte[] buffer;
    private int next;
    private int limit;
    private boolean exhausted;
    private boolean begun;
    /** Where the buffer's first byte stands in the file. */
    private long bufferStart;

    private long lineStart = -1;
    private long lines;

    /** Reads lines that start at {@code start} to before {@code end}; {@code in} stands a byte before {@code start}, if there is one. */
    LineReader(InputStream in, String path, long start, long end, int bufferSize) {
        this.in = in;
        this.path = path;
        this.start = start;
        this.end = end;
        this.bufferStart = Math.max(0, start - 1);
        this.buffer = new byte[bufferSize];
    }

    @Override
    public @Nullable String read() throws IOException {
        if (!begun) {
            begin();
            begun = true;
        }
        // A byte order mark belongs to the first line, which starts at byte 0 then.
        long at = lines == 0 && start == 0 ? 0 : bufferStart + next;
        if (at >= end) {
            return null;
        }
        int newline = newline();
        int lineEnd = newline < 0 ? limit : newline;
        if (newline < 0 && lineEnd == next) {
            return null;
        }
        int from = next;
        lineStart = at;
        lines++;
        next = newline < 0 ? limit : newline + 1;
        if (newline > from && buffer[newline - 1] == '\r') {
            lineEnd--;
        }
        return new String(buffer, from, lineEnd - from, StandardCharsets.UTF_8);
    }

    /** Finds the first line: at the file's start after a byte order mark, else after the first newline. */
    private void begin() throws IOException {
        if (start > 0) {
            skipLine();
            return;
        }
        while (limit < 3 && !exhausted) {
            fill();
        }
        if (limit >= 3 && buffer[0] == (byte) 0xef && buffer[1] == (byte) 0xbb && buffer[2] == (byte) 0xbf) {
            next = 3;
        }
    }

    /** Leaves out the rest of a line that starts before the range, without keeping it; the range may end within it. */
    private void skipLine() throws IOException {
        int newline = find(buffer, next, limit);
        while (newline < 0 && !exhausted && bufferStart + limit < end) {
            next = limit;
            fill();
            newline = find(buffer, next, limit);
        }
        next = newline < 0 ? limit : newline + 1;
    }

    /** The index of the next newline, or −1 when the file ends before one; the line before it is in the buffer then. */
    private int newline() throws IOException {
        int searched = next;
        while (true) {
            int found = find(buffer, searched, limit);
            if (found >= 0 || exhausted) {
                return found;
            }
            int length = limit - next;
            fill();
            searched = next + length;
        }
    }

    private static int find(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long word = (long) LONGS.get(bytes, i) ^ NEWLINES;
            long zeros = (word - LOW_BITS) & ~word & HIGH_BITS; // the lowest set bit marks the first zero byte
            if (zeros != 0) {
                return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void fill() throws IOException {
        if (next > 0) {
            System.arraycopy(buffer, next, buffer, 0, limit - next);
            bufferStart += next;
            limit -= next;
            next = 0;
        }
        if (limit == buffer.length) {
            if (limit == LONGEST) {
                throw new IOException("a line of " + path + ", which starts at byte " + bufferStart
                        + ", has more than 2 GiB: is it a text file?");
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(LONGEST, 2L * limit));
        }
        int count;
        try {
            count = in.read(buffer, limit, buffer.length - limit);
        } catch (IOException e) {
            throw new IOException(
                    path + " can't be read on after byte " + (bufferStart + limit) + ": " + e.getMessage(), e);
        }
        if (count < 0) {
            exhausted = true;
        } else {
            limit += count;
        }
    }

    /** {@code path:line} where the lines before the range are known, that is none; else {@code path @ byte offset}. */
    @Override
    public String position() {
        if (lines == 0) {
            return path;
        }
        return start == 0 ? path + ":" + lines : path + " @ byte " + lineStart;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
