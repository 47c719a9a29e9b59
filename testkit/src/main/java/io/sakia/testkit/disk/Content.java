package io.sakia.testkit.disk;

import java.util.ArrayList;
import java.util.List;

/** Bytes that grow and are cut at their end. What was appended is never changed, so copies share it. */
final class Content {
    private final List<Piece> pieces;
    private long length;

    Content() {
        this.pieces = new ArrayList<>();
    }

    private Content(List<Piece> pieces, long length) {
        this.pieces = new ArrayList<>(pieces);
        this.length = length;
    }

    /** The first {@code size} of these bytes that begin at {@code start} in the file. */
    @SuppressWarnings("ArrayRecordComponent") // pieces are not compared
    private record Piece(long start, byte[] bytes, int size) {}

    long length() {
        return length;
    }

    Content copy() {
        return new Content(pieces, length);
    }

    /** Appends bytes that nobody changes any more. */
    void append(byte[] bytes) {
        append(bytes, bytes.length);
    }

    void append(byte[] bytes, int size) {
        if (size > 0) {
            pieces.add(new Piece(length, bytes, size));
            length += size;
        }
    }

    void truncate(long to) {
        while (length > to) {
            Piece last = pieces.remove(pieces.size() - 1);
            length = last.start();
            if (length < to) {
                append(last.bytes(), (int) (to - length));
            }
        }
    }

    /** How many bytes were read; 0 at the end. */
    int read(long position, byte[] into, int offset, int count) {
        int copied = 0;
        int index = position < length ? find(position) : pieces.size();
        for (; index < pieces.size() && copied < count; index++) {
            Piece piece = pieces.get(index);
            int from = (int) (position + copied - piece.start());
            int some = Math.min(count - copied, piece.size() - from);
            System.arraycopy(piece.bytes(), from, into, offset + copied, some);
            copied += some;
        }
        return copied;
    }

    byte[] range(long from, long to) {
        byte[] bytes = new byte[Math.toIntExact(to - from)];
        read(from, bytes, 0, bytes.length);
        return bytes;
    }

    private int find(long position) {
        int low = 0;
        int high = pieces.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (pieces.get(middle).start() <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
