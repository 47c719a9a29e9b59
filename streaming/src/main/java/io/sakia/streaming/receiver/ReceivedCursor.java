package io.sakia.streaming.receiver;

import io.sakia.connector.Cursor;

/**
 * How far received records have been planned.
 *
 * @param blocks how many blocks were planned so far; the next one has this id
 * @param records the position behind the last one: how many records they held, and those in between that could not be logged
 */
public record ReceivedCursor(long blocks, long records) implements Cursor {
    /** Nothing was planned yet. */
    public static final ReceivedCursor START = new ReceivedCursor(0, 0);
}
