package io.sakia.hadoop.format;

import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.fs.PositionedReadable;
import org.apache.hadoop.fs.Seekable;
import org.jspecify.annotations.Nullable;

/** A file of any store as Hadoop's libraries read one: from any position. */
final class StoredFile extends InputStream implements Seekable, PositionedReadable {
    private final FileStore store;
    private final String name;
    private final long length;
    private @Nullable InputStream in;
    private long position;

    private StoredFile(FileStore store, String name, long length) {
        this.store = store;
        this.name = name;
        this.length = length;
    }

    static StoredFile open(FileStores stores, String path) throws IOException {
        int slash = path.lastIndexOf('/') + 1;
        FileStore store = stores.open(path.substring(0, slash));
        String name = path.substring(slash);
        long length = store.look(name)
                .orElseThrow(() -> new NoSuchFileException(path))
                .length();
        return new StoredFile(store, name, length);
    }

    long length() {
        return length;
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void seek(long newPosition) throws IOException {
        if (newPosition < 0 || newPosition > length) {
            throw new EOFException("there is no byte " + newPosition + " in " + store.root() + "/" + name + " of "
                    + length + " bytes");
        }
        if (newPosition != position) {
            close();
            position = newPosition;
        }
    }

    @Override
    public boolean seekToNewSource(long targetPosition) {
        return false;
    }

    @Override
    public int read() throws IOException {
        int read = stream().read();
        position += read < 0 ? 0 : 1;
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        int read = stream().read(bytes, offset, count);
        position += Math.max(0, read);
        return read;
    }

    @Override
    public int read(long from, byte[] bytes, int offset, int count) throws IOException {
        try (InputStream other = store.open(name, from)) {
            return other.read(bytes, offset, count);
        }
    }

    @Override
    public void readFully(long from, byte[] bytes, int offset, int count) throws IOException {
        try (InputStream other = store.open(name, from)) {
            if (other.readNBytes(bytes, offset, count) < count) {
                throw new EOFException(store.root() + "/" + name + " ends before byte " + (from + count));
            }
        }
    }

    @Override
    public void readFully(long from, byte[] bytes) throws IOException {
        readFully(from, bytes, 0, bytes.length);
    }

    private InputStream stream() throws IOException {
        InputStream open = in;
        if (open == null) {
            open = store.open(name, position);
            in = open;
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
            in = null;
        }
    }
}
