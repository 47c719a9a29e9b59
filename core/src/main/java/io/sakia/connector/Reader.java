package io.sakia.connector;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one range, in order, on one task's thread.
 *
 * <pre>{@code
 * for (T record; (record = reader.read()) != null; ) { … }
 * }</pre>
 */
public interface Reader<T> extends AutoCloseable {
    /** The next record, or null after the last. May block; an interrupt ends it with an exception. */
    @Nullable
    T read() throws Exception;

    /** Where the record read last stands, for error messages: a file and its line, a topic and its offset. */
    default String position() {
        return "";
    }

    /** Frees what the reader holds; called once, also after a failure. */
    @Override
    default void close() throws IOException {}
}
