package io.sakia.connector.folder;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;

/**
 * How the records of a partition become a file. It travels to tasks.
 *
 * @param <T> the records
 */
public interface PartFormat<T> extends Serializable {
    /** What the files are, for messages: {@code "text files"}. */
    String description();

    /** What comes behind {@code part-00000} in a file's name: {@code ".gz"}, or nothing. */
    String extension();

    /**
     * Begins a file.
     *
     * @param out takes the file's bytes; buffered
     */
    RecordWriter<T> open(OutputStream out) throws IOException;

    /** Whether a file holds lines of text, as UTF-8, once it is {@linkplain #content unpacked}. */
    default boolean isText() {
        return false;
    }

    /** The same without what the files are packed in, so that contents can be compared; by default the files are not packed. */
    default PartFormat<T> plain() {
        return this;
    }

    /** Unpacks a file: what {@link #plain} has written. */
    default InputStream content(InputStream file) throws IOException {
        return file;
    }

    /** Writes the records of one file, on one task's thread. */
    interface RecordWriter<T> extends Closeable {
        /** Writes a record. */
        void write(T record) throws IOException;

        /** Writes what belongs at the end of the file, and flushes the stream, which it need not close. */
        @Override
        void close() throws IOException;
    }
}
