package io.sakia.embedded;

import org.jspecify.annotations.Nullable;

/** Records one after the other, for a loop that drives a chain. */
abstract class Feed {
    /** The next record, or null after the last; ends the attempt if its job was stopped. */
    abstract @Nullable Object next();
}
