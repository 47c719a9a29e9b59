package io.sakia.embedded.disk;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The records of a segment. It holds one frame at a time, and lets go of the file after the last record or when it is closed. Used by one
 * thread. {@link #hasNext} and {@link #next} throw {@link LostBlockException} for a frame that can't be read.
 */
public final class SegmentReader implements Iterator<Object>, AutoCloseable {
    private final Segment segment;
    private final RecordFormat format;
    private long position;
    private long left;
    private RecordInput frame = new RecordInput(new byte[0], 0, 0);
    private boolean closed;

    SegmentReader(Segment segment) {
        this.segment = segment;
        this.format = segment.file().format();
        this.position = segment.offset();
        this.left = segment.records();
        segment.file().enter();
        if (left == 0) {
            close();
        }
    }

    /** How many records are left to read. */
    public long left() {
        return left;
    }

    @Override
    public boolean hasNext() {
        if (left == 0) {
            return false;
        }
        if (!frame.hasMore()) {
            load();
        }
        return true;
    }

    @Override
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the segment has ended");
        }
        Object record = decode();
        left--;
        if (left == 0) {
            close();
        }
        return record;
    }

    /** Lets go of the file; may be called more than once. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            left = 0;
            frame = new RecordInput(new byte[0], 0, 0);
            segment.file().leave();
        }
    }

    private void load() {
        SpillFile file = segment.file();
        long end = segment.offset() + segment.length();
        if (position >= end) {
            throw new LostBlockException(file.path(), position, "records are missing at the end");
        }
        byte[] payload = file.frame(position, end);
        position += SpillFile.HEADER + payload.length;
        frame = new RecordInput(payload, 0, payload.length);
    }

    private Object decode() {
        Object record = format.read(frame);
        if (record == null) {
            throw new LostBlockException(segment.file().path(), position, "there is a null where a record was written");
        }
        return record;
    }
}
