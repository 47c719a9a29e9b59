package io.sakia.connector.folder;

import java.io.Closeable;
import java.io.IOException;
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

    /** Writes the records of one file, on one task's thread. */
    interface RecordWriter<T> extends Closeable {
        /** Writes a record. */
        void write(T record) throws IOException;

        /** Writes what belongs at the end of the file, and flushes the stream, which it need not close. */
        @Override
        void close() throws IOException;
    }
}
