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
     * Ends the files of an epoch: nothing more is appended to them.
     *
     * @param task a task of any executor
     * @param parts what the epoch's tasks have stored
     * @return the files
     */
    public Set<String> end(TaskContext task, long epoch, Collection<StoredPart> parts) throws IOException {
        Set<String> named = new TreeSet<>();
        parts.forEach(part -> part.extents().forEach(extent -> named.add(extent.file())));
        return files(task).end(epoch, durability == Durability.POWER, named);
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
