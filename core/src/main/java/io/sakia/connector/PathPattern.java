package io.sakia.connector;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A path with wildcards in its names: {@code *}, {@code ?}, {@code [ab]} and {@code {a,b}}. A wildcard stands for no {@code /}, and for
 * no name that begins with {@code .} or {@code _}.
 *
 * <pre>{@code new PathPattern("/data/2026-*}{@code /in").matches(FileStores.local()) // [/data/2026-01/in, /data/2026-02/in]}</pre>
 *
 * @param path as {@link FileStores#absolute} gives it
 */
public record PathPattern(String path) {
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

    /** Whether a path has a wildcard. */
    public static boolean isPattern(String path) {
        return WILDCARD.matcher(path).find();
    }

    /** The folder in which all that can match lies: what stands before the first name with a wildcard. */
    public String base() {
        AbsolutePath base = AbsolutePath.root(path);
        for (String name : AbsolutePath.names(path)) {
            if (isPattern(name)) {
                break;
            }
            base = base.child(name);
        }
        return base.toString();
    }

    /** The files and folders that match now, in the order of their names. */
    public List<String> matches(FileStores stores) throws IOException {
        List<AbsolutePath> found = List.of(AbsolutePath.root(path));
        for (String name :
                AbsolutePath.names(path)) { // one name after the other, so that only folders that can match are listed
            List<AbsolutePath> next = new ArrayList<>();
            for (AbsolutePath folder : found) {
                if (isPattern(name)) {
                    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + name);
                    for (FileStore.Child child : visible(stores, folder)) {
                        if (matcher.matches(Path.of(child.name()))) {
                            next.add(folder.child(child.name()));
                        }
                    }
                } else if (stores.open(folder.toString()).exists(name)) {
                    next.add(folder.child(name));
                }
            }
            found = next;
        }
        return found.stream().map(AbsolutePath::toString).toList();
    }

    /** What is in a folder and not hidden; nothing if it is a file, or was moved away since it was found. */
    private static List<FileStore.Child> visible(FileStores stores, AbsolutePath folder) throws IOException {
        try {
            return stores.open(folder.toString()).children("").stream()
                    .filter(child -> !child.isHidden())
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }
}
