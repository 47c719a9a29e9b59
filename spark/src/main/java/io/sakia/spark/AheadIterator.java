package io.sakia.spark;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** An iterator that must look one record ahead to know whether there is one. */
abstract class AheadIterator implements Iterator<Object> {
    private @Nullable Object ahead;
    private boolean ended;

    /** The next record, or null after the last; not called again after that. */
    abstract @Nullable Object advance();

    @Override
    public final boolean hasNext() {
        if (ahead == null && !ended) {
            ahead = advance();
            ended = ahead == null;
        }
        return ahead != null;
    }

    @Override
    public final Object next() {
        Object record = hasNext() ? ahead : null;
        if (record == null) {
            throw new NoSuchElementException("there is no further record");
        }
        ahead = null;
        return record;
    }
}
