package io.sakia.connector.folder;

import io.sakia.connector.FileStore;
import io.sakia.connector.Sink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes one partition's records into a staged file. */
final class PartFile<T> implements Sink.Writer<T, StagedFile> {
    private static final int BUFFER = 64 << 10;

    private final FileStore store;
    private final StagedFile staged;
    private final boolean durable;
    private final FileStore.Output output;
    private final PartFormat.RecordWriter<T> records;
    private boolean closed;

    private PartFile(
            FileStore store,
            StagedFile staged,
            boolean durable,
            FileStore.Output output,
            PartFormat.RecordWriter<T> records) {
        this.store = store;
        this.staged = staged;
        this.durable = durable;
        this.output = output;
        this.records = records;
    }

    static <T> PartFile<T> create(FileStore store, StagedFile staged, boolean durable, PartFormat<T> format)
            throws IOException {
        FileStore.Output output = store.create(staged.path());
        try {
            OutputStream buffer = new BufferedOutputStream(new Bytes(output), BUFFER);
            return new PartFile<>(store, staged, durable, output, format.open(buffer));
        } catch (IOException | RuntimeException e) {
            try (output) {
                store.delete(staged.path());
            } catch (IOException deleting) {
                e.addSuppressed(deleting);
            }
            throw e;
        }
    }

    @Override
    public void write(T record) throws IOException {
        records.write(record);
    }

    @Override
    public StagedFile stage() throws IOException {
        records.close();
        if (durable) {
            output.sync();
        }
        close();
        if (durable) {
            store.syncFolder(staged.stagingFolder());
        }
        return staged;
    }

    @Override
    public void abort() throws IOException {
        try {
            close();
        } finally {
            store.delete(staged.path());
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            output.close();
        }
    }

    /** A store's output as a stream; closing it does nothing, as the output is synced after the last byte. */
    private static final class Bytes extends OutputStream {
        private final FileStore.Output output;

        Bytes(FileStore.Output output) {
            this.output = output;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            output.write(ByteBuffer.wrap(bytes, offset, length));
        }
    }
}
