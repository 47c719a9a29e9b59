package io.sakia.connector.text;

import io.sakia.connector.Range;

/**
 * The lines of a file that start at a byte from {@code start} to before {@code start + length}. However a file is cut, each of
 * its lines is in one range.
 *
 * <pre>
 *   a b \n c d e f \n g h \n
 *   0 1  2 3 4 5 6  7 8 9 10      [0, 5) holds "ab" and "cdef", [5, 11) holds "gh"
 * </pre>
 *
 * @param path the file, absolute
 * @param start the first byte
 * @param length how many bytes; of a compressed file, which is never cut, what it has on disk
 */
public record FileRange(String path, long start, long length) implements Range {
    /** Refuses what can't be a range. */
    public FileRange {
        if (start < 0 || length < 0 || start + length < 0) {
            throw new IllegalArgumentException(
                    "a range of " + path + " can't start at " + start + " and have " + length + " bytes");
        }
        if (start > 0 && isCompressed(path)) {
            throw new IllegalArgumentException(
                    path + " is compressed and can only be read from its start, not from byte " + start);
        }
    }

    /** Whether the file's name says that it must be decompressed from its start. */
    public static boolean isCompressed(String path) {
        return path.endsWith(".gz");
    }

    @Override
    public long bytes() {
        return length;
    }

    @Override
    public String toString() {
        return path + " [" + start + ", " + (start + length) + ")";
    }
}
