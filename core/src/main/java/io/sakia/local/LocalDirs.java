package io.sakia.local;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the setting {@code sakia.local.dir}: the folders for what does not fit into memory, with commas between them.
 *
 * <pre>{@code LocalDirs.parse("/disk1, /disk2") // [/disk1, /disk2]}</pre>
 */
public final class LocalDirs {
    /** The setting's key. */
    public static final String KEY = "sakia.local.dir";

    private LocalDirs() {}

    /** The folders of a setting, or that of temporary files if nothing is set. */
    public static List<Path> parse(@Nullable String given) {
        if (given == null) {
            return List.of(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
        }
        List<Path> folders = new ArrayList<>();
        for (String name : given.split(",", -1)) {
            folders.add(folder(name.strip(), given));
        }
        return folders;
    }

    private static Path folder(String name, String given) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    KEY + " is '" + given + "': name one or more folders, with commas between them");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    KEY + " names the folder '" + name + "', which is no path: " + e.getReason(), e);
        }
    }
}
