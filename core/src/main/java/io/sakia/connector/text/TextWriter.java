package io.sakia.connector.text;

import io.sakia.connector.FileStore;
import io.sakia.connector.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes one partition's lines into a staged file. */
final class TextWriter<T> implements Sink.Writer<T, StagedText> {
    private static final int BUFFER = 64 << 10;

    private final FileStore store;
    private final StagedText staged;
    private final boolean durable;
    private final FileStore.Output output;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private boolean closed;

    TextWriter(FileStore store, StagedText staged, boolean durable) throws IOException {
        this.store = store;
        this.staged = staged;
        this.durable = durable;
        this.output = store.create(staged.path());
    }

    @Override
    public void write(T record) throws IOException {
        byte[] line = String.valueOf(record).getBytes(StandardCharsets.UTF_8);
        if (line.length >= buffer.remaining()) {
            flush();
        }
        if (line.length >= buffer.remaining()) {
            output.write(ByteBuffer.wrap(line));
        } else {
            buffer.put(line);
        }
        buffer.put((byte) '\n');
    }

    private void flush() throws IOException {
        buffer.flip();
        output.write(buffer);
        buffer.clear();
    }

    @Override
    public StagedText stage() throws IOException {
        flush();
        if (durable) {
            output.sync();
        }
        close();
        if (durable) {
            store.syncFolder(staged.stagingFolder());
            store.syncFolder("");
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
}
