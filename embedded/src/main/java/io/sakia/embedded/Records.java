package io.sakia.embedded;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Records in an array that grows as they are pushed in, and is only read afterwards. */
final class Records extends Link implements Block {
    private Object[] records;
    private int size;

    Records() {
        this(8);
    }

    Records(int expected) {
        this.records = new Object[expected];
    }

    /** Records that lie in an array already. */
    Records(Object[] records, int size) {
        this.records = records;
        this.size = size;
    }

    @Override
    void push(Object record) {
        if (size == records.length) {
            records = Arrays.copyOf(records, Math.max(8, size + (size >> 1)));
        }
        records[size++] = record;
    }

    /** Takes in all of another's records. */
    void addAll(Records other) {
        if (records.length - size < other.size) {
            records = Arrays.copyOf(records, Math.max(size + other.size, size + (size >> 1)));
        }
        System.arraycopy(other.records, 0, records, size, other.size);
        size += other.size;
    }

    /** Gives back the room that is not used; for records that stay. */
    Records trim() {
        if (size < records.length) {
            records = Arrays.copyOf(records, size);
        }
        return this;
    }

    Object get(int position) {
        return records[position];
    }

    /** The records themselves, of which the first {@link #size} count. */
    Object[] array() {
        return records;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void push(Attempt attempt, Link link) {
        link.drain(new Feed() {
            private int next;

            @Override
            @Nullable
            Object next() {
                attempt.checkStopped();
                return next < size ? records[next++] : null;
            }
        });
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
                return records[next++];
            }
        };
    }
}
