package io.sakia.streaming.log;

import io.sakia.connector.FileStore;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the records of a segment, one after the other, as long as they are good. */
final class FrameReader implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final long segment;
    private final InputStream in;
    private long position;

    /**
     * Reads from a place on.
     *
     * @param position where a frame begins
     */
    FrameReader(FileStore store, SegmentFile file, long position) throws IOException {
        this.segment = file.number();
        this.in = new BufferedInputStream(store.open(file.path(), position), BUFFER);
        this.position = position;
    }

    /** Where the next record begins, and after the last good one what is not a record, or the end of the file. */
    long position() {
        return position;
    }

    /** The next record, or null if none stands at {@link #position}; then this can't be used again. */
    @Nullable
    LogRecord next() throws IOException {
        Frame frame = Frame.decode(segment, position, ByteBuffer.wrap(in.readNBytes(Frame.HEAD)));
        if (frame == null) {
            return null;
        }
        // Grows with what is read: a length of which the file has not the bytes costs nothing.
        byte[] payload = in.readNBytes(frame.length());
        if (payload.length < frame.length() || Frame.crc(ByteBuffer.wrap(payload)) != frame.payloadCrc()) {
            return null;
        }
        LogRecord record = new LogRecord(frame.kind(), payload, new LogRecord.Place(segment, position));
        position += Frame.HEAD + frame.length();
        return record;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
