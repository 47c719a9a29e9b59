package io.sakia.embedded;

import io.sakia.Pair;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Pairs as two columns; the pairs themselves are made when they are read, so that nothing holds them longer. */
final class PairColumns implements Block {
    private final Object[] keys;
    private final @Nullable Object[] values;
    private final int size;

    PairColumns(Object[] keys, @Nullable Object[] values, int size) {
        this.keys = keys;
        this.values = values;
        this.size = size;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void push(Attempt attempt, Link link) {
        for (int i = 0; i < size; i++) {
            attempt.checkStopped();
            link.push(pair(i));
        }
    }

    @Override
    public Iterator<Object> iterator(Attempt attempt) {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Object next() {
                attempt.checkStopped();
                if (next >= size) {
                    throw new NoSuchElementException("the partition has ended");
                }
                return pair(next++);
            }
        };
    }

    private Pair<Object, @Nullable Object> pair(int position) {
        return new Pair<>(keys[position], values[position]);
    }
}
