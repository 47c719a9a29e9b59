package io.sakia.connector.object;

import io.sakia.connector.Range;
import io.sakia.connector.text.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole object file, which one task reads.
 *
 * @param path the file, absolute
 */
public record ObjectFile(String path) implements Range {
    /** The files of a path, a folder or a glob, in the order of their names: a saved RDD's partitions. */
    public static List<ObjectFile> plan(String path) throws IOException {
        List<ObjectFile> files = new ArrayList<>();
        for (Path file : TextFiles.files(path)) {
            files.add(new ObjectFile(file.toString().replace('\\', '/')));
        }
        return files;
    }

    @Override
    public String toString() {
        return path;
    }
}
