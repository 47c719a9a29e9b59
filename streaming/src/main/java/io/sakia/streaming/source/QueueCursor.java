package io.sakia.streaming.source;

import io.sakia.connector.Cursor;

/**
 * How far a {@link QueueSource} has been planned.
 *
 * @param lists how many lists were taken out of the queue so far
 * @param blocks how many blocks were made of them; the next one has this id
 */
public record QueueCursor(long lists, long blocks) implements Cursor {}
