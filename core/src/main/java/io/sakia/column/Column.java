package io.sakia.column;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A growing column of values. The first value decides its kind: as long as all that come are of that {@link Kind}, a column of numbers keeps
 * their bits and nothing else; when another kind comes, it turns into one of objects, once.
 *
 * <pre>
 *   append 5, 6       LONG     bits    [ 5 | 6 |   ]
 *   append "seven"    OBJECT   objects [ Long 5 | Long 6 | "seven" |   ]
 * </pre>
 *
 * <p>What is read is equal to what was put in, but boxes are made anew.
 */
public final class Column {
    /** What the box of a number takes, with its header. */
    public static final long BOX = 24;

    private static final int SMALLEST = 8;
    private static final int REFERENCE = 4;
    private static final long[] NO_BITS = {};
    private static final @Nullable Object[] NO_OBJECTS = {};

    private final int planned;
    /** Of all values; says nothing while there are none. */
    private int kind = Kind.OBJECT;

    private long[] bits = NO_BITS;
    private @Nullable Object[] objects = NO_OBJECTS;
    private int size;
    private int boxed;

    /** A column of nothing yet, which has room for some values as soon as the first one comes. */
    public Column(int capacity) {
        this.planned = capacity;
    }

    /** A column of a kind that is full, of values that are still to be written. */
    private Column(int kind, int size) {
        this(size);
        this.kind = kind;
        this.size = size;
        resize(size);
    }

    /** A column of the first {@code size} objects of an array, which it goes on in. */
    public static Column of(@Nullable Object[] objects, int size) {
        Column column = new Column(0);
        column.objects = objects;
        column.size = size;
        return column;
    }

    /** How many values there are. */
    public int size() {
        return size;
    }

    /** The kind of all values; {@link Kind#OBJECT} is one of any values, numbers among them. */
    public int kind() {
        return kind;
    }

    /** The values' bits, where the kind is that of a number; may be written where a value stands. */
    public long[] bits() {
        return bits;
    }

    /** The values, where the kind is {@link Kind#OBJECT}; may be written where a value stands. */
    public @Nullable Object[] objects() {
        return objects;
    }

    /** A value. */
    public @Nullable Object get(int position) {
        return kind == Kind.OBJECT ? objects[position] : Kind.box(kind, bits[position]);
    }

    /** Whether a value is a given one, by its kind and bits, or by the equality of objects. */
    public boolean holds(int position, int itsKind, long itsBits, @Nullable Object object) {
        if (kind != Kind.OBJECT) {
            return kind == itsKind && bits[position] == itsBits;
        }
        Object present = objects[position];
        if (itsKind == Kind.OBJECT) {
            return present == object || (present != null && present.equals(object));
        }
        return Kind.of(present) == itsKind && Kind.keyBits(itsKind, present) == itsBits;
    }

    /** Appends an object, or the bits of a number; true if {@link #bytes} may have changed by it. */
    public boolean append(int itsKind, long itsBits, @Nullable Object object) {
        boolean admitted = itsKind != kind || size == room();
        if (admitted) {
            admit(itsKind, Math.max(SMALLEST, size + (size >> 1)));
        }
        size++;
        write(size - 1, itsKind, itsBits, object);
        return admitted;
    }

    /** Appends a value. */
    public void append(@Nullable Object value) {
        int itsKind = Kind.of(value);
        append(itsKind, Kind.bits(itsKind, value), value);
    }

    /** Changes a value. */
    public void set(int position, int itsKind, long itsBits, @Nullable Object object) {
        if (itsKind != kind && kind != Kind.OBJECT) {
            toObjects();
        }
        write(position, itsKind, itsBits, object);
    }

    /** Changes a value. */
    public void set(int position, @Nullable Object value) {
        int itsKind = Kind.of(value);
        set(position, itsKind, Kind.bits(itsKind, value), value);
    }

    /** Makes room for as many values as there are to be. */
    public void ensure(int capacity) {
        if (size > 0 && room() < capacity) {
            resize(capacity);
        }
    }

    /** A column of some of the values, which are copied. */
    public Column part(int from, int to) {
        Column part = new Column(0);
        part.kind = kind;
        part.size = to - from;
        part.boxed = Math.min(boxed, part.size);
        if (kind == Kind.OBJECT) {
            part.objects = Arrays.copyOfRange(objects, from, to);
        } else {
            part.bits = Arrays.copyOfRange(bits, from, to);
        }
        return part;
    }

    /** Gives room back if most of it is not used. */
    public void trim() {
        if (room() > 2 * size) {
            resize(size);
        }
    }

    /** Deals the values out, in their order, into columns that are exactly as long as what comes into them; null where nothing does. */
    public @Nullable Column[] deal(int[] placed, int[] counts) {
        @Nullable Column[] dealt = new Column[counts.length];
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                dealt[i] = new Column(kind, counts[i]);
            }
        }
        int[] next = new int[counts.length];
        if (kind == Kind.OBJECT) {
            deal(placed, dealt, next);
        } else {
            dealBits(placed, dealt, next);
        }
        return dealt;
    }

    /** The bytes of a place: of an object its reference only. */
    public long width() {
        return kind == Kind.OBJECT ? REFERENCE : Long.BYTES;
    }

    /** The bytes of its array, and of the boxes that were made when it turned into a column of objects. */
    public long bytes() {
        return width() * room() + BOX * boxed;
    }

    /** How many boxes were made when it turned into a column of objects. */
    public int boxed() {
        return boxed;
    }

    @SuppressWarnings("NullAway") // there is a column wherever something is placed
    private void deal(int[] placed, @Nullable Column[] dealt, int[] next) {
        for (int i = 0; i < placed.length; i++) {
            dealt[placed[i]].objects[next[placed[i]]++] = objects[i];
        }
    }

    @SuppressWarnings("NullAway") // there is a column wherever something is placed
    private void dealBits(int[] placed, @Nullable Column[] dealt, int[] next) {
        for (int i = 0; i < placed.length; i++) {
            dealt[placed[i]].bits[next[placed[i]]++] = bits[i];
        }
    }

    private void write(int position, int itsKind, long itsBits, @Nullable Object object) {
        if (kind == Kind.OBJECT) {
            objects[position] = Kind.box(itsKind, itsBits, object);
        } else {
            bits[position] = itsBits;
        }
    }

    private int room() {
        return kind == Kind.OBJECT ? objects.length : bits.length;
    }

    /** Makes room for one more value, of a kind that need not be the column's. */
    private void admit(int itsKind, int capacity) {
        if (size == 0) {
            kind = itsKind;
            if (room() == 0) {
                resize(Math.max(1, planned));
            }
        } else if (itsKind != kind && kind != Kind.OBJECT) {
            toObjects();
        }
        if (size == room()) {
            resize(capacity);
        }
    }

    private void toObjects() {
        @Nullable Object[] all = new Object[bits.length];
        for (int i = 0; i < size; i++) {
            all[i] = Kind.box(kind, bits[i]);
        }
        boxed = size;
        objects = all;
        bits = NO_BITS;
        kind = Kind.OBJECT;
    }

    private void resize(int capacity) {
        if (kind == Kind.OBJECT) {
            objects = Arrays.copyOf(objects, capacity);
        } else {
            bits = Arrays.copyOf(bits, capacity);
        }
    }
}
