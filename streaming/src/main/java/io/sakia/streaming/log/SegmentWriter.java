package io.sakia.streaming.log;

import io.sakia.connector.Durability;
import io.sakia.connector.FileStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The end of one segment.
 *
 * <pre>
 *                    append fails, is taken back
 *                        ┌──────┐
 *            ┌───────────▼──────┴──┐  append fails and stays   ┌──────┐
 *   create ─►│        GOOD         ├──────────────────────────►│ TORN │  what is before it can still be synced
 *            └──────────┬──────────┘                           └──┬───┘
 *                       │ sync fails        ┌──────────┐          │
 *                       └──────────────────►│ DOUBTFUL │◄─────────┘  never used again: a second sync may claim what is not so
 *                                           └──────────┘
 * </pre>
 *
 * <p>One thread may sync while another one appends: what was appended before the sync began is durable after it.
 */
final class SegmentWriter implements Closeable {
    /** Up to which size a record is copied so that it is one write. */
    private static final int ONE_WRITE = 1 << 16;

    private enum Condition {
        GOOD,
        TORN,
        DOUBTFUL
    }

    private final SegmentFile file;
    private final String description;
    private final Durability durability;
    private final FileStore.Output output;
    private final AtomicReference<Condition> condition = new AtomicReference<>(Condition.GOOD);
    private volatile long length;
    private volatile long stored;

    private SegmentWriter(SegmentFile file, String description, Durability durability, FileStore.Output output) {
        this.file = file;
        this.description = description;
        this.durability = durability;
        this.output = output;
    }

    /** Takes a segment; {@link java.nio.file.FileAlreadyExistsException} if it is taken. */
    static SegmentWriter create(FileStore store, SegmentFile file, Durability durability) throws IOException {
        return new SegmentWriter(file, file.describe(store), durability, store.create(file.path()));
    }

    SegmentFile file() {
        return file;
    }

    long length() {
        return length;
    }

    /** Up to which byte the segment is as durable as it is asked to be. */
    long stored() {
        return durability == Durability.PROCESS ? length : stored;
    }

    /** Whether records can be appended. */
    boolean isGood() {
        return condition.get() == Condition.GOOD;
    }

    /** Whether what was written can be made durable; if not, what is behind {@link #stored} is lost to this writer. */
    boolean canSync() {
        return condition.get() != Condition.DOUBTFUL;
    }

    void prefix() throws IOException {
        write(SegmentHeader.prefix(SegmentHeader.VERSION, file.number()));
    }

    /** Appends a record; gives its offset. */
    long append(int kind, ByteBuffer payload) throws IOException {
        long offset = length;
        Frame frame = Frame.of(kind, stored(), payload);
        if (payload.remaining() <= ONE_WRITE) {
            ByteBuffer whole = ByteBuffer.allocate(Frame.HEAD + payload.remaining());
            frame.encode(file.number(), offset, whole);
            write(whole.put(payload.duplicate()).flip());
        } else {
            ByteBuffer head = ByteBuffer.allocate(Frame.HEAD);
            frame.encode(file.number(), offset, head);
            write(head.flip(), payload.duplicate());
        }
        return offset;
    }

    /** Makes what was written durable, if that is asked for. */
    void sync() throws IOException {
        long written = length;
        if (durability == Durability.PROCESS || stored == written) {
            return;
        }
        try {
            output.sync();
        } catch (IOException e) {
            condition.set(Condition.DOUBTFUL);
            throw new IOException(
                    description + " could not be made durable behind byte " + stored + " (" + e.getMessage()
                            + "), and is not used again: go on in a new segment, or stop",
                    e);
        }
        stored = written;
    }

    private void write(ByteBuffer... parts) throws IOException {
        try {
            long end = length;
            for (ByteBuffer part : parts) {
                end += part.remaining();
                output.write(part);
            }
            length = end;
        } catch (IOException e) {
            takeBack(e);
            throw new IOException(
                    "nothing was appended to " + description + " at byte " + length + ": " + e.getMessage(), e);
        }
    }

    private void takeBack(IOException e) {
        try {
            output.truncate(length);
        } catch (IOException truncating) {
            condition.compareAndSet(Condition.GOOD, Condition.TORN);
            e.addSuppressed(truncating);
        }
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
