package io.sakia.streaming.state;

import io.sakia.local.OwnFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file in a folder of the process. It is not read through a channel, since channels close when a thread that reads is interrupted, as that of a
 * cancelled task is.
 */
final class LocalStorage implements ColdStorage {
    private final Path path;
    private final RandomAccessFile file;

    private LocalStorage(Path path) throws IOException {
        this.path = path;
        this.file = new RandomAccessFile(path.toFile(), "rw");
    }

    /** Makes files in folders, in turn. */
    static Maker in(List<Path> folders) {
        return new Folders(folders);
    }

    @Override
    public void write(long at, byte[] bytes, int length) throws IOException {
        file.seek(at);
        file.write(bytes, 0, length);
    }

    @Override
    public int read(long at, byte[] into, int length) throws IOException {
        file.seek(at);
        int count = 0;
        while (count < length) {
            int more = file.read(into, count, length - count);
            if (more < 0) {
                break;
            }
            count += more;
        }
        return count;
    }

    @Override
    public void close() {
        try {
            file.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // goes with its folder
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static final class Folders implements Maker {
        private final List<Path> given;
        private final Map<Path, OwnFolder> made = new LinkedHashMap<>();
        private int turn;
        private boolean closed;

        Folders(List<Path> given) {
            this.given = given;
        }

        @Override
        public synchronized ColdStorage make() throws IOException {
            if (closed) {
                throw new IOException("the executor is closed");
            }
            IOException wrong = null;
            for (int i = 0; i < given.size(); i++) {
                Path folder = given.get(turn++ % given.size());
                try {
                    OwnFolder own = made.get(folder);
                    if (own == null) {
                        own = OwnFolder.in(folder);
                        made.put(folder, own);
                    }
                    return new LocalStorage(own.newFile(".states"));
                } catch (IOException e) {
                    IOException told = new IOException("no file can be made in " + folder + ": " + e, e);
                    if (wrong != null) {
                        told.addSuppressed(wrong);
                    }
                    wrong = told;
                }
            }
            throw wrong == null ? new IOException("there is no folder") : wrong;
        }

        @Override
        public synchronized void close() {
            closed = true;
            made.values().forEach(OwnFolder::close);
            made.clear();
        }
    }
}
