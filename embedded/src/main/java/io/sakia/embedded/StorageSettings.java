package io.sakia.embedded;

import io.sakia.embedded.disk.SpillFolders;
import io.sakia.embedded.memory.MemoryBudget;
import io.sakia.embedded.spill.Workspace;
import io.sakia.local.HeapSetting;
import io.sakia.local.LocalDirs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads the settings {@code sakia.memory} and {@code sakia.local.dir}.
 *
 * <p>Without a setting the budget is half of the heap. With 256 MB of heap and pairs, records, byte arrays or a map of words filled up to
 * the budget, what really lay on the heap was within 4% of it, and allocating beside them went on with 80% of the heap taken. So
 * the estimates need no reserve; the other half is for what nobody counts: what the functions of a program hold, results that are
 * collected, records on their way through a chain, frames of files, and the single group that can't be split.
 */
final class StorageSettings {
    static final String MEMORY = "sakia.memory";
    static final String FOLDERS = LocalDirs.KEY;

    private static final HeapSetting HEAP = new HeapSetting(MEMORY, 90, 64 << 10);
    private static final String DEFAULT = "50%";

    private StorageSettings() {}

    /** What an engine that runs so many tasks at once works with. */
    static Workspace workspace(Map<String, String> settings, int tasks) {
        return new Workspace(new MemoryBudget(memory(settings), tasks), new SpillFolders(folders(settings)));
    }

    /** The bytes of the memory budget. */
    static long memory(Map<String, String> settings) {
        return HEAP.bytes(settings.getOrDefault(MEMORY, DEFAULT));
    }

    /** The folders to write to. */
    static List<Path> folders(Map<String, String> settings) {
        return LocalDirs.parse(settings.get(FOLDERS));
    }
}
