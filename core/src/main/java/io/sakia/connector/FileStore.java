package io.sakia.connector;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Files as checkpoints and file sinks need them: few operations, each with a promise about crashes. Paths are relative to
 * the store's root, with {@code /} between names.
 *
 * <p>All methods may be called from any thread. Errors are {@link IOException}s that name the path.
 */
public interface FileStore {
    /** The root, for messages: {@code file:/data/checkpoint}. */
    String root();

    /**
     * Creates a file, and the folders that lead to it where they are missing. Fails with
     * {@link java.nio.file.FileAlreadyExistsException} if there is one: of many callers one wins.
     */
    Output create(String path) throws IOException;

    /** Opens a file at a position; {@link java.nio.file.NoSuchFileException} if there is none. */
    InputStream open(String path, long position) throws IOException;

    /**
     * The files below a folder, at any depth, in the order of their paths; empty if the folder does not exist. Of files that come or go
     * meanwhile, it finds some.
     */
    List<Entry> list(String folder) throws IOException;

    /**
     * What is right in a folder, files and folders, in the order of names. Of what comes or goes meanwhile, it finds some.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such folder
     * @throws java.nio.file.NotDirectoryException if it is a file
     */
    default List<Child> children(String folder) throws IOException {
        return Children.of(this, folder);
    }

    /** What stands under a path; empty if there is nothing. */
    default Optional<Child> look(String path) throws IOException {
        return Children.look(this, path);
    }

    /**
     * Renames a file or folder in one step: after a crash it has the old name or the new one, never both or none. Never replaces:
     * fails with {@link java.nio.file.FileAlreadyExistsException} if the target exists. Folders that lead to the new name are made where
     * they are missing.
     */
    void rename(String from, String to) throws IOException;

    /** Deletes a file, or a folder with all in it, one after another; nothing happens if there is none. */
    void delete(String path) throws IOException;

    /** Whether the path exists. */
    boolean exists(String path) throws IOException;

    /**
     * Makes the bytes that a file has now survive a loss of power, whoever wrote them: a process that was killed leaves some
     * that other processes see and that no disk has.
     */
    void sync(String path) throws IOException;

    /**
     * Makes creations, renames and deletions in a folder survive a loss of power, and the folder itself, with those that lead to it. A
     * rename belongs to the folder of its new name: when that was synced, the old name is gone for good.
     */
    void syncFolder(String folder) throws IOException;

    /** Whether {@link #rename} keeps its promise; where it doesn't, no sink may claim exactly once. */
    boolean renamesAtomically();

    /** Whether {@link #lock} works here. */
    default boolean hasLocks() {
        return false;
    }

    /**
     * Takes a lock that lasts until it is closed, or its process ends in whatever way. It is a file that is made where it is missing,
     * stays, and is nobody's to write, read or delete. Empty if somebody has the lock, in this process or another one.
     *
     * <pre>{@code
     * Closeable lock = store.lock("lock").orElseThrow(() -> new IOException("another driver runs on " + store.root()));
     * }</pre>
     *
     * @throws UnsupportedOperationException if this store {@linkplain #hasLocks has no locks}
     */
    default Optional<Closeable> lock(String path) throws IOException {
        throw new UnsupportedOperationException(root() + " has no locks: ask hasLocks() first");
    }

    /**
     * A file as {@link #list} found it.
     *
     * @param path relative to the root
     * @param length in bytes
     * @param modified in milliseconds since 1970
     */
    record Entry(String path, long length, long modified) {}

    /**
     * A file or a folder in a folder.
     *
     * @param length in bytes; of a folder 0
     * @param modified in milliseconds since 1970
     */
    record Child(String name, boolean isFolder, long length, long modified) {
        /** Whether it is left out of a folder that is read: names with _ or . before them are marks, or files that are being written. */
        public boolean isHidden() {
            return name.startsWith("_") || name.startsWith(".");
        }
    }

    /**
     * A file that is being written, at its end only; used by one thread at a time, except that it may be {@linkplain #sync synced} while
     * another thread writes.
     */
    interface Output extends Closeable {
        /** Appends the remaining bytes of the buffer. */
        void write(ByteBuffer bytes) throws IOException;

        /** How many bytes the file has. */
        long length();

        /** Cuts the file after {@code length} bytes, to take back an append that failed half-way. */
        void truncate(long length) throws IOException;

        /** Makes what was written before the call survive a loss of power. After a failure the file is in doubt and must not be used again. */
        void sync() throws IOException;
    }
}
