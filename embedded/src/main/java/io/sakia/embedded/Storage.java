package io.sakia.embedded;

import io.sakia.embedded.disk.SpillFolders;
import io.sakia.embedded.memory.MemoryBudget;
import io.sakia.embedded.spill.Workspace;
import java.util.Map;

/**
 * Where an engine keeps records: memory within a budget, and folders for what does not fit.
 *
 * @param memory the budget of all that it keeps and builds
 * @param folders where it writes when memory runs out
 * @param space both of them, as shuffles, folds and sorts use them
 */
record Storage(MemoryBudget memory, SpillFolders folders, Workspace space) {
    /** How many bytes a frame of a file has where nothing speaks for another size. */
    static final int FRAME = 1 << 16;

    /** What an engine's settings say. */
    static Storage of(Map<String, String> settings, int tasks) {
        return of(
                new MemoryBudget(StorageSettings.memory(settings), tasks),
                new SpillFolders(StorageSettings.folders(settings)));
    }

    /** A budget and folders. */
    static Storage of(MemoryBudget memory, SpillFolders folders) {
        return new Storage(memory, folders, new Workspace(memory, folders));
    }
}
