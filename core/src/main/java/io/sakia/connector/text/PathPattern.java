package io.sakia.connector.text;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Local paths with wildcards in their names: {@code *}, {@code ?}, {@code [ab]} and {@code {a,b}}. A wildcard stands for no {@code /}, and for
 * no name that begins with {@code .} or {@code _}.
 *
 * <pre>{@code new PathPattern(Path.of("/data/2026-*", "in")).matches() // [/data/2026-01/in, /data/2026-02/in]}</pre>
 *
 * @param path an absolute path
 */
public record PathPattern(Path path) {
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

    /** Whether a path has a wildcard. */
    public static boolean isPattern(Path path) {
        return WILDCARD.matcher(path.toString()).find();
    }

    /** The folder in which all that can match lies: what stands before the first name with a wildcard. */
    public Path base() {
        Path base = path;
        for (Path up = path; up != null; up = up.getParent()) {
            Path name = up.getFileName();
            Path parent = up.getParent();
            if (name != null && parent != null && isPattern(name)) {
                base = parent;
            }
        }
        return base;
    }

    /** The files and folders that match now, in the order of their names. */
    public List<Path> matches() throws IOException {
        Path root = path.getRoot();
        List<Path> found = root == null ? List.of() : List.of(root);
        for (Path part : path) { // one name after the other, so that only folders that can match are listed
            List<Path> next = new ArrayList<>();
            for (Path folder : found) {
                if (isPattern(part)) {
                    PathMatcher matcher = folder.getFileSystem().getPathMatcher("glob:" + part);
                    for (Path child : visible(folder)) {
                        if (matcher.matches(child.getFileName())) {
                            next.add(child);
                        }
                    }
                } else if (Files.exists(folder.resolve(part))) {
                    next.add(folder.resolve(part));
                }
            }
            found = next;
        }
        return found;
    }

    /** What is in a folder; nothing if it is a file, or was moved away since it was found. */
    private static List<Path> visible(Path folder) throws IOException {
        try {
            return children(folder);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    /** What is in a folder and not hidden, in the order of names. */
    static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, child -> !TextFiles.isHidden(child))) {
            stream.forEach(children::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        children.sort(Comparator.naturalOrder());
        return children;
    }
}
