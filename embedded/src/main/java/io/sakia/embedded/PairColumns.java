package io.sakia.embedded;

import io.sakia.Pair;
import io.sakia.column.Column;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Pairs as two columns; the pairs themselves are made when they are read, so that nothing holds them longer. */
final class PairColumns implements Block {
    private final Column keys;
    private final Column values;
    private final int size;

    PairColumns(Column keys, Column values, int size) {
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
        if (link instanceof PairLink pairs) {
            pairs.expect(size);
            pairs.putAll(attempt, keys, values, size);
        } else {
            link.drain(new PairFeed(attempt, keys, values, size));
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

    @SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
    private Pair<Object, @Nullable Object> pair(int position) {
        return new Pair<>(keys.get(position), values.get(position));
    }
}
