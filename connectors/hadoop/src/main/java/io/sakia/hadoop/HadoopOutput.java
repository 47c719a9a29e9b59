package io.sakia.hadoop;

import io.sakia.connector.FileStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.client.HdfsDataOutputStream;

/** A file that is being written on a Hadoop file system. */
final class HadoopOutput implements FileStore.Output {
    private static final int BUFFER = 64 << 10;

    private final FileSystem system;
    private final Path file;
    private volatile FSDataOutputStream out;
    private long length;

    HadoopOutput(FileSystem system, Path file, FSDataOutputStream out) {
        this.system = system;
        this.file = file;
        this.out = out;
        this.length = out.getPos();
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        Asked.to(file, () -> {
            while (bytes.hasRemaining()) {
                int count = bytes.remaining();
                if (bytes.hasArray()) {
                    out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), count);
                    bytes.position(bytes.limit());
                } else {
                    byte[] some = new byte[Math.min(BUFFER, count)];
                    bytes.get(some);
                    count = some.length;
                    out.write(some);
                }
                length += count;
            }
            out.hflush(); // what was written outlives the process, as it does on a local disk
        });
    }

    @Override
    public long length() {
        return length;
    }

    /** The file is closed and opened anew: HDFS cuts only what nobody writes. */
    @Override
    public void truncate(long newLength) throws IOException {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException("the file has " + length + " bytes, and can't be cut to " + newLength);
        }
        Leases leases = Leases.of(system);
        try {
            out.close();
        } catch (IOException e) {
            leases.close(file); // what could not be written is what is cut off
        }
        Asked.to(file, () -> {
            if (!system.truncate(file, newLength)) {
                leases.close(file);
            }
        });
        out = Asked.of(file, () -> system.append(file));
        length = newLength;
    }

    /** Writes to the disks of all DataNodes, and tells the NameNode how long the file is: nobody else could know. */
    @Override
    public void sync() throws IOException {
        Asked.to(file, () -> {
            if (out instanceof HdfsDataOutputStream hdfs) {
                hdfs.hsync(EnumSet.of(HdfsDataOutputStream.SyncFlag.UPDATE_LENGTH));
            } else {
                out.hsync();
            }
        });
    }

    @Override
    public void close() throws IOException {
        Asked.to(file, () -> out.close());
    }
}
