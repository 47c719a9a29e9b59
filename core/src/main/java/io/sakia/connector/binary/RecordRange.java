package io.sakia.connector.binary;

import io.sakia.connector.FileSearch;
import io.sakia.connector.FileStores;
import io.sakia.connector.Range;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Some records of a file in which all records have one length.
 *
 * @param path the file, absolute
 * @param first the first record, from 0
 * @param records how many
 * @param recordLength the bytes of a record
 */
public record RecordRange(String path, long first, long records, int recordLength) implements Range {
    private static final long MOST = 32 << 20;

    /**
     * Cuts the files of a path between records, into ranges of at most 32 MiB.
     *
     * @param stores where they are
     * @param path a file, a folder, or a pattern
     * @param minRanges make the ranges smaller until there are about so many
     * @throws IOException if a file's size is no multiple of the record length
     */
    public static List<RecordRange> plan(FileStores stores, String path, int recordLength, int minRanges)
            throws IOException {
        if (recordLength < 1) {
            throw new IllegalArgumentException("a record has at least 1 byte, not " + recordLength);
        }
        List<FileSearch.Found> files = FileSearch.on(stores).files(path);
        long total = 0;
        for (FileSearch.Found file : files) {
            long size = file.length();
            if (size % recordLength != 0) {
                throw new IOException(file.path() + " has " + size
                        + " bytes, which is no multiple of the record length "
                        + recordLength + ": " + size % recordLength + " are left over; check the length, or that the"
                        + " file is complete");
            }
            total += size;
        }
        long wanted = Math.max(1, minRanges);
        long most = Math.max(1, Math.min(MOST, (total + wanted - 1) / wanted) / recordLength);
        List<RecordRange> ranges = new ArrayList<>();
        for (FileSearch.Found file : files) {
            split(file.path(), file.length() / recordLength, recordLength, most, ranges);
        }
        return ranges;
    }

    /** Pieces of nearly equal size, so that the last is not a crumb; an empty file has none. */
    private static void split(String path, long records, int recordLength, long most, List<RecordRange> ranges) {
        long pieces = (records + most - 1) / most;
        long first = 0;
        for (long i = 1; i <= pieces; i++) {
            long end = records / pieces * i + Math.min(i, records % pieces);
            ranges.add(new RecordRange(path, first, end - first, recordLength));
            first = end;
        }
    }

    @Override
    public String toString() {
        return path + " records " + first + " to " + (first + records - 1);
    }
}
