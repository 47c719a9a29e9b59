package io.sakia.column;

import io.sakia.Pair;
import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A growing list of records, of which pairs with a number in them lie in two columns, so that for a pair of numbers nothing is held but their
 * bits. The first record decides; when one comes that is no pair, all are held as objects from then on. Pairs and boxes are made anew when they
 * are read.
 *
 * <pre>
 *   add (7, 1L)     keys [ 7 |   ]   values [ 1 |   ]
 *   add "end"       objects [ (7, 1L) | "end" |   ]
 * </pre>
 *
 * @param <T> the records; never null
 */
public final class RecordColumns<T> extends AbstractList<T> implements RandomAccess, Serializable {
    private static final long serialVersionUID = 1L;
    private static final int SMALLEST = 8;
    private static final Object[] NONE = {};

    private transient int planned = SMALLEST;
    private transient @Nullable Column keys;
    private transient @Nullable Column values;
    private transient Object[] objects = NONE;
    private transient int size;

    /** No records yet. */
    public RecordColumns() {}

    /** Is told that about so many more records may come: there is room for them as soon as one does. */
    public void expect(int more) {
        planned = Math.max(SMALLEST, size + more);
        Column its = keys;
        Column others = values;
        if (its != null && others != null) {
            its.ensure(planned);
            others.ensure(planned);
        }
    }

    /** Gives room back if most of it is not used. */
    public void trim() {
        Column its = keys;
        Column others = values;
        if (its != null && others != null) {
            its.trim();
            others.trim();
        } else if (objects.length > 2 * size) {
            objects = Arrays.copyOf(objects, size);
        }
    }

    /** Some of the records, as a list of their own. */
    public RecordColumns<T> part(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        RecordColumns<T> part = new RecordColumns<>();
        part.size = to - from;
        Column its = keys;
        Column others = values;
        if (its != null && others != null) {
            part.keys = its.part(from, to);
            part.values = others.part(from, to);
        } else {
            part.objects = Arrays.copyOfRange(objects, from, to);
        }
        return part;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    @SuppressWarnings("unchecked") // it is what was put in, or equal to it
    public T get(int position) {
        Objects.checkIndex(position, size);
        return (T) record(position);
    }

    @Override
    public boolean add(T record) {
        Column its = keys;
        Column others = values;
        if (its != null && others != null && record instanceof Pair<?, ?> pair) {
            append(its, others, pair.key(), pair.value());
        } else {
            addOther(record);
        }
        return true;
    }

    /** Adds a pair in parts, as {@link PairSink#put} takes them. */
    public void add(
            int keyKind, long keyBits, @Nullable Object key, int valueKind, long valueBits, @Nullable Object value) {
        if (size == 0 && keyKind + valueKind != Kind.OBJECT) {
            begin();
        }
        Column its = keys;
        Column others = values;
        if (its == null || others == null) {
            addObject(pair(Kind.box(keyKind, keyBits, key), Kind.box(valueKind, valueBits, value)));
            return;
        }
        its.append(keyKind, keyBits, key);
        others.append(valueKind, valueBits, value);
        size++;
    }

    @Override
    public Iterator<T> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            @SuppressWarnings("unchecked")
            public T next() {
                if (next >= size) {
                    throw new NoSuchElementException("the records have ended");
                }
                return (T) record(next++);
            }
        };
    }

    /** The keys, where all records are pairs that lie in columns; null where they are held as objects. */
    public @Nullable Column keys() {
        return keys;
    }

    /** The values, likewise. */
    public @Nullable Column values() {
        return values;
    }

    private void append(Column its, Column others, @Nullable Object key, @Nullable Object value) {
        int keyKind = Kind.of(key);
        int valueKind = Kind.of(value);
        if (keyKind == Kind.OBJECT) {
            its.append(keyKind, 0, key);
        } else {
            its.append(keyKind, Kind.bits(keyKind, key), null);
        }
        if (valueKind == Kind.OBJECT) {
            others.append(valueKind, 0, value);
        } else {
            others.append(valueKind, Kind.bits(valueKind, value), null);
        }
        size++;
    }

    private void addOther(T record) {
        if (size == 0
                && record instanceof Pair<?, ?> pair
                && Kind.of(pair.key()) + Kind.of(pair.value()) != Kind.OBJECT) {
            begin();
            add(record);
            return;
        }
        if (keys != null) {
            Object[] all = new Object[Math.max(planned, size + (size >> 1))];
            for (int i = 0; i < size; i++) {
                all[i] = record(i);
            }
            objects = all;
            keys = null;
            values = null;
        }
        addObject(record);
    }

    private void addObject(Object record) {
        if (size == objects.length) {
            objects = Arrays.copyOf(objects, Math.max(planned, size + (size >> 1)));
        }
        objects[size++] = record;
    }

    private void begin() {
        keys = new Column(planned);
        values = new Column(planned);
    }

    private Object record(int position) {
        Column its = keys;
        Column others = values;
        return its == null || others == null ? objects[position] : pair(its.get(position), others.get(position));
    }

    @SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
    private static Object pair(@Nullable Object key, @Nullable Object value) {
        return new Pair<>(key, value);
    }

    /** Travels as a plain list. */
    private Object writeReplace() {
        return new ArrayList<>(this);
    }
}
