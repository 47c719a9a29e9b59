package io.sakia.streaming.checkpoint;

import io.sakia.connector.FileStore;
import io.sakia.streaming.state.StateFolder;
import java.io.IOException;
import java.util.Set;

/**
 * Deletes files that the log names no more, the states' and what was kept, and others that were left by runs that ended half-way.
 *
 * <p>A run deletes only what it has named itself, and at its begin what runs before it have left: a newer run may have taken over, and what
 * that one names is not known here. Each file's name tells the generation of the run that made it.
 */
final class Sweeper {
    private final FileStore store;
    private final long generation;
    private Set<String> dropped;

    /**
     * Deletes in a checkpoint.
     *
     * @param dropped folders that nobody needs once this run has sealed an epoch
     */
    Sweeper(FileStore store, long generation, Set<String> dropped) {
        this.store = store;
        this.generation = generation;
        this.dropped = dropped;
    }

    /** Deletes what earlier runs have left and the log does not name. */
    void begin(Set<String> files) throws IOException {
        for (String folder : new String[] {StateFolder.FOLDER, KeptFiles.FOLDER}) {
            for (FileStore.Entry file : store.list(folder)) {
                if (!files.contains(file.path()) && isEarlier(file.path())) {
                    store.delete(file.path());
                }
            }
        }
    }

    /** Deletes what was dropped: an epoch of this run is committed, so no other start will want it. */
    void committed() throws IOException {
        for (String folder : dropped) {
            store.delete(folder);
        }
        dropped = Set.of();
    }

    /** Deletes what was named and is named no more. */
    void delete(Set<String> files) throws IOException {
        for (String file : files) {
            store.delete(file);
        }
    }

    /** Whether a run before this one has made a file: the first number after the epoch or batch in its name is less. */
    private boolean isEarlier(String path) {
        String[] parts = path.substring(path.indexOf('/') + 1).split("[-/]", 3);
        try {
            return parts.length > 1 && Long.parseLong(parts[1]) < generation;
        } catch (NumberFormatException e) {
            return false; // nobody of ours has made it
        }
    }
}
