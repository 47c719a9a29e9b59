package io.sakia.conformance.crash;

import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import io.sakia.function.SharedInTasks;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A disk without locks, on which the n-th step halts the thread that does it until it is let go: a driver that is thought dead, and wakes up
 * later.
 */
final class HaltingStores implements FileStores, SharedInTasks {
    private static final long serialVersionUID = 1L;

    private final transient FileStores stores;
    private final transient CountDownLatch halted = new CountDownLatch(1);
    private final transient CountDownLatch release = new CountDownLatch(1);
    private final long at;
    private long steps;

    /** Halts in the n-th step, counted from 1; never if that is 0. */
    HaltingStores(FileStores stores, long at) {
        this.stores = stores;
        this.at = at;
    }

    /** Waits until it has halted, or the driver has ended without that and said so. */
    void awaitHalt() throws InterruptedException {
        halted.await();
    }

    /** The driver has ended. */
    void ended() {
        halted.countDown();
    }

    void letGo() {
        release.countDown();
    }

    synchronized long steps() {
        return steps;
    }

    private void step() throws IOException {
        synchronized (this) {
            steps++;
            if (steps != at) {
                return;
            }
        }
        halted.countDown();
        boolean interrupted = false;
        while (true) {
            try {
                release.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true; // a disk does not hear of it
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String absolute(String path) {
        return stores.absolute(path);
    }

    @Override
    public FileStore open(String folder) throws IOException {
        return new Halting(stores.open(folder));
    }

    private final class Halting implements FileStore {
        private final FileStore store;

        Halting(FileStore store) {
            this.store = store;
        }

        @Override
        public String root() {
            return store.root();
        }

        @Override
        public Output create(String path) throws IOException {
            step();
            return new HaltingOutput(store.create(path));
        }

        @Override
        public InputStream open(String path, long position) throws IOException {
            step();
            return store.open(path, position);
        }

        @Override
        public List<Entry> list(String folder) throws IOException {
            step();
            return store.list(folder);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            step();
            store.rename(from, to);
        }

        @Override
        public void delete(String path) throws IOException {
            step();
            store.delete(path);
        }

        @Override
        public boolean exists(String path) throws IOException {
            step();
            return store.exists(path);
        }

        @Override
        public void sync(String path) throws IOException {
            step();
            store.sync(path);
        }

        @Override
        public void syncFolder(String folder) throws IOException {
            step();
            store.syncFolder(folder);
        }

        @Override
        public boolean renamesAtomically() {
            return store.renamesAtomically();
        }

        @Override
        public boolean hasLocks() {
            return false;
        }

        @Override
        public Optional<Closeable> lock(String path) throws IOException {
            throw new UnsupportedOperationException("there are no locks here");
        }
    }

    private final class HaltingOutput implements FileStore.Output {
        private final FileStore.Output output;

        HaltingOutput(FileStore.Output output) {
            this.output = output;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            step();
            output.write(bytes);
        }

        @Override
        public long length() {
            return output.length();
        }

        @Override
        public void truncate(long length) throws IOException {
            step();
            output.truncate(length);
        }

        @Override
        public void sync() throws IOException {
            step();
            output.sync();
        }

        @Override
        public void close() throws IOException {
            output.close();
        }
    }
}
