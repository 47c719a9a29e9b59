package io.sakia.connector.binary;

import io.sakia.connector.FileSearch;
import io.sakia.connector.FileStores;
import io.sakia.connector.Range;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Some files that one task reads, each of them whole.
 *
 * @param paths the files, absolute
 */
public record WholeFiles(List<String> paths) implements Range {
    private static final long MOST = 32 << 20;

    /** Copies the list. */
    public WholeFiles {
        paths = List.copyOf(paths);
    }

    @Override
    public long records() {
        return paths.size();
    }

    /**
     * Groups the files of a path, in the order of their names: neighbours together, up to 32 MiB.
     *
     * @param stores where they are
     * @param path a file, a folder, or a pattern
     * @param minRanges make the groups smaller until there are about so many
     */
    public static List<WholeFiles> plan(FileStores stores, String path, int minRanges) throws IOException {
        List<FileSearch.Found> files = FileSearch.on(stores).files(path);
        long total = files.stream().mapToLong(FileSearch.Found::length).sum();
        long most = Math.min(MOST, total / Math.max(1, minRanges) + 1);
        int fullAt = Math.max(1, files.size() / Math.max(1, minRanges)); // where sizes say nothing, as of empty files
        List<WholeFiles> groups = new ArrayList<>();
        List<String> group = new ArrayList<>();
        long bytes = 0;
        for (FileSearch.Found file : files) {
            long size = file.length();
            if (!group.isEmpty() && (bytes + size > most || (total == 0 && group.size() >= fullAt))) {
                groups.add(new WholeFiles(group));
                group = new ArrayList<>();
                bytes = 0;
            }
            group.add(file.path());
            bytes += size;
        }
        if (!group.isEmpty()) {
            groups.add(new WholeFiles(group));
        }
        return groups;
    }
}
