package io.sakia.streaming.keyed;

import io.sakia.streaming.state.Due;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one key: a few cells in the order of time, each with the partial of its records. A cell is a pane, of which sliding windows are
 * put together; or a session; or a window of a number of records.
 *
 * <pre>
 *   sliding windows of 30 by 10          sessions with a gap of 10
 *     starts    0   10        40           starts    3        25
 *     partials  a   b         c            ends      19       35
 *     event     30  the next window ends   event     19
 * </pre>
 *
 * <p>A batch works on a {@link #copy}. Once it has been put into a store it does not change any more.
 */
final class KeyWindows<A extends @Nullable Object> implements Due {
    private static final byte OWNED = 1;
    private static final byte REFINED = 2;
    private static final byte CHANGED = 4;
    private static final byte FIRED = 8;
    private static final byte KEPT = CHANGED | FIRED; // what is stored
    private static final int SMALLEST = 2;

    private final boolean counting;
    private int size;
    private long[] starts;
    private long[] ends;
    private @Nullable Object[] partials;
    private byte[] marks;
    private long[] counts;
    private long[] added; // of the counts, in this batch
    private long fire = NEVER;
    private long drop = NEVER;
    private long early = NEVER;

    /**
     * Nothing.
     *
     * @param counting whether records are counted
     */
    KeyWindows(boolean counting) {
        this(counting, SMALLEST);
    }

    private KeyWindows(boolean counting, int room) {
        this.counting = counting;
        starts = new long[room];
        ends = new long[room];
        partials = new Object[room];
        marks = new byte[room];
        counts = new long[counting ? room : 0];
        added = new long[counting ? room : 0];
    }

    /** A copy to work on, whose partials belong to others. */
    KeyWindows<A> copy() {
        KeyWindows<A> copy = new KeyWindows<>(counting, size + 1);
        copy.size = size;
        System.arraycopy(starts, 0, copy.starts, 0, size);
        System.arraycopy(ends, 0, copy.ends, 0, size);
        System.arraycopy(partials, 0, copy.partials, 0, size);
        System.arraycopy(marks, 0, copy.marks, 0, size);
        if (counting) {
            System.arraycopy(counts, 0, copy.counts, 0, size);
        }
        copy.fire = fire;
        copy.drop = drop;
        copy.early = early;
        return copy;
    }

    /** Ends the batch: it is to be put into a store. */
    void seal() {
        for (int i = 0; i < size; i++) {
            marks[i] &= KEPT;
        }
        Arrays.fill(added, 0);
    }

    /** How many cells there are. */
    int size() {
        return size;
    }

    boolean isCounting() {
        return counting;
    }

    long start(int cell) {
        return starts[cell];
    }

    long end(int cell) {
        return ends[cell];
    }

    /** The records of a cell, as far as they are counted. */
    long count(int cell) {
        return counts[cell];
    }

    /** Those of them that came in this batch. */
    long added(int cell) {
        return added[cell];
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // it does not follow the nullability of type arguments
    A partial(int cell) {
        return (A) partials[cell];
    }

    /** The cell that begins at a time, or where it belongs as {@code -place - 1}. */
    int find(long start) {
        return Arrays.binarySearch(starts, 0, size, start);
    }

    /** Puts a cell in, whose partial is new. */
    void insert(int cell, long start, long end, A partial) {
        if (size == starts.length) {
            grow();
        }
        int behind = size - cell;
        System.arraycopy(starts, cell, starts, cell + 1, behind);
        System.arraycopy(ends, cell, ends, cell + 1, behind);
        System.arraycopy(partials, cell, partials, cell + 1, behind);
        System.arraycopy(marks, cell, marks, cell + 1, behind);
        if (counting) {
            System.arraycopy(counts, cell, counts, cell + 1, behind);
            System.arraycopy(added, cell, added, cell + 1, behind);
            counts[cell] = 0;
            added[cell] = 0;
        }
        starts[cell] = start;
        ends[cell] = end;
        partials[cell] = partial;
        marks[cell] = OWNED;
        size++;
    }

    /** Takes cells out. */
    void remove(int from, int to) {
        int behind = size - to;
        System.arraycopy(starts, to, starts, from, behind);
        System.arraycopy(ends, to, ends, from, behind);
        System.arraycopy(partials, to, partials, from, behind);
        System.arraycopy(marks, to, marks, from, behind);
        if (counting) {
            System.arraycopy(counts, to, counts, from, behind);
            System.arraycopy(added, to, added, from, behind);
        }
        int left = size - (to - from);
        Arrays.fill(partials, left, size, null);
        size = left;
    }

    private void grow() {
        int room = 2 * size;
        starts = Arrays.copyOf(starts, room);
        ends = Arrays.copyOf(ends, room);
        partials = Arrays.copyOf(partials, room);
        marks = Arrays.copyOf(marks, room);
        if (counting) {
            counts = Arrays.copyOf(counts, room);
            added = Arrays.copyOf(added, room);
        }
    }

    /** Gives a cell a partial of its own. */
    void set(int cell, A partial) {
        partials[cell] = partial;
        marks[cell] |= OWNED;
    }

    void stretch(int cell, long start, long end) {
        starts[cell] = start;
        ends[cell] = end;
    }

    void count(int cell, long records, long ofThisBatch) {
        if (counting) {
            counts[cell] += records;
            added[cell] += ofThisBatch;
        }
    }

    /** Whether nobody else has a reference to the partial. */
    boolean isOwned(int cell) {
        return (marks[cell] & OWNED) != 0;
    }

    /** Whether a cell has changed since the last early results. */
    boolean isChanged(int cell) {
        return (marks[cell] & CHANGED) != 0;
    }

    void changed(int cell, boolean is) {
        mark(cell, CHANGED, is);
    }

    /** Whether windows that had their results have changed in this batch. */
    boolean isRefined(int cell) {
        return (marks[cell] & REFINED) != 0;
    }

    void refined(int cell, boolean is) {
        mark(cell, REFINED, is);
    }

    /** Whether a session has had its result. */
    boolean isFired(int cell) {
        return (marks[cell] & FIRED) != 0;
    }

    void fired(int cell, boolean is) {
        mark(cell, FIRED, is);
    }

    private void mark(int cell, byte mark, boolean is) {
        marks[cell] = (byte) (is ? marks[cell] | mark : marks[cell] & ~mark);
    }

    /** The marks that are stored. */
    int marks(int cell) {
        return marks[cell] & KEPT;
    }

    /** Takes what was stored. */
    void restore(int cell, int storedMarks, long storedCount) {
        marks[cell] = (byte) (storedMarks & KEPT);
        count(cell, storedCount, 0);
    }

    /** The event time at which the next window has its result. */
    long fire() {
        return fire;
    }

    void fire(long time) {
        fire = time;
    }

    /** The event time from which a cell that is kept for late records is not wanted any more. */
    long drop() {
        return drop;
    }

    void drop(long time) {
        drop = time;
    }

    /** The running time at which early results come. */
    long early() {
        return early;
    }

    void early(long time) {
        early = time;
    }

    @Override
    public long eventDue() {
        return Math.min(fire, drop);
    }

    @Override
    public long runningDue() {
        return early;
    }

    /** For people who look at states. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : ", ").append(starts[i]).append(": ").append(partials[i]);
        }
        return text.append(']').toString();
    }
}
