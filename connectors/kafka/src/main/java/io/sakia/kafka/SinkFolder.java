package io.sakia.kafka;

import io.sakia.connector.FileStore;
import io.sakia.connector.Staging;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The sink's folder in the checkpoint, as the driver sees it.
 *
 * <pre>
 *   id-3f2a…             the name under which all runs write transactions; it is there before the first of them
 *   marked               a transaction was committed, so there must be a mark
 *   staged/part-0-17-…   what tasks have written
 * </pre>
 *
 * Used by one thread at a time.
 */
final class SinkFolder {
    private static final String ID = "id-";
    private static final String MARKED = "marked";

    private final FileStore store;
    private final boolean durable;
    private final List<String> leftovers = new ArrayList<>();
    private boolean marked;

    private SinkFolder(FileStore store, boolean durable) {
        this.store = store;
        this.durable = durable;
    }

    /** The folder as a run finds it. */
    static SinkFolder open(Staging staging) throws IOException {
        SinkFolder folder = new SinkFolder(staging.open(), staging.durable());
        folder.marked = folder.store.exists(MARKED);
        folder.store.list(StagedFile.FOLDER).forEach(each -> folder.leftovers.add(each.path()));
        return folder;
    }

    /** The id of this sink in this checkpoint, the same in all runs. */
    String id() throws IOException {
        String found = found();
        if (found.isEmpty()) {
            store.create(ID + UUID.randomUUID()).close();
            found = found();
        }
        if (durable) {
            store.syncFolder("");
        }
        return found;
    }

    /** The id that is there; of two that runs made at the same time, both take the same. Empty if there is none. */
    private String found() throws IOException {
        String first = "";
        for (FileStore.Entry file : store.list("")) {
            if (file.path().startsWith(ID)) {
                String id = file.path().substring(ID.length());
                first = first.isEmpty() || id.compareTo(first) < 0 ? id : first;
            }
        }
        return first;
    }

    /** Whether a transaction was committed, ever, as far as the folder knows. */
    boolean isMarked() {
        return marked;
    }

    /** A transaction was committed. */
    void mark() throws IOException {
        if (!marked) {
            try {
                store.create(MARKED).close();
            } catch (FileAlreadyExistsException e) {
                marked = true; // another run knew it before
            }
            if (durable) {
                store.syncFolder("");
            }
            marked = true;
        }
    }

    /** Opens what a task has staged. */
    StagedInput read(StagedRecords staged) throws IOException {
        return new StagedInput(store, staged.file());
    }

    /** These are needed no more, and neither is what runs before this one have left. */
    void published(List<StagedRecords> staged) throws IOException {
        delete(staged);
        for (String file : leftovers) {
            store.delete(file);
        }
        leftovers.clear();
    }

    /** These will never be published. */
    void delete(List<StagedRecords> staged) throws IOException {
        for (StagedRecords each : staged) {
            if (!each.file().isEmpty()) {
                store.delete(each.file());
            }
        }
    }
}
