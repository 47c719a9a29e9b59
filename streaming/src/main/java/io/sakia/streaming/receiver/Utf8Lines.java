package io.sakia.streaming.receiver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a UTF-8 stream, without their ends ({@code \n} or {@code \r\n}); bytes that are no UTF-8 become U+FFFD. The last
 * line needs no end, unless the stream breaks off with an error.
 *
 * <pre>{@code new Utf8Lines(in, 1 << 20) // "a\r\nb\n\nc" → "a", "b", "", "c"}</pre>
 */
final class Utf8Lines implements Iterator<String> {
    private final InputStream in;
    private final int longest;
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int scanned;
    private int end;
    private boolean over;
    private @Nullable String next;

    /**
     * The lines of a stream.
     *
     * @param longest how many bytes a line may have; a longer one ends the iteration with an exception
     */
    Utf8Lines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = line();
        }
        return next != null;
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more lines");
        }
        String line = next;
        next = null;
        return Objects.requireNonNull(line);
    }

    private @Nullable String line() {
        while (true) {
            while (scanned < end) {
                if (buffer[scanned++] == '\n') {
                    return cut(scanned - 1);
                }
            }
            if (over || !fill()) {
                over = true;
                return start < end ? cut(end) : null;
            }
        }
    }

    private String cut(int lineEnd) {
        int last = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        String line = new String(buffer, start, last - start, StandardCharsets.UTF_8);
        start = scanned;
        return line;
    }

    private boolean fill() {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        scanned -= start;
        start = 0;
        if (end > longest) {
            throw new UncheckedIOException(new IOException("a line is longer than " + longest
                    + " bytes: is this text? If so, allow longer lines; if not, use a decoder"));
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * end);
        }
        try {
            int count = in.read(buffer, end, buffer.length - end);
            end += Math.max(count, 0);
            return count > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    end == 0
                            ? e
                            : new IOException(
                                    e.getMessage() + ", in the middle of a line: " + end + " bytes of it are lost", e));
        }
    }
}
