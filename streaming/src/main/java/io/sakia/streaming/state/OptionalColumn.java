package io.sakia.streaming.state;

import io.sakia.column.Kind;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A growing column of values in which places may be empty. The first value decides its {@linkplain Kind kind}: as long as all that are put in
 * are of one kind of number, it keeps bits, so that a value is read without following a reference; when another kind comes, it turns into a
 * column of objects, once.
 *
 * <pre>
 *   put 5, nothing, 7   LONG     bits [ 5 | 0 | 7 |  ]   present 1 0 1
 *   put "seven"         OBJECT   objects [ Long 5 | null | Long 7 | "seven" |  ]
 * </pre>
 */
final class OptionalColumn {
    private static final int NONE_YET = -1;
    private static final long[] NO_BITS = {};
    private static final @Nullable Object[] NO_OBJECTS = {};

    private int kind = NONE_YET;
    private long[] bits = NO_BITS;
    private long[] present = NO_BITS;
    private @Nullable Object[] objects = NO_OBJECTS;
    private int size;
    private int room;

    /** A column of no places yet, with room for some. */
    OptionalColumn(int room) {
        this.room = room;
    }

    /** How many places there are. */
    int size() {
        return size;
    }

    /** The kind of all values: a number's, or {@link Kind#OBJECT}; less than that while there are none. */
    int kind() {
        return kind;
    }

    /** The values' bits, where the kind is that of a number. */
    long[] bits() {
        return bits;
    }

    /** Reads what is needed to change what is at a place, so that it is in the cache. */
    long touch(int place) {
        return isNumbers() ? bits[place] : kind == Kind.OBJECT ? touch(objects[place]) : 0;
    }

    /** Reads the class of an object, beside which its fields stand; what is said of it says nothing. */
    static long touch(@Nullable Object object) {
        return object != null && object.getClass() == String.class ? 1 : 0;
    }

    /** Whether there is a value at a place. */
    boolean has(int place) {
        return isNumbers()
                ? (present[place >>> 6] & (1L << place)) != 0
                : kind == Kind.OBJECT && objects[place] != null;
    }

    /** The value at a place, or null if that is empty. */
    @Nullable
    Object get(int place) {
        if (isNumbers()) {
            return has(place) ? Kind.box(kind, bits[place]) : null;
        }
        return kind == Kind.OBJECT ? objects[place] : null;
    }

    /** Puts a value at a place, or nothing. */
    void put(int place, @Nullable Object value) {
        if (value == null) {
            empty(place);
            return;
        }
        int its = Kind.of(value);
        put(place, its, Kind.bits(its, value), value);
    }

    /** Puts a value at a place: an object, or the bits of a number. */
    void put(int place, int its, long itsBits, @Nullable Object value) {
        if (its != kind && kind != Kind.OBJECT) {
            admit(its);
        }
        if (kind == Kind.OBJECT) {
            objects[place] = Kind.box(its, itsBits, value);
        } else {
            bits[place] = itsBits;
            present[place >>> 6] |= 1L << place;
        }
    }

    /** Appends an empty place. */
    void append() {
        if (size == room) {
            resize(Math.max(8, 2 * size));
        }
        size++;
    }

    /** Appends what is at a place of another column. */
    void append(OptionalColumn from, int place) {
        append();
        if (kind != from.kind || !isNumbers()) {
            put(size - 1, from.get(place));
        } else if (from.has(place)) {
            bits[size - 1] = from.bits[place];
            present[(size - 1) >>> 6] |= 1L << (size - 1);
        }
    }

    /** Exchanges what is at a place with what is at a place of another column. */
    void exchange(int place, OptionalColumn other, int itsPlace) {
        if (kind != other.kind || !isNumbers() || !has(place) || !other.has(itsPlace)) {
            Object mine = get(place);
            put(place, other.get(itsPlace));
            other.put(itsPlace, mine);
            return;
        }
        long mine = bits[place];
        bits[place] = other.bits[itsPlace];
        other.bits[itsPlace] = mine;
    }

    /** The places that have a value. */
    void markPresent(BitSet places) {
        for (int place = 0; place < size; place++) {
            if (has(place)) {
                places.set(place);
            }
        }
    }

    /** Makes room for as many places as there are to be. */
    void ensure(int places) {
        if (places > room) {
            resize(places);
        }
    }

    /** Gives back the room that is not used. */
    void trim() {
        resize(size);
    }

    private boolean isNumbers() {
        return kind > Kind.OBJECT;
    }

    private void empty(int place) {
        if (isNumbers()) {
            present[place >>> 6] &= ~(1L << place);
        } else if (kind == Kind.OBJECT) {
            objects[place] = null;
        }
    }

    /** Lets in a kind that is not the column's. */
    private void admit(int its) {
        if (kind == NONE_YET) {
            kind = its;
            resize(room);
            return;
        }
        @Nullable Object[] all = new Object[room];
        for (int place = 0; place < size; place++) {
            all[place] = get(place);
        }
        objects = all;
        kind = Kind.OBJECT;
        bits = NO_BITS;
        present = NO_BITS;
    }

    private void resize(int capacity) {
        room = capacity;
        if (isNumbers()) {
            bits = Arrays.copyOf(bits, capacity);
            present = Arrays.copyOf(present, (capacity + 63) >>> 6);
        } else if (kind == Kind.OBJECT) {
            objects = Arrays.copyOf(objects, capacity);
        }
    }
}
