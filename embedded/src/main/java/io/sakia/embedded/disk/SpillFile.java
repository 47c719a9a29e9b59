package io.sakia.embedded.disk;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of segments, one after another. It is deleted when its owner has closed it and nobody reads it any more, or when it is garbage. It
 * is open only while it is written or read, so that there may be more of them than a process may have open files.
 *
 * <pre>
 *   file     segment │ segment │ …
 *   segment  frame │ frame │ …
 *   frame    length of the payload, 4 bytes │ its CRC-32C, 4 bytes │ payload: whole records
 * </pre>
 *
 * <p>One segment is written at a time; any number are read at once. Files are not read through channels, since those close when a thread
 * that reads is interrupted, for everybody.
 */
public final class SpillFile implements AutoCloseable {
    static final int HEADER = 8;

    private final SpillFolders folders;
    private final Path folder;
    private final Path path;
    private final State state;
    private final Cleaner.Cleanable cleanable;
    private long end;
    private boolean released;

    SpillFile(SpillFolders folders, Path folder, Path path, Cleaner cleaner) throws IOException {
        this.folders = folders;
        this.folder = folder;
        this.path = path;
        this.state = new State(path);
        Files.createFile(path);
        this.cleanable = cleaner.register(this, state::delete);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /**
     * Begins a segment at the end; the one before must be finished.
     *
     * @param frame about how many bytes a reader will have to hold at once
     */
    public SegmentWriter write(int frame) {
        enter();
        return new SegmentWriter(this, end, frame);
    }

    /** Its owner needs it no more; may be called more than once. */
    @Override
    public void close() {
        synchronized (state) {
            released = true;
            if (state.users == 0) {
                cleanable.clean();
            }
        }
    }

    RecordFormat format() {
        return folders.format();
    }

    /** Somebody begins to use it. */
    void enter() {
        synchronized (state) {
            if (released && state.users == 0) {
                throw new LostBlockException(path, 0, "the file was deleted, since nobody needed it any more");
            }
            state.users++;
        }
    }

    /** Somebody needs it no more. */
    void leave() {
        synchronized (state) {
            state.users--;
            if (state.users == 0) {
                state.closeFile();
                if (released) {
                    cleanable.clean();
                }
            }
        }
    }

    /** Writes a frame; a folder that fails is not used again. */
    void append(long position, byte[] bytes, int length) throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        byte[] header = new byte[HEADER];
        RecordOutput.INTS.set(header, 0, length);
        RecordOutput.INTS.set(header, 4, (int) crc.getValue());
        try {
            synchronized (state) {
                RandomAccessFile file = state.open();
                file.seek(position);
                file.write(header);
                file.write(bytes, 0, length);
                end = position + HEADER + length;
            }
        } catch (IOException e) {
            if (!(e instanceof FileNotFoundException) || Files.exists(path)) {
                folders.leaveOut(folder, e);
            } // else somebody deleted the file, and the next one may work
            throw new IOException(path + " can't be written: " + e, e);
        }
        folders.written(HEADER + length);
    }

    /** The payload of the frame at a position, checked. */
    byte[] frame(long position, long limit) {
        byte[] payload;
        int expected;
        try {
            synchronized (state) {
                RandomAccessFile file = state.open();
                file.seek(position);
                byte[] header = new byte[HEADER];
                file.readFully(header);
                int length = (int) RecordOutput.INTS.get(header, 0);
                expected = (int) RecordOutput.INTS.get(header, 4);
                if (length <= 0 || length > limit - position - HEADER) {
                    throw new LostBlockException(path, position, "damaged: " + length + " is no length of a frame");
                }
                payload = new byte[length];
                file.readFully(payload);
            }
        } catch (FileNotFoundException e) {
            throw new LostBlockException(path, position, "the file is gone", e);
        } catch (IOException e) {
            throw new LostBlockException(path, position, "the file can't be read: " + e, e);
        }
        CRC32C crc = new CRC32C();
        crc.update(payload, 0, payload.length);
        if ((int) crc.getValue() != expected) {
            throw new LostBlockException(path, position, "damaged: the checksum of a frame is wrong");
        }
        return payload;
    }

    /** What must not refer to the file's object, for it to become garbage. */
    private static final class State {
        private final Path path;
        private int users;
        private @Nullable RandomAccessFile file;

        State(Path path) {
            this.path = path;
        }

        RandomAccessFile open() throws IOException {
            if (file == null) {
                if (!Files.exists(path)) {
                    throw new FileNotFoundException(path + " is gone");
                }
                file = new RandomAccessFile(path.toFile(), "rw");
            }
            return file;
        }

        void closeFile() {
            if (file != null) {
                try {
                    file.close();
                } catch (IOException e) {
                    // what was written was written; what was not is found by its checksum
                }
                file = null;
            }
        }

        synchronized void delete() {
            closeFile();
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // goes with its folder
            }
        }
    }
}
