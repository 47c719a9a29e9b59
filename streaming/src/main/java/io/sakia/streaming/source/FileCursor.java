package io.sakia.streaming.source;

import io.sakia.connector.Cursor;

/**
 * How far a {@link FileSource} has been planned.
 *
 * @param path the file that comes next, or came last; empty at the start
 * @param position how many of its bytes were planned
 */
public record FileCursor(String path, long position) implements Cursor {
    /** Nothing was planned yet. */
    public static final FileCursor START = new FileCursor("", 0);
}
