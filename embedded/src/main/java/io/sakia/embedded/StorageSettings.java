package io.sakia.embedded;

import io.sakia.embedded.disk.SpillFolders;
import io.sakia.embedded.memory.MemoryBudget;
import io.sakia.embedded.spill.Workspace;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    static final String FOLDERS = "sakia.local.dir";

    private static final Pattern BYTES = Pattern.compile("([0-9]{1,15})(b|k|kb|m|mb|g|gb|t|tb)?");
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,3})%");
    private static final long DEFAULT_SHARE = 50;
    private static final long LARGEST_SHARE = 90;
    private static final long LEAST = 64 << 10;

    private StorageSettings() {}

    /** What an engine that runs so many tasks at once works with. */
    static Workspace workspace(Map<String, String> settings, int tasks) {
        return new Workspace(new MemoryBudget(memory(settings), tasks), new SpillFolders(folders(settings)));
    }

    /** The bytes of the memory budget. */
    static long memory(Map<String, String> settings) {
        long heap = Runtime.getRuntime().maxMemory();
        String given = settings.get(MEMORY);
        return given == null ? heap / 100 * DEFAULT_SHARE : memory(given, heap);
    }

    /** The folders to write to. */
    static List<Path> folders(Map<String, String> settings) {
        String given = settings.get(FOLDERS);
        if (given == null) {
            return List.of(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
        }
        List<Path> folders = new ArrayList<>();
        for (String name : given.split(",", -1)) {
            folders.add(folder(name.strip(), given));
        }
        return folders;
    }

    private static long memory(String given, long heap) {
        String text = given.strip().toLowerCase(Locale.ROOT);
        Matcher share = SHARE.matcher(text);
        if (share.matches()) {
            long percent = Long.parseLong(share.group(1));
            if (percent < 1 || percent > LARGEST_SHARE) {
                throw new IllegalArgumentException(MEMORY + " is '" + given + "', but a share of the heap is 1% to "
                        + LARGEST_SHARE + "%: the rest is for what your functions hold");
            }
            return heap / 100 * percent;
        }
        Matcher bytes = BYTES.matcher(text);
        if (!bytes.matches()) {
            throw new IllegalArgumentException(
                    MEMORY + " is '" + given + "': use bytes as in 512m or 2g, or a share of the heap as in 40%");
        }
        return checked(given, Long.parseLong(bytes.group(1)), unit(bytes.group(2)), heap);
    }

    private static long checked(String given, long number, long unit, long heap) {
        long bytes;
        try {
            bytes = Math.multiplyExact(number, unit);
        } catch (ArithmeticException e) {
            bytes = Long.MAX_VALUE;
        }
        if (bytes < LEAST) {
            throw new IllegalArgumentException(MEMORY + " is '" + given + "', but it takes at least 64k to work with");
        }
        if (bytes > heap) {
            throw new IllegalArgumentException(MEMORY + " is '" + given + "', but the heap has " + (heap >> 20)
                    + "m: give less, or a larger heap by -Xmx");
        }
        return bytes;
    }

    private static long unit(String unit) {
        if (unit == null) {
            return 1;
        }
        return switch (unit.charAt(0)) {
            case 'k' -> 1L << 10;
            case 'm' -> 1L << 20;
            case 'g' -> 1L << 30;
            case 't' -> 1L << 40;
            default -> 1;
        };
    }

    private static Path folder(String name, String given) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    FOLDERS + " is '" + given + "': name one or more folders, with commas between them");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    FOLDERS + " names the folder '" + name + "', which is no path: " + e.getReason(), e);
        }
    }
}
