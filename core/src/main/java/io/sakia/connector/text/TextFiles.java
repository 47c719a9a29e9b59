package io.sakia.connector.text;

import io.sakia.connector.FileStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans which bytes of local text files a batch job reads, one range a task.
 *
 * <pre>{@code
 * new TextFiles(64 << 20).plan("/logs", 4)          // the folder's files, without those that begin with _ or .
 * new TextFiles(64 << 20).plan("/logs/2026-*.log", 4) // a glob: *, ?, [ab], {a,b} in names
 * }</pre>
 *
 * @param splitSize at most so many bytes in one range
 */
public record TextFiles(long splitSize) {
    /** Refuses a size that can't be. */
    public TextFiles {
        if (splitSize < 1) {
            throw new IllegalArgumentException("a range has at least one byte, not " + splitSize);
        }
    }

    /** Ranges of 32 MiB. */
    public TextFiles() {
        this(32 << 20);
    }

    /**
     * Cuts the files of a path into ranges, in the order of their names.
     *
     * @param path a file, a folder (its own files, not those of folders in it), or a glob of files and folders
     * @param minRanges make the ranges smaller until there are about so many; compressed files are never cut
     * @throws NoSuchFileException if there is no such path, or nothing that matches
     */
    public List<FileRange> plan(String path, int minRanges) throws IOException {
        List<Path> files = files(path);
        List<Long> sizes = new ArrayList<>();
        long total = 0;
        for (Path file : files) {
            long size = Files.size(file);
            sizes.add(size);
            total += size;
        }
        int wanted = Math.max(1, minRanges);
        long most = Math.min(splitSize, Math.max(1, (total + wanted - 1) / wanted));
        List<FileRange> ranges = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            ranges.addAll(split(files.get(i).toString().replace('\\', '/'), sizes.get(i), most));
        }
        return ranges;
    }

    /** Cuts one file of a known size; an empty file has no range. */
    public List<FileRange> split(String file, long size) {
        return split(file, size, splitSize);
    }

    /** Pieces of nearly equal size, so that the last is not a crumb. */
    private static List<FileRange> split(String file, long size, long most) {
        long pieces = FileRange.isCompressed(file) ? Math.min(size, 1) : (size + most - 1) / most;
        List<FileRange> ranges = new ArrayList<>();
        for (long i = 0; i < pieces; i++) {
            long start = at(size, i, pieces);
            ranges.add(new FileRange(file, start, at(size, i + 1, pieces) - start));
        }
        return ranges;
    }

    private static long at(long size, long piece, long pieces) {
        return size / pieces * piece + Math.min(piece, size % pieces);
    }

    /** The files of a path as {@link #plan} means it, absolute and in the order of their names. */
    public static List<Path> files(String path) throws IOException {
        Path whole = Path.of(FileStores.local().absolute(path));
        List<Path> files = new ArrayList<>();
        if (Files.exists(whole)) { // its name may look like a glob
            addFiles(whole, files);
        } else if (PathPattern.isPattern(whole)) {
            List<Path> matches = new PathPattern(whole).matches();
            if (matches.isEmpty()) {
                throw new NoSuchFileException(
                        path,
                        null,
                        "nothing matches this pattern, which means " + whole
                                + "; check the path, or quote it against the shell");
            }
            for (Path match : matches) {
                addFiles(match, files);
            }
        } else {
            throw new NoSuchFileException(
                    path, null, "there is no such file or folder, which would be " + whole + "; check the path");
        }
        return files;
    }

    private static void addFiles(Path path, List<Path> files) throws IOException {
        if (!Files.isDirectory(path)) {
            files.add(path);
            return;
        }
        for (Path child : PathPattern.children(path)) {
            if (Files.isRegularFile(child)) {
                files.add(child);
            }
        }
    }

    /** Whether a file is left out of a folder: names with _ or . before them are marks, or files that are being written. */
    public static boolean isHidden(Path file) {
        Path name = file.getFileName();
        return name != null
                && (name.toString().startsWith("_") || name.toString().startsWith("."));
    }
}
