package io.sakia.embedded;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;

/** Several iterators one after another; each is opened when the one before it has ended. */
final class ConcatenatedIterator implements Iterator<Object> {
    private final int count;
    private final IntFunction<Iterator<Object>> open;
    private Iterator<Object> current = Collections.emptyIterator();
    private int next;

    ConcatenatedIterator(int count, IntFunction<Iterator<Object>> open) {
        this.count = count;
        this.open = open;
    }

    @Override
    public boolean hasNext() {
        while (!current.hasNext()) {
            if (next == count) {
                return false;
            }
            current = open.apply(next++);
        }
        return true;
    }

    @Override
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the partition has ended");
        }
        return current.next();
    }
}
