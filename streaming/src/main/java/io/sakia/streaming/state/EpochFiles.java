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
 * goes to another file. The files stay open until those of the next epoch are begun, so that who makes them durable hears of whatever the
 * system could not write. Thread-safe.
 */
final class EpochFiles {
    private final FileStore store;
    private final long generation;
    private final String origin;
    private final Map<String, FileStore.Output> open = new LinkedHashMap<>(); // of this epoch
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
        FileStore.Output file = open.get(path);
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

    /** Lets go of the files of the epoch before: it has ended, or was given up, so that nothing names what is in them. */
    private void leave() throws IOException {
        List<FileStore.Output> last = List.copyOf(open.values());
        open.clear();
        current = null;
        for (FileStore.Output file : last) {
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
            open.put(path, file);
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
        return failed(store, what, path, failure);
    }

    /** What to do where something can't be done with a state file. */
    static IOException failed(FileStore store, String what, String path, IOException failure) {
        return new IOException(
                "the state file " + path + " in " + store.root() + " " + what + ": " + failure.getMessage()
                        + "; see that the disk has room and works, then start again: nothing of the epoch counts yet",
                failure);
    }
}
