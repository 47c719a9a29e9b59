package io.sakia.connector.text;

import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Local folders of a process that dies before its n-th change of files, counted from 0. */
final class FailingStores implements FileStores {
    private final int crash;
    private final AtomicInteger changes = new AtomicInteger();

    FailingStores(int crash) {
        this.crash = crash;
    }

    static final class Crash extends IOException {}

    @Override
    public String absolute(String path) {
        return FileStores.local().absolute(path);
    }

    @Override
    public FileStore open(String folder) throws IOException {
        FileStore store = FileStores.local().open(folder);
        return new FileStore() {
            @Override
            public String root() {
                return store.root();
            }

            @Override
            public Output create(String path) throws IOException {
                change();
                return store.create(path);
            }

            @Override
            public InputStream open(String path, long position) throws IOException {
                return store.open(path, position);
            }

            @Override
            public List<Entry> list(String path) throws IOException {
                return store.list(path);
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
                return store.exists(path);
            }

            @Override
            public void sync(String path) throws IOException {
                change();
                store.sync(path);
            }

            @Override
            public void syncFolder(String path) throws IOException {
                change();
                store.syncFolder(path);
            }

            @Override
            public boolean renamesAtomically() {
                return store.renamesAtomically();
            }
        };
    }

    private void change() throws IOException {
        if (changes.getAndIncrement() == crash) {
            throw new Crash();
        }
    }
}
