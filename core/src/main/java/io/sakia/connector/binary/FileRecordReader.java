package io.sakia.connector.binary;

import io.sakia.connector.FileStores;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.connector.text.FileRange;
import java.io.IOException;

/**
 * Gives the bytes of the records that start in a range of a file. Each record is in one range, however the file is cut.
 *
 * <pre>
 *   a a a b b b c c c      records of 3 bytes
 *   0 1 2 3 4 5 6 7 8      [0, 4) holds "aaa" and "bbb", [4, 9) holds "ccc"
 * </pre>
 *
 * <p>A file that ends within a record is an error, once its last range is read. Nothing is unpacked, whatever the file's name.
 *
 * @param stores where the files are
 * @param recordLength the bytes of a record
 */
public record FileRecordReader(FileStores stores, int recordLength) implements RangeReader<byte[], FileRange> {
    /** Refuses records without bytes. */
    public FileRecordReader {
        if (recordLength < 1) {
            throw new IllegalArgumentException("a record has at least 1 byte, not " + recordLength);
        }
    }

    @Override
    public Reader<byte[]> open(FileRange range) throws IOException {
        long first = startingBefore(range.start());
        long records = startingBefore(range.start() + range.length()) - first;
        return new RecordReader(stores).open(new RecordRange(range.path(), first, records, recordLength));
    }

    private long startingBefore(long position) {
        return position / recordLength + (position % recordLength == 0 ? 0 : 1);
    }
}
