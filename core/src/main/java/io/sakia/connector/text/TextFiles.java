package io.sakia.connector.text;

import io.sakia.connector.FileSearch;
import io.sakia.connector.FileStores;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans which bytes of text files a batch job reads, one range a task.
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

    /** Cuts the local files of a path into ranges. */
    public List<FileRange> plan(String path, int minRanges) throws IOException {
        return plan(FileStores.local(), path, minRanges);
    }

    /**
     * Cuts the files of a path into ranges, in the order of their names.
     *
     * @param stores where they are
     * @param path a file, a folder or a pattern, as {@link FileSearch#files} means it
     * @param minRanges make the ranges smaller until there are about so many; compressed files are never cut
     * @throws NoSuchFileException if there is no such path, or nothing that matches
     */
    public List<FileRange> plan(FileStores stores, String path, int minRanges) throws IOException {
        List<FileSearch.Found> files = FileSearch.on(stores).files(path);
        long total = files.stream().mapToLong(FileSearch.Found::length).sum();
        int wanted = Math.max(1, minRanges);
        long most = Math.min(splitSize, Math.max(1, (total + wanted - 1) / wanted));
        List<FileRange> ranges = new ArrayList<>();
        for (FileSearch.Found file : files) {
            ranges.addAll(split(file.path(), file.length(), most));
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
}
