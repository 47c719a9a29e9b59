package io.sakia.connector;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Files as checkpoints and file sinks need them: few operations, each with a promise about crashes. Paths are relative to
 * the store's root, with {@code /} between names.
 *
 * <p>All methods may be called from any thread. Errors are {@link IOException}s that name the path.
 */
public interface FileStore {
    /** The root, for messages: {@code file:/data/checkpoint}. */
    String root();

    /** Creates a file; fails with {@link java.nio.file.FileAlreadyExistsException} if there is one: of many callers one wins. */
    Output create(String path) throws IOException;

    /** Opens a file at a position; {@link java.nio.file.NoSuchFileException} if there is none. */
    InputStream open(String path, long position) throws IOException;

    /** The files below a folder, at any depth, in the order of their paths; empty if the folder does not exist. */
    List<Entry> list(String folder) throws IOException;

    /**
     * Renames a file or folder in one step: after a crash it has the old name or the new one, never both or none. Never replaces:
     * fails with {@link java.nio.file.FileAlreadyExistsException} if the target exists.
     */
    void rename(String from, String to) throws IOException;

    /** Deletes a file, or a folder with all in it; nothing happens if there is none. */
    void delete(String path) throws IOException;

    /** Whether the path exists. */
    boolean exists(String path) throws IOException;

    /**
     * Makes the bytes that a file has now survive a loss of power, whoever wrote them: a process that was killed leaves some
     * that other processes see and that no disk has.
     */
    void sync(String path) throws IOException;

    /** Makes creations, renames and deletions in a folder survive a loss of power. */
    void syncFolder(String folder) throws IOException;

    /** Whether {@link #rename} keeps its promise; where it doesn't, no sink may claim exactly once. */
    boolean renamesAtomically();

    /**
     * A file as {@link #list} found it.
     *
     * @param path relative to the root
     * @param length in bytes
     * @param modified in milliseconds since 1970
     */
    record Entry(String path, long length, long modified) {}

    /** A file that is being written, at its end only; used by one thread at a time. */
    interface Output extends Closeable {
        /** Appends the remaining bytes of the buffer. */
        void write(ByteBuffer bytes) throws IOException;

        /** How many bytes the file has. */
        long length();

        /** Cuts the file after {@code length} bytes, to take back an append that failed half-way. */
        void truncate(long length) throws IOException;

        /** Makes what was written survive a loss of power. After a failure the file is in doubt and must not be used again. */
        void sync() throws IOException;
    }
}
