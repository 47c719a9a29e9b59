package io.sakia.streaming.receiver;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a stream of bytes, each behind its length.
 *
 * <pre>
 *   00 00 00 02  68 69  00 00 00 00  00 00 00 01  21      the frames "hi", "" and "!"
 *   ── length ─         ── length ─  ── length ─
 * </pre>
 *
 * The length has four bytes, the highest first. A stream that ends inside a frame, and a length that can't be, end the iteration
 * with an exception.
 */
final class Frames implements Iterator<byte[]> {
    private final DataInputStream in;
    private final int longest;
    private byte @Nullable [] next;
    private boolean over;

    /**
     * The frames of a stream.
     *
     * @param longest how many bytes a frame may have
     */
    Frames(InputStream in, int longest) {
        this.in = new DataInputStream(in);
        this.longest = longest;
    }

    @Override
    public boolean hasNext() {
        if (next == null && !over) {
            try {
                next = read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            over = next == null;
        }
        return next != null;
    }

    @Override
    public byte[] next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("there are no more frames");
        }
        byte[] frame = next;
        next = null;
        return frame;
    }

    private byte @Nullable [] read() throws IOException {
        byte[] header = in.readNBytes(Integer.BYTES);
        if (header.length == 0) {
            return null;
        }
        if (header.length < Integer.BYTES) {
            throw new EOFException(
                    "it ended inside the length of a frame: " + header.length + " of 4 bytes of it came, and are lost");
        }
        int length = 0;
        for (byte part : header) {
            length = (length << Byte.SIZE) | (part & 0xff);
        }
        if (length < 0 || length > longest) {
            throw new IllegalStateException("a frame of " + Integer.toUnsignedString(length)
                    + " bytes is announced, and the longest has " + longest
                    + ": does the server send each length in four bytes, the highest first?");
        }
        byte[] frame = in.readNBytes(length); // makes room as bytes come, not as they are announced
        if (frame.length < length) {
            throw new EOFException(
                    "it ended inside a frame: " + frame.length + " of " + length + " bytes of it came, and are lost");
        }
        return frame;
    }
}
