package io.sakia.streaming.log;

import io.sakia.connector.FileStore;
import java.io.Closeable;
import java.io.IOException;

/**
 * The records of one segment from a place on, which must be there: read by who knows that they were stored.
 *
 * <pre>{@code
 * try (RecordsFrom records = SegmentLog.readFrom(store, "received/words", place)) {
 *     LogRecord first = records.next();
 *     LogRecord second = records.next();
 * }
 * }</pre>
 *
 * <p>For one thread.
 */
public final class RecordsFrom implements Closeable {
    private final FileStore store;
    private final SegmentFile file;
    private final FrameReader reader;

    RecordsFrom(FileStore store, SegmentFile file, long offset) throws IOException {
        this.store = store;
        this.file = file;
        this.reader = new FrameReader(store, file, offset);
    }

    /**
     * The next record, of any kind that the caller has appended, or a base; what the log itself has put between them is left out.
     *
     * @throws DamagedLogException if no good one stands there
     */
    public LogRecord next() throws IOException {
        while (true) {
            LogRecord record = reader.next();
            if (record == null) {
                throw new DamagedLogException(
                        file.describe(store), reader.position(), "no good record stands there; restore the file");
            }
            if (record.kind() <= SegmentLog.HIGHEST_KIND) {
                return record;
            }
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
