package io.sakia.testkit.disk;

import io.sakia.connector.FileStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.List;

/** A file of a simulated disk that is being written. Like a file descriptor it stays with its file through renames and deletions. */
final class SimulatedOutput implements FileStore.Output {
    private final SimulatedDisk disk;
    private final List<String> path;
    private final DiskFile file;
    private boolean closed;

    SimulatedOutput(SimulatedDisk disk, List<String> path, DiskFile file) {
        this.disk = disk;
        this.path = path;
        this.file = file;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        synchronized (disk) {
            requireOpen();
            byte[] written = new byte[bytes.remaining()];
            if (written.length == 0) {
                return;
            }
            bytes.get(written);
            try {
                disk.begin(DiskOperation.WRITE, path);
            } catch (SimulatedCrash e) {
                disk.torn(file, written);
                throw e;
            } catch (IOException e) {
                byte[] half = Arrays.copyOf(written, written.length / 2);
                bytes.position(bytes.position() - written.length + half.length);
                file.append(half, disk.now());
                throw e;
            }
            file.append(written, disk.now());
        }
    }

    @Override
    public long length() {
        synchronized (disk) {
            return file.content().length();
        }
    }

    @Override
    public void truncate(long length) throws IOException {
        synchronized (disk) {
            requireOpen();
            if (length < 0 || length > file.content().length()) {
                throw new IllegalArgumentException("/" + String.join("/", path) + " has "
                        + file.content().length() + " bytes, and can't be cut to " + length);
            }
            disk.begin(DiskOperation.TRUNCATE, path);
            file.truncate(length, disk.now());
        }
    }

    @Override
    public void sync() throws IOException {
        synchronized (disk) {
            requireOpen();
            disk.sync(path, file);
        }
    }

    /** Closes it; this alone does not fail after a crash, when there is nothing left to close. */
    @Override
    public void close() {
        synchronized (disk) {
            closed = true;
        }
    }

    private void requireOpen() throws IOException {
        disk.requireAlive();
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}
