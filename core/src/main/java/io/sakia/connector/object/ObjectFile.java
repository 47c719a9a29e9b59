package io.sakia.connector.object;

import io.sakia.connector.FileSearch;
import io.sakia.connector.FileStores;
import io.sakia.connector.Range;
import java.io.IOException;
import java.util.List;

/**
 * A whole object file, which one task reads.
 *
 * @param path the file, absolute
 */
public record ObjectFile(String path) implements Range {
    /** The files of a path, a folder or a pattern, in the order of their names: a saved RDD's partitions. */
    public static List<ObjectFile> plan(FileStores stores, String path) throws IOException {
        return FileSearch.on(stores).files(path).stream()
                .map(file -> new ObjectFile(file.path()))
                .toList();
    }

    @Override
    public String toString() {
        return path;
    }
}
