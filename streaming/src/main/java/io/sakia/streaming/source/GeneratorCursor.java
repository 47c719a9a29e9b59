package io.sakia.streaming.source;

import io.sakia.connector.Cursor;

/**
 * How far a {@link GeneratorSource} has been planned.
 *
 * @param lines how many lines were planned so far
 */
public record GeneratorCursor(long lines) implements Cursor {}
