package io.sakia.streaming.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Files in memory that fail when they are told to. Used by one thread at a time. */
public final class MemoryStorage implements ColdStorage.Maker {
    final List<File> files = new ArrayList<>();
    boolean full;
    boolean unreadable;
    long written;

    /** Stores that keep nearly nothing in memory. */
    public static StateStores tight(String origin, long bytes) {
        return new StateStores(origin, new MappingLoops(), new StateSpace(bytes, new MemoryStorage()));
    }

    /** The bytes of all files that are not deleted. */
    long size() {
        return files.stream().mapToLong(file -> file.bytes.length).sum();
    }

    @Override
    public ColdStorage make() {
        File file = new File();
        files.add(file);
        return file;
    }

    @Override
    public void close() {
        files.clear();
    }

    /** One file. */
    final class File implements ColdStorage {
        byte[] bytes = {};

        @Override
        public void write(long at, byte[] from, int length) throws IOException {
            int written = full ? length / 2 : length;
            if (bytes.length < at + written) {
                bytes = Arrays.copyOf(bytes, (int) at + written);
            }
            System.arraycopy(from, 0, bytes, (int) at, written);
            MemoryStorage.this.written += written;
            if (full) {
                throw new IOException("no space left");
            }
        }

        @Override
        public int read(long at, byte[] into, int length) throws IOException {
            if (unreadable) {
                throw new IOException("it rusts");
            }
            int count = (int) Math.min(length, bytes.length - at);
            System.arraycopy(bytes, (int) at, into, 0, count);
            return count;
        }

        @Override
        public void close() {
            if (!files.remove(this)) {
                throw new IllegalStateException("closed twice");
            }
        }

        @Override
        public String toString() {
            return "the file";
        }
    }
}
