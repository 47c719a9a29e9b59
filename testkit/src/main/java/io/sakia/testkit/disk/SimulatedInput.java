package io.sakia.testkit.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Objects;

/** Reads a file of a simulated disk, to the end that it has then. */
final class SimulatedInput extends InputStream {
    private final SimulatedDisk disk;
    private final List<String> path;
    private final DiskFile file;
    private long position;
    private boolean closed;

    SimulatedInput(SimulatedDisk disk, List<String> path, DiskFile file, long position) {
        this.disk = disk;
        this.path = path;
        this.file = file;
        this.position = position;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, into.length);
        synchronized (disk) {
            disk.requireAlive();
            if (closed) {
                throw new ClosedChannelException();
            }
            disk.begin(DiskOperation.READ, path);
            int read = file.content().read(position, into, offset, count);
            position += read;
            return read == 0 && count > 0 ? -1 : read;
        }
    }

    @Override
    public void close() {
        synchronized (disk) {
            closed = true;
        }
    }
}
