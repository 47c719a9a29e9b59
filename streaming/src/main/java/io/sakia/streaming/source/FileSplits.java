package io.sakia.streaming.source;

import io.sakia.connector.text.FileRange;
import java.util.ArrayList;
import java.util.List;

/** Cuts the files of a batch into ranges for its tasks. */
final class FileSplits {
    private static final long SMALLEST = 1L << 20;
    private static final long LARGEST = 64L << 20;

    private FileSplits() {}

    /**
     * Ranges that cover the pieces, in order: about as many as are worth while, but none is cut below 1 MiB, and a piece that
     * can be cut gives none above 64 MiB.
     */
    static List<FileRange> cut(List<FileRange> pieces, int parallelism) {
        long total = pieces.stream().mapToLong(FileRange::length).sum();
        long size = Math.max(SMALLEST, Math.min(LARGEST, (total + parallelism - 1) / parallelism));
        List<FileRange> ranges = new ArrayList<>();
        for (FileRange piece : pieces) {
            long parts = FileRange.isCompressed(piece.path()) ? 1 : Math.max(1, (piece.length() + size - 1) / size);
            for (long i = 0; i < parts; i++) {
                long from = share(piece.length(), i, parts);
                ranges.add(
                        new FileRange(piece.path(), piece.start() + from, share(piece.length(), i + 1, parts) - from));
            }
        }
        return ranges;
    }

    private static long share(long length, long i, long parts) {
        return length / parts * i + Math.min(i, length % parts);
    }
}
