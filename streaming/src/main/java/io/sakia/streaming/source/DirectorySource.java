package io.sakia.streaming.source;

import io.sakia.connector.Cursor;
import io.sakia.connector.FileStores;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Source;
import io.sakia.connector.binary.FileRecordReader;
import io.sakia.connector.text.FileRange;
import io.sakia.connector.text.TextReader;
import io.sakia.function.NotNull;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of files that appear in a folder, such as the lines of text. Each file is read once, in the order of modification time, then name.
 *
 * <pre>{@code
 * DirectorySource.text("/data/in", DirectorySettings.defaults());
 * // mv /data/tmp/monday.log /data/in/     → a batch with its lines
 * }</pre>
 *
 * <p>A file must be moved in when it is complete: one that still grows is read as far as it goes, and read again when its length or
 * time of modification has changed, as a file that replaces another one is. Names that begin with {@code .} or {@code _}, or end
 * with {@code ._COPYING_}, are left alone, and so are folders in the folder. Files that end with {@code .gz} are unpacked.
 *
 * <p>The folder may be a pattern, such as {@code /data/2026-*}{@code /in}: files are read from all folders that match, those that appear
 * while the stream runs included, with all files that are in them then. The folder before the first wildcard must exist when the stream
 * starts; that something matches is not needed. See {@link io.sakia.connector.PathPattern}.
 *
 * <p>It remembers which files it has seen as long as they are in the folder, in each cursor too: move or delete them now and then.
 *
 * @param <T> the records
 */
public final class DirectorySource<T> implements Source<T, FileRange> {
    private static final Comparator<FoundFile> ORDER =
            Comparator.comparingLong(FoundFile::modified).thenComparing(FoundFile::path);

    private final String folder;
    private final DirectorySettings settings;
    private final RangeReader<T, FileRange> reader;

    /**
     * A source on a folder, which must exist when the stream starts.
     *
     * @param reader reads files of any format in which it can find the first record of a range that begins inside of a file. Of a format in which
     *     it can't, it reads the whole file for the range that starts at 0, and nothing for others
     */
    public DirectorySource(String folder, DirectorySettings settings, RangeReader<T, FileRange> reader) {
        this.folder = folder;
        this.settings = settings;
        this.reader = reader;
    }

    /**
     * A source of the records of one length in the files of a folder, which must exist when the stream starts.
     *
     * @param stores where the folder is
     */
    public static DirectorySource<byte[]> records(
            String folder, int recordLength, DirectorySettings settings, FileStores stores) {
        return new DirectorySource<>(
                folder, settings.withListing(FolderListing.on(stores)), new FileRecordReader(stores, recordLength));
    }

    /** A source of the lines of text files in a local folder, which must exist when the stream starts. */
    public static DirectorySource<String> text(String folder, DirectorySettings settings) {
        return new DirectorySource<>(folder, settings, new TextReader());
    }

    /** The same in a folder of any file system. */
    public static DirectorySource<String> text(String folder, DirectorySettings settings, FileStores stores) {
        return new DirectorySource<>(folder, settings.withListing(FolderListing.on(stores)), new TextReader(stores));
    }

    @Override
    public String description() {
        return "new files in " + folder;
    }

    @Override
    public RangeReader<T, FileRange> reader() {
        return reader;
    }

    @Override
    public Class<FileRange> rangeType() {
        return FileRange.class;
    }

    @Override
    public Class<DirectoryCursor> cursorType() {
        return DirectoryCursor.class;
    }

    @Override
    public Planner<FileRange> open(@Nullable Cursor from, Runnable signal) throws IOException {
        List<FoundFile> there = visibleFiles();
        DirectoryCursor start;
        if (from != null) {
            start = ExpectedCursor.as(DirectoryCursor.class, from, this);
        } else {
            start = new DirectoryCursor(settings.newFilesOnly() ? there : List.of());
        }
        DirectoryPlanner planner = new DirectoryPlanner(this::visibleFiles, settings, start, signal);
        planner.look();
        return planner;
    }

    private List<FoundFile> visibleFiles() throws IOException {
        List<FoundFile> files = new ArrayList<>();
        for (FoundFile file : everyFile()) {
            if (!file.isHidden() && isWanted(file)) {
                files.add(file);
            }
        }
        files.sort(ORDER);
        return files;
    }

    private boolean isWanted(FoundFile file) throws IOException {
        try {
            return NotNull.given(settings.filter().call(file.path()));
        } catch (Exception e) {
            throw new IOException(
                    "the filter on the files of " + folder + " failed for " + file.path() + ": " + e
                            + "; mend the filter",
                    e);
        }
    }

    private List<FoundFile> everyFile() throws IOException {
        try {
            return settings.listing().list(folder);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "there is no folder " + e.getFile() + " to read new files from: create it, or mend the path", e);
        } catch (NotDirectoryException e) {
            throw new IOException(
                    e.getFile() + " is no folder: give the one in which files appear, or read this file by itself", e);
        }
    }
}
