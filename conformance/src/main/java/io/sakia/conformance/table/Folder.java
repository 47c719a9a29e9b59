package io.sakia.conformance.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of a case's own, deleted with all that is in it.
 *
 * @param path where it is
 */
public record Folder(Path path) implements AutoCloseable {
    /** A new, empty folder. */
    public static Folder create() throws IOException {
        return new Folder(Files.createTempDirectory("sakia-conformance"));
    }

    /** The files and folders directly in it, by name. */
    public List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(path)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
