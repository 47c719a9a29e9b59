package io.sakia.streaming.source;

import io.sakia.connector.Cursor;
import io.sakia.connector.FileSearch;
import io.sakia.connector.FileStores;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Source;
import io.sakia.connector.text.FileRange;
import io.sakia.connector.text.TextReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a local text file, or of all files of a folder or a pattern in the order of their paths, as a stream that ends with
 * the last one.
 *
 * <pre>{@code
 * new FileSource("/data/war-and-peace.txt", 1 << 20); // 3.3 MB: four batches, then the stream ends
 * }</pre>
 *
 * <p>What paths mean is as in {@link FileSearch#files}. Files that end with {@code .gz} are unpacked, and are never cut: such a file is
 * in one batch, and read by one task. What is there when the stream starts is read; what comes later is not.
 */
public final class FileSource implements Source<String, FileRange> {
    private final String path;
    private final long mostBytes;
    private final FileStores stores;

    /**
     * A source on what there is when the stream starts; if there is nothing, the start fails.
     *
     * @param path a file, a folder or a pattern
     * @param mostBytes how many bytes a batch has, unless a single compressed file has more; at least 1
     */
    public FileSource(String path, long mostBytes) {
        this(path, mostBytes, FileStores.local());
    }

    /**
     * The same on any file system.
     *
     * @param stores where the files are
     */
    public FileSource(String path, long mostBytes, FileStores stores) {
        if (mostBytes < 1) {
            throw new IllegalArgumentException(
                    "a batch must be allowed at least 1 byte of " + path + ", not " + mostBytes);
        }
        this.path = path;
        this.mostBytes = mostBytes;
        this.stores = stores;
    }

    @Override
    public String description() {
        return "text of " + path;
    }

    @Override
    public RangeReader<String, FileRange> reader() {
        return new TextReader(stores);
    }

    @Override
    public Class<FileRange> rangeType() {
        return FileRange.class;
    }

    @Override
    public Class<FileCursor> cursorType() {
        return FileCursor.class;
    }

    @Override
    public Planner<FileRange> open(@Nullable Cursor from, Runnable signal) throws IOException {
        FileCursor start = from == null ? FileCursor.START : ExpectedCursor.as(FileCursor.class, from, this);
        FilePlanner planner = new FilePlanner(files(), mostBytes, start, signal);
        signal.run();
        return planner;
    }

    private List<FileRange> files() throws IOException {
        List<FileRange> files = new ArrayList<>();
        for (FileSearch.Found file : FileSearch.on(stores).files(path)) {
            files.add(new FileRange(file.path(), 0, file.length()));
        }
        files.sort(Comparator.comparing(FileRange::path));
        return files;
    }
}
