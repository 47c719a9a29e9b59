package io.sakia.streaming.state;

import io.sakia.connector.FileStore;
import io.sakia.connector.codec.Shapes;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state files that one executor writes in one run of a program: one an epoch, to which all its tasks append.
 *
 * <pre>
 *   state/0000000017-2-41.0.1-0.state        epoch - generation - first task that asked - number
 * </pre>
 *
 * <p>A file is made by the first block of an epoch. An append that fails is taken back by cutting the file; if that fails too, the next block
 * goes to another file. A file that could not be synced is never used again: what it held must be stored once more. Thread-safe.
 */
final class EpochFiles {
    private final FileStore store;
    private final long generation;
    private final String origin;
    private final Map<String, FileStore.Output> unsynced = new LinkedHashMap<>(); // of this epoch
    private long epoch = -1;
    private @Nullable String current; // the one to append to
    private int made;

    EpochFiles(FileStore store, long generation, String origin) {
        this.store = store;
        this.generation = generation;
        this.origin = origin;
    }

    /**
     * Appends a block; gives where it stands.
     *
     * @param shapes of all that is written in the epoch, for the head of a file that is begun
     */
    synchronized Extent append(long toEpoch, Supplier<Shapes> shapes, byte[] block, int length) throws IOException {
        enter(toEpoch);
        String path = current == null ? create(shapes.get()) : current;
        FileStore.Output file = unsynced.get(path);
        if (file == null) {
            throw new IllegalStateException("the state file " + path + " is not open");
        }
        long offset = file.length();
        try {
            file.write(ByteBuffer.wrap(block, 0, length));
        } catch (IOException e) {
            throw failed("could not be appended to at byte " + offset, path, takeBack(file, offset, e));
        }
        return new Extent(path, offset, length);
    }

    /**
     * Ends an epoch: nothing more is appended to its files.
     *
     * @param power whether they have to survive a loss of power
     * @param named the files that are named in the parts of the epoch, this executor's and those of others
     * @return the files that were ended
     */
    synchronized Set<String> end(long endedEpoch, boolean power, Set<String> named) throws IOException {
        Set<String> ended = new TreeSet<>();
        if (endedEpoch == epoch) {
            for (Map.Entry<String, FileStore.Output> file : unsynced.entrySet()) {
                if (power) {
                    sync(file.getKey(), file.getValue()::sync);
                }
                ended.add(file.getKey());
            }
            leave();
        }
        for (String path : named) {
            if (ended.add(path) && power) {
                sync(path, () -> store.sync(path));
            }
        }
        if (power && !ended.isEmpty()) {
            sync(StateFolder.FOLDER, () -> store.syncFolder(StateFolder.FOLDER));
        }
        return ended;
    }

    private void sync(String path, Sync sync) throws IOException {
        try {
            sync.run();
        } catch (IOException e) {
            try {
                leave();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw failed("could not be made durable", path, e);
        }
    }

    private interface Sync {
        void run() throws IOException;
    }

    private void enter(long toEpoch) throws IOException {
        if (toEpoch < epoch) {
            throw new IOException("the state of epoch " + toEpoch + " is not stored any more, because that of epoch "
                    + epoch + " is being stored: the task is left over, its failure changes nothing");
        }
        if (toEpoch > epoch) {
            leave();
            epoch = toEpoch;
        }
    }

    /** Lets go of what is open: ended, or left by an epoch that was given up, so that nothing names what is in it. */
    private void leave() throws IOException {
        List<FileStore.Output> open = List.copyOf(unsynced.values());
        unsynced.clear();
        current = null;
        for (FileStore.Output file : open) {
            file.close();
        }
    }

    private String create(Shapes shapes) throws IOException {
        while (true) {
            String path = String.format(
                    Locale.ROOT, "%s/%010d-%d-%s-%d.state", StateFolder.FOLDER, epoch, generation, origin, made++);
            FileStore.Output file;
            try {
                file = store.create(path);
            } catch (FileAlreadyExistsException e) {
                continue; // another executor's, or an earlier run's with the same generation
            }
            try {
                file.write(head(shapes));
            } catch (IOException e) {
                file.close();
                throw failed("could not be begun", path, e);
            }
            unsynced.put(path, file);
            current = path;
            return path;
        }
    }

    private ByteBuffer head(Shapes shapes) throws IOException {
        BlockBuffer head = new BlockBuffer(StateBlocks.HEAD + StateBlocks.CRC);
        DataOutputStream out = new DataOutputStream(head);
        out.writeLong(StateBlocks.FILE_MAGIC);
        out.writeLong(epoch);
        out.writeLong(generation);
        out.writeInt(0); // the length of the shapes, when it is known
        shapes.write(out);
        head.putInt(StateBlocks.HEAD - 4, head.size() - StateBlocks.HEAD);
        out.writeInt(StateBlocks.crc(head.bytes(), 0, head.size()));
        return ByteBuffer.wrap(head.bytes(), 0, head.size());
    }

    private IOException takeBack(FileStore.Output file, long length, IOException failure) {
        try {
            file.truncate(length);
        } catch (IOException e) {
            failure.addSuppressed(e);
            current = null;
        }
        return failure;
    }

    private IOException failed(String what, String path, IOException failure) {
        return new IOException(
                "the state file " + path + " in " + store.root() + " " + what + ": " + failure.getMessage()
                        + "; see that the disk has room and works, then start again: nothing of the epoch counts yet",
                failure);
    }
}
