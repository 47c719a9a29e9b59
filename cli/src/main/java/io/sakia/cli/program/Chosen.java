package io.sakia.cli.program;

import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamProgram;
import java.io.Closeable;
import java.io.IOException;

/**
 * A program that a command was told.
 *
 * @param program defines it
 * @param conf its settings
 * @param classes are closed when it is not needed any more
 */
public record Chosen(StreamProgram program, SakiaConf conf, Closeable classes) implements Closeable {
    @Override
    public void close() throws IOException {
        classes.close();
    }
}
