package io.sakia.hadoop;

import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import io.sakia.function.SharedInTasks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A file system as a process sees it that dies at its n-th change: from then on nothing it does has any effect, and what it had open stays open. */
final class CrashingStores implements FileStores, SharedInTasks {
    private static final long serialVersionUID = 1L;

    private final transient FileStores stores;
    private final transient AtomicLong left;

    /** Dies at a change, counted from 1; never if that is 0. */
    CrashingStores(FileStores stores, long at) {
        this.stores = stores;
        this.left = new AtomicLong(at == 0 ? Long.MAX_VALUE : at);
    }

    /** The process is dead. */
    static final class Crash extends IOException {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("this process is dead");
        }

        static boolean isCauseOf(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof Crash) {
                    return true;
                }
            }
            return false;
        }
    }

    boolean hasCrashed() {
        return left.get() <= 0;
    }

    private void alive() throws Crash {
        if (left.get() <= 0) {
            throw new Crash();
        }
    }

    private void change() throws Crash {
        if (left.decrementAndGet() <= 0) {
            throw new Crash();
        }
    }

    @Override
    public String absolute(String path) {
        return stores.absolute(path);
    }

    @Override
    public FileStore open(String folder) throws IOException {
        FileStore store = stores.open(folder);
        return new FileStore() {
            @Override
            public String root() {
                return store.root();
            }

            @Override
            public Output create(String path) throws IOException {
                change();
                return new CrashingOutput(store.create(path));
            }

            @Override
            public InputStream open(String path, long position) throws IOException {
                alive();
                return store.open(path, position);
            }

            @Override
            public List<Entry> list(String path) throws IOException {
                alive();
                return store.list(path);
            }

            @Override
            public List<Child> children(String path) throws IOException {
                alive();
                return store.children(path);
            }

            @Override
            public void rename(String from, String to) throws IOException {
                change();
                store.rename(from, to);
            }

            @Override
            public void delete(String path) throws IOException {
                change();
                store.delete(path);
            }

            @Override
            public boolean exists(String path) throws IOException {
                alive();
                return store.exists(path);
            }

            @Override
            public void sync(String path) throws IOException {
                change();
                store.sync(path);
            }

            @Override
            public void syncFolder(String path) throws IOException {
                alive();
                store.syncFolder(path);
            }

            @Override
            public boolean renamesAtomically() {
                return store.renamesAtomically();
            }
        };
    }

    private final class CrashingOutput implements FileStore.Output {
        private final FileStore.Output output;

        CrashingOutput(FileStore.Output output) {
            this.output = output;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            change();
            output.write(bytes);
        }

        @Override
        public long length() {
            return output.length();
        }

        @Override
        public void truncate(long length) throws IOException {
            change();
            output.truncate(length);
        }

        @Override
        public void sync() throws IOException {
            change();
            output.sync();
        }

        /** The dead close nothing. */
        @Override
        public void close() throws IOException {
            if (!hasCrashed()) {
                output.close();
            }
        }
    }
}
