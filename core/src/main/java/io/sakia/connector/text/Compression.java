package io.sakia.connector.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * How text files are compressed. {@code textFile} reads both kinds, and tells them by their names.
 *
 * <pre>{@code lines.saveAsTextFile("/out/lines", Compression.GZIP) // part-00000.gz}</pre>
 */
public enum Compression {
    /** Not at all: large files can be read by several tasks. */
    NONE(""),

    /** By gzip: a file is read by one task. */
    GZIP(".gz");

    private final String extension;

    Compression(String extension) {
        this.extension = extension;
    }

    /** What the names of such files end with. */
    public String extension() {
        return extension;
    }

    OutputStream compress(OutputStream out) throws IOException {
        return this == GZIP ? new GZIPOutputStream(out, 8 << 10) : out;
    }

    InputStream decompress(InputStream in) throws IOException {
        return this == GZIP ? new GZIPInputStream(in, 64 << 10) : in;
    }
}
