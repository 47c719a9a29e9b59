package io.sakia.embedded;

import io.sakia.embedded.disk.SpillFolders;
import io.sakia.embedded.memory.MemoryBudget;
import java.util.Map;

/**
 * Where an engine keeps records: memory within a budget, and folders for what does not fit.
 *
 * @param memory the budget of all that it keeps and builds
 * @param folders where it writes when memory runs out
 */
record Storage(MemoryBudget memory, SpillFolders folders) {
    /** How many bytes a frame of a file has where nothing speaks for another size. */
    static final int FRAME = 1 << 16;

    /** What an engine's settings say. */
    static Storage of(Map<String, String> settings, int tasks) {
        return new Storage(
                new MemoryBudget(StorageSettings.memory(settings), tasks),
                new SpillFolders(StorageSettings.folders(settings)));
    }
}
