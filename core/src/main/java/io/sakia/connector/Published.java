package io.sakia.connector;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Iterator;
import java.util.OptionalInt;

/**
 * What a {@link Sink} has published of one batch, in a part for each partition, for tools that run the batch again and compare. It travels to
 * tasks, and only reads.
 *
 * @param <T> the records
 */
public interface Published<T> extends Serializable {
    /** Where it stands, for people: {@code "/data/out-1700000000000"}. */
    String place();

    /** How many parts there are; empty if nothing stands there, because it is not published yet or gone. */
    OptionalInt parts() throws IOException;

    /** What the part of a partition is called, for people: {@code "part-00003"}. */
    String part(int partition);

    /** What stands in the part of a partition, as {@link #write} gives it. */
    InputStream open(int partition) throws IOException;

    /** Writes what the part of a partition with these records has in it. */
    void write(Iterator<? extends T> records, OutputStream out) throws IOException;

    /** Whether that is lines of text, as UTF-8. */
    boolean isText();
}
