package io.sakia.connector.text;

import io.sakia.connector.FileStores;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Opens ranges of UTF-8 text files, line by line; a file that ends in {@code .gz} is decompressed.
 *
 * <pre>{@code
 * try (Reader<String> lines = new TextReader().open(new FileRange("/data/a.txt", 0, 100))) {
 *   for (String line; (line = lines.read()) != null; ) { … }
 * }
 * }</pre>
 *
 * <p>A line ends with {@code \n} or {@code \r\n}, the last one also with the file. Malformed UTF-8 is read as U+FFFD, and a
 * byte order mark at the start of the file is left out.
 *
 * @param stores where the files are
 * @param bufferSize so many bytes are read at once; a longer line makes its own room
 */
public record TextReader(FileStores stores, int bufferSize) implements RangeReader<String, FileRange> {
    /** Refuses a size that can't be. */
    public TextReader {
        if (bufferSize < 1) {
            throw new IllegalArgumentException("a buffer has at least one byte, not " + bufferSize);
        }
    }

    /** Reads local files, 128 KiB at once. */
    public TextReader() {
        this(FileStores.local());
    }

    /** Reads 128 KiB at once. */
    public TextReader(FileStores stores) {
        this(stores, 128 << 10);
    }

    @Override
    public Reader<String> open(FileRange range) throws IOException {
        String path = range.path();
        int name = path.lastIndexOf('/') + 1;
        // A range that starts within the file begins a byte earlier, to see whether a line ends there.
        long position = Math.max(0, range.start() - 1);
        InputStream file = stores.open(path.substring(0, name)).open(path.substring(name), position);
        if (!FileRange.isCompressed(path)) {
            int buffer = (int) Math.min(bufferSize, range.length() + 256);
            return new LineReader(file, path, range.start(), range.start() + range.length(), buffer);
        }
        try {
            return new LineReader(new GZIPInputStream(file, 64 << 10), path, 0, Long.MAX_VALUE, bufferSize);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw new IOException(path + " can't be decompressed: " + e.getMessage() + "; is it a gzip file?", e);
        }
    }
}
