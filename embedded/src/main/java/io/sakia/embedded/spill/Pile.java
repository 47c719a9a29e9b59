package io.sakia.embedded.spill;

import io.sakia.embedded.disk.Segment;
import io.sakia.embedded.disk.SegmentReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Records in order, the first of them on disk if memory was short, the last of them in memory.
 *
 * <pre>
 *   [segment][segment] … [segment] [ record | record | record ]
 *    on disk                        in memory
 * </pre>
 *
 * <p>Pairs in memory may lie in two columns, one of keys and one of values: the pairs themselves are made when they are read. It grows while it
 * is built and never changes afterwards.
 */
public final class Pile implements Bucket {
    private static final Object[] NOTHING = {};

    /** No records. */
    static final Pile EMPTY = new Pile(List.of(), NOTHING, 0);

    private List<Segment> stored;
    private Object[] held;
    private @Nullable PairBuffer pairs;
    private int size;

    /** A pile in memory, of which the first {@code size} records count. */
    public Pile(Object[] held, int size) {
        this(List.of(), held, size);
    }

    /** A pile whose first records lie on disk. */
    Pile(List<Segment> stored, Object[] held, int size) {
        this.stored = stored;
        this.held = held;
        this.size = size;
    }

    /** A pile of pairs, none of them yet. */
    static Pile ofPairs() {
        Pile pile = new Pile(List.of(), NOTHING, 0);
        pile.pairs = new PairBuffer();
        return pile;
    }

    /** How many records there are. */
    public long records() {
        long records = heldSize();
        for (Segment segment : stored) {
            records += segment.records();
        }
        return records;
    }

    /** What lies on disk, before what is {@link #held}. */
    public List<Segment> stored() {
        return stored;
    }

    /** What lies in memory, of which the first {@link #heldSize} count, unless it lies in {@link #pairs columns}. */
    public Object[] held() {
        return held;
    }

    /** What lies in memory, if it lies in columns. */
    public @Nullable PairBuffer pairs() {
        return pairs;
    }

    /** How many records lie in memory. */
    public int heldSize() {
        PairBuffer columns = pairs;
        return columns == null ? size : columns.size();
    }

    /** Adds a record behind the others. */
    void add(Object record) {
        if (size == held.length) {
            held = Arrays.copyOf(held, Math.max(8, size + (size >> 1)));
        }
        held[size++] = record;
    }

    /** A pile on disk. */
    static Pile of(Segment segment) {
        return new Pile(List.of(segment), NOTHING, 0);
    }

    /** This pile with what it holds in memory on disk. */
    Pile with(Segment segment) {
        List<Segment> all = new ArrayList<>(stored.size() + 1);
        all.addAll(stored);
        all.add(segment);
        return new Pile(all, NOTHING, 0);
    }

    /** Notes that what it held in memory is on disk now, while it is built. */
    void stored(Segment segment) {
        if (stored.isEmpty()) {
            stored = new ArrayList<>(4);
        }
        stored.add(segment);
        pairs = pairs == null ? null : new PairBuffer();
        held = NOTHING;
        size = 0;
    }

    /** All records, in order. */
    public Iterator<Object> iterator(Scope scope) {
        Iterator<Object> inMemory = heldIterator();
        return stored.isEmpty()
                ? inMemory
                : new Iterator<>() {
                    private int next;
                    private Iterator<Object> current = read(stored.get(next++), scope);

                    @Override
                    public boolean hasNext() {
                        while (!current.hasNext()) {
                            if (current == inMemory) {
                                return false;
                            }
                            current = next < stored.size() ? read(stored.get(next++), scope) : inMemory;
                        }
                        return true;
                    }

                    @Override
                    public Object next() {
                        if (!hasNext()) {
                            throw new NoSuchElementException("the records have ended");
                        }
                        return current.next();
                    }
                };
    }

    /** Reads a segment, whose file is let go of at the end of the scope at the latest. */
    static Iterator<Object> read(Segment segment, Scope scope) {
        SegmentReader reader = segment.read();
        scope.atEnd(reader::close);
        return reader;
    }

    /** The records that lie in memory. */
    Iterator<Object> heldIterator() {
        PairBuffer columns = pairs;
        if (columns != null) {
            return columns.iterator();
        }
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Object next() {
                if (next >= size) {
                    throw new NoSuchElementException("the records have ended");
                }
                return held[next++];
            }
        };
    }
}
