package io.sakia.connector;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds files by what paths mean.
 *
 * <pre>{@code
 * FileSearch.on(FileStores.local()).files("/logs")          // the folder's files, without those that begin with _ or .
 * FileSearch.on(FileStores.local()).files("/logs/2026-*.log") // a pattern: *, ?, [ab], {a,b} in names
 * }</pre>
 *
 * @param stores where to look
 */
public record FileSearch(FileStores stores) {
    /** Looks in these. */
    public static FileSearch on(FileStores stores) {
        return new FileSearch(stores);
    }

    /**
     * A file.
     *
     * @param path as {@link FileStores#absolute} gives it
     * @param length in bytes
     * @param modified in milliseconds since 1970
     */
    public record Found(String path, long length, long modified) {}

    /**
     * The files of a path, in the order of their names: a file; a folder's own files, not those of folders in it, and none that is hidden; or those of a
     * {@link PathPattern}, which may match files and folders.
     *
     * @throws NoSuchFileException if there is no such path, or nothing that matches
     */
    public List<Found> files(String path) throws IOException {
        String whole = stores.absolute(path);
        List<Found> files = new ArrayList<>();
        if (addFiles(whole, files)) { // its name may look like a pattern
            return files;
        }
        if (!PathPattern.isPattern(whole)) {
            throw new NoSuchFileException(
                    path, null, "there is no such file or folder, which would be " + whole + "; check the path");
        }
        List<String> matches = new PathPattern(whole).matches(stores);
        if (matches.isEmpty()) {
            throw new NoSuchFileException(
                    path,
                    null,
                    "nothing matches this pattern, which means " + whole
                            + "; check the path, or quote it against the shell");
        }
        for (String match : matches) {
            addFiles(match, files);
        }
        return files;
    }

    /**
     * The files right in a folder, or in all folders that match a {@link PathPattern} now, hidden ones too.
     *
     * @throws NoSuchFileException if there is no such folder, or none before the first wildcard
     * @throws NotDirectoryException if it is a file
     */
    public List<Found> within(String folder) throws IOException {
        String whole = stores.absolute(folder);
        List<Found> found = new ArrayList<>();
        if (!PathPattern.isPattern(whole) || look(whole).isPresent()) {
            addChildren(whole, true, found);
            return found;
        }
        PathPattern pattern = new PathPattern(whole);
        if (look(pattern.base()).filter(FileStore.Child::isFolder).isEmpty()) {
            throw new NoSuchFileException(pattern.base());
        }
        for (String match : pattern.matches(stores)) {
            try {
                addChildren(match, true, found);
            } catch (NoSuchFileException | NotDirectoryException e) {
                // a file, or a folder that was moved away since it matched
            }
        }
        return found;
    }

    private boolean addFiles(String path, List<Found> files) throws IOException {
        Optional<FileStore.Child> there = look(path);
        if (there.isPresent() && there.get().isFolder()) {
            addChildren(path, false, files);
        } else {
            there.ifPresent(file -> files.add(new Found(path, file.length(), file.modified())));
        }
        return there.isPresent();
    }

    private void addChildren(String folder, boolean hiddenToo, List<Found> found) throws IOException {
        AbsolutePath parent = AbsolutePath.of(folder);
        for (FileStore.Child child : stores.open(folder).children("")) {
            if (!child.isFolder() && (hiddenToo || !child.isHidden())) {
                found.add(new Found(parent.child(child.name()).toString(), child.length(), child.modified()));
            }
        }
    }

    private Optional<FileStore.Child> look(String path) throws IOException {
        AbsolutePath absolute = AbsolutePath.of(path);
        return stores.open(absolute.root()).look(absolute.rest());
    }
}
