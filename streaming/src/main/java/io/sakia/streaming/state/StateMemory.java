package io.sakia.streaming.state;

import io.sakia.local.HeapSetting;
import io.sakia.local.LocalDirs;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much memory the states of a program may take in each executor, and where they are kept beyond it, as the settings {@code
 * sakia.state.memory} and {@code sakia.local.dir} say it. It travels to the executors, whose heaps may differ.
 *
 * <pre>{@code StateMemory.of(Map.of("sakia.state.memory", "256m")).bytes() // 268435456}</pre>
 *
 * @param memory bytes, or a share of the heap
 * @param folders with commas between them; null for that of temporary files
 */
public record StateMemory(String memory, @Nullable String folders) implements Serializable {
    /** The key of the setting. */
    public static final String KEY = "sakia.state.memory";

    private static final String DEFAULT = "20%";
    private static final HeapSetting HEAP = new HeapSetting(KEY, 90, 64 << 10);

    /** What settings say; an {@link IllegalArgumentException} if they say something wrong. */
    public static StateMemory of(Map<String, String> settings) {
        StateMemory memory = new StateMemory(settings.getOrDefault(KEY, DEFAULT), settings.get(LocalDirs.KEY));
        memory.bytes();
        memory.paths();
        return memory;
    }

    /** The bytes in this process. */
    public long bytes() {
        return HEAP.bytes(memory);
    }

    /** The folders. */
    List<Path> paths() {
        return LocalDirs.parse(folders);
    }
}
