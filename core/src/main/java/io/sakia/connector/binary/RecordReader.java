package io.sakia.connector.binary;

import io.sakia.connector.FileStores;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives each record's bytes.
 *
 * @param stores where the files are
 */
public record RecordReader(FileStores stores) implements RangeReader<byte[], RecordRange> {
    @Override
    public Reader<byte[]> open(RecordRange range) throws IOException {
        int name = range.path().lastIndexOf('/') + 1;
        InputStream file = stores.open(range.path().substring(0, name))
                .open(range.path().substring(name), range.first() * range.recordLength());
        return new Records(range, new BufferedInputStream(file, 128 << 10));
    }

    private static final class Records implements Reader<byte[]> {
        private final RecordRange range;
        private final InputStream in;
        private long read;

        Records(RecordRange range, InputStream in) {
            this.range = range;
            this.in = in;
        }

        @Override
        public byte @Nullable [] read() throws IOException {
            if (read == range.records()) {
                return null;
            }
            byte[] record = in.readNBytes(range.recordLength());
            if (record.length < range.recordLength()) {
                throw new IOException(range.path() + " ends within record " + (range.first() + read)
                        + ": of its " + range.recordLength() + " bytes there are only " + record.length
                        + "; check the record length, and that the file was complete when it was found");
            }
            read++;
            return record;
        }

        @Override
        public String position() {
            return range.path() + " record " + (range.first() + Math.max(0, read - 1));
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
