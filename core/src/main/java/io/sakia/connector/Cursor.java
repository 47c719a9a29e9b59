package io.sakia.connector;

import java.io.Serializable;

/**
 * How far a source has been planned: what it needs to plan the next batch after a restart. A record of types that a
 * {@link Codec} knows.
 */
public interface Cursor extends Serializable {}
