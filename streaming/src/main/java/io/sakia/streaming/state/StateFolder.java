package io.sakia.streaming.state;

import io.sakia.TaskContext;
import io.sakia.connector.Durability;
import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where one run of a program stores its states; it travels to tasks.
 *
 * @param stores opens the checkpoint
 * @param checkpoint the checkpoint's folder; state files stand in {@code state} below it
 * @param generation the number of this start of the program, higher than all before
 * @param durability what stored states survive
 */
public record StateFolder(FileStores stores, String checkpoint, long generation, Durability durability)
        implements Serializable {
    /** The folder of state files in the checkpoint. */
    public static final String FOLDER = "state";

    /** The checkpoint. */
    public FileStore open() throws IOException {
        return stores.open(checkpoint);
    }

    /**
     * Makes what was stored at the end of an epoch survive what it is to survive. On the driver, beside whatever tasks do: they need not wait
     * for a disk.
     *
     * @param parts what the epoch's tasks have stored
     * @throws IOException if that failed; then what was stored must not be used
     */
    public void sync(Collection<StoredPart> parts) throws IOException {
        Set<String> named = new TreeSet<>();
        parts.forEach(part -> part.extents().forEach(extent -> named.add(extent.file())));
        if (durability != Durability.POWER || named.isEmpty()) {
            return;
        }
        FileStore store = open();
        for (String file : named) {
            sync(store, file, () -> store.sync(file));
        }
        sync(store, FOLDER, () -> store.syncFolder(FOLDER));
    }

    private static void sync(FileStore store, String path, Sync sync) throws IOException {
        try {
            sync.run();
        } catch (IOException e) {
            throw EpochFiles.failed(store, "could not be made durable", path, e);
        }
    }

    private interface Sync {
        void run() throws IOException;
    }

    /** The files that a task's executor writes in this run. */
    EpochFiles files(TaskContext task) throws IOException {
        try {
            return task.executorLocal("io.sakia.streaming.state.files/" + generation + "/" + checkpoint, () -> {
                try {
                    String origin = task.stage() + "." + task.partition() + "." + task.attempt();
                    return new EpochFiles(open(), generation, origin);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
