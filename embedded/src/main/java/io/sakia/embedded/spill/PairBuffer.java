package io.sakia.embedded.spill;

import io.sakia.Pair;
import io.sakia.column.Column;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Pairs in two columns, in order. It grows while it is built and never changes afterwards. */
public final class PairBuffer {
    private final Column keys = new Column(8);
    private final Column values = new Column(8);
    /** What its arrays took when they were counted last. */
    private long counted;

    PairBuffer() {}

    /** The keys. */
    public Column keys() {
        return keys;
    }

    /** The values. */
    public Column values() {
        return values;
    }

    /** How many pairs there are. */
    public int size() {
        return keys.size();
    }

    /** The pair at a position, made anew. */
    @SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
    public Pair<Object, Object> get(int position) {
        return new Pair<>(keys.get(position), values.get(position));
    }

    /** Adds a pair behind the others; true if it made the arrays larger. */
    boolean add(
            int keyKind, long keyBits, @Nullable Object key, int valueKind, long valueBits, @Nullable Object value) {
        boolean larger = keys.append(keyKind, keyBits, key);
        return values.append(valueKind, valueBits, value) || larger;
    }

    /** How many bytes the arrays have grown by since this was asked last. */
    long growth() {
        long now = keys.bytes() + values.bytes();
        long growth = now - counted;
        counted = now;
        return growth;
    }

    /** The pairs, each made as it is read. */
    Iterator<Object> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size();
            }

            @Override
            public Object next() {
                if (next >= size()) {
                    throw new NoSuchElementException("the pairs have ended");
                }
                return get(next++);
            }
        };
    }
}
