package io.sakia.embedded.disk;

import java.io.IOException;

/**
 * Writes a segment, record by record. Used by one thread; closed without {@link #finish} it leaves nothing that can be read.
 *
 * <pre>{@code
 * try (SegmentWriter writer = file.write(1 << 16)) {
 *     writer.write(record);
 *     return writer.finish();
 * }
 * }</pre>
 */
public final class SegmentWriter implements AutoCloseable {
    private final SpillFile file;
    private final long offset;
    private final int frame;
    private final RecordOutput out;
    private long position;
    private long records;
    private int largest;
    private boolean closed;

    SegmentWriter(SpillFile file, long offset, int frame) {
        this.file = file;
        this.offset = offset;
        this.frame = frame;
        this.position = offset;
        this.out = new RecordOutput(Math.min(frame, 1 << 16));
    }

    /**
     * Writes a record.
     *
     * @throws UnspillableException when its class can't be written; nothing of it was
     * @throws IOException when the file can't be written; its folder is not used again
     */
    public void write(Object record) throws IOException {
        int before = out.size();
        try {
            file.format().write(record, out);
        } catch (RuntimeException | Error e) {
            out.cut(before);
            throw e;
        }
        records++;
        if (out.size() >= frame) {
            flush();
        }
    }

    /** Writes a frame of whole records that are bytes already. */
    void writeFrame(byte[] bytes, int length, int more) throws IOException {
        flush();
        append(bytes, length);
        records += more;
    }

    /** How many bytes were written. */
    public long length() {
        return position - offset + out.size();
    }

    /** The segment, complete. */
    public Segment finish() throws IOException {
        flush();
        close();
        return new Segment(file, offset, position - offset, records, largest);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            file.leave();
        }
    }

    private void flush() throws IOException {
        if (out.size() > 0) {
            append(out.array(), out.size());
            out.clear();
        }
    }

    private void append(byte[] bytes, int length) throws IOException {
        file.append(position, bytes, length);
        position += SpillFile.HEADER + length;
        largest = Math.max(largest, length);
    }
}
