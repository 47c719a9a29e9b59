package io.sakia.embedded;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** An iterator that must look for its next record before it knows whether there is one. */
abstract class AheadIterator implements Iterator<Object> {
    private @Nullable Object ahead;
    private boolean ended;

    /** The next record, or null when there are no more; not called again after that. */
    abstract @Nullable Object look();

    @Override
    public final boolean hasNext() {
        if (ahead == null && !ended) {
            ahead = look();
            ended = ahead == null;
        }
        return ahead != null;
    }

    @Override
    public final Object next() {
        if (!hasNext() || ahead == null) {
            throw new NoSuchElementException("the partition has ended");
        }
        Object record = ahead;
        ahead = null;
        return record;
    }
}
