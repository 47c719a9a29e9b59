package io.sakia.streaming.keyed;

import java.io.Serializable;

/** A record of the left or of the right stream of a join. */
record Sided(boolean isLeft, Object record) implements Serializable {}
