package io.sakia.streaming.state;

import io.sakia.column.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Places for values, in any order of writing. The first value decides the {@linkplain Kind kind}: as long as all that are written are of one kind
 * of number, the places hold bits; when another kind comes, they turn into places of objects, once. Who uses them knows which are written.
 *
 * <pre>
 *   set 2 to 7L        LONG     bits    [ 0 | 0 | 7 | 0 ]
 *   set 0 to "seven"   OBJECT   objects [ "seven" | 0L | 7L | 0L ]
 * </pre>
 */
final class Cells {
    /** The kind of places of which none was written. */
    static final int NONE = -1;

    private static final long[] NO_BITS = {};
    private static final @Nullable Object[] NO_OBJECTS = {};

    private int kind = NONE;
    private long[] bits = NO_BITS;
    private @Nullable Object[] objects = NO_OBJECTS;
    private int room;

    /** So many places. */
    Cells(int room) {
        this.room = room;
    }

    /** Of all values. */
    int kind() {
        return kind;
    }

    /** The values' bits, where the kind is that of a number. */
    long[] bits() {
        return bits;
    }

    /** The values, where the kind is {@link Kind#OBJECT}. */
    @Nullable
    Object[] objects() {
        return objects;
    }

    /** How many places there are. */
    int room() {
        return room;
    }

    /** The value at a place that was written. */
    @Nullable
    Object get(int place) {
        return kind > Kind.OBJECT ? Kind.box(kind, bits[place]) : objects[place];
    }

    /** Writes a value. */
    void set(int place, int itsKind, long itsBits, @Nullable Object object) {
        if (itsKind != kind && kind != Kind.OBJECT) {
            admit(itsKind);
        }
        if (kind == Kind.OBJECT) {
            objects[place] = Kind.box(itsKind, itsBits, object);
        } else {
            bits[place] = itsBits;
        }
    }

    /** Writes a value. */
    void set(int place, @Nullable Object value) {
        int itsKind = Kind.of(value);
        set(place, itsKind, Kind.bits(itsKind, value), value);
    }

    /** Writes the value at a place of others. */
    void set(int place, Cells from, int itsPlace) {
        if (from.kind > Kind.OBJECT) {
            set(place, from.kind, from.bits[itsPlace], null);
        } else {
            set(place, from.objects[itsPlace]);
        }
    }

    /** Lets go of the objects from a place on, so that they can leave the memory. */
    void clear(int from, int to) {
        if (kind == Kind.OBJECT) {
            Arrays.fill(objects, from, to, null);
        }
    }

    /** As many places as are wanted; those that there were keep their values. */
    void resize(int places) {
        room = places;
        if (kind == Kind.OBJECT) {
            objects = Arrays.copyOf(objects, places);
        } else if (kind > Kind.OBJECT) {
            bits = Arrays.copyOf(bits, places);
        }
    }

    /** Others with the values of the first places. */
    Cells copy(int places) {
        Cells copy = new Cells(places);
        copy.kind = kind;
        if (kind == Kind.OBJECT) {
            copy.objects = Arrays.copyOf(objects, places);
        } else if (kind > Kind.OBJECT) {
            copy.bits = Arrays.copyOf(bits, places);
        }
        return copy;
    }

    /** Others, of the same kind and with nothing in them yet. */
    static Cells like(Cells others, int places) {
        Cells cells = new Cells(places);
        if (others.kind != NONE) {
            cells.admit(others.kind);
        }
        return cells;
    }

    private void admit(int itsKind) {
        if (kind == NONE) {
            kind = itsKind;
            if (kind == Kind.OBJECT) {
                objects = new Object[room];
            } else {
                bits = new long[room];
            }
            return;
        }
        @Nullable Object[] all = new Object[room];
        for (int place = 0; place < room; place++) {
            all[place] = Kind.box(kind, bits[place]);
        }
        objects = all;
        bits = NO_BITS;
        kind = Kind.OBJECT;
    }
}
