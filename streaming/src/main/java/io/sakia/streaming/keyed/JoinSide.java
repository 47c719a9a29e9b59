package io.sakia.streaming.keyed;

import io.sakia.streaming.state.Due;
import java.util.Arrays;

/** The records of one key in one stream of a join, in the order of their times. Once put into a store it does not change any more. */
final class JoinSide {
    private int size;
    private long[] times;
    private Object[] records;
    private boolean[] matched;

    /** Nothing. */
    JoinSide() {
        this(2);
    }

    private JoinSide(int room) {
        times = new long[room];
        records = new Object[room];
        matched = new boolean[room];
    }

    JoinSide copy() {
        JoinSide copy = new JoinSide(size + 1);
        System.arraycopy(times, 0, copy.times, 0, size);
        System.arraycopy(records, 0, copy.records, 0, size);
        System.arraycopy(matched, 0, copy.matched, 0, size);
        copy.size = size;
        return copy;
    }

    int size() {
        return size;
    }

    long time(int place) {
        return times[place];
    }

    Object record(int place) {
        return records[place];
    }

    /** Whether it has met a record of the other side. */
    boolean isMatched(int place) {
        return matched[place];
    }

    void match(int place) {
        matched[place] = true;
    }

    /** The time of the first record; {@link Due#NEVER} if there is none. */
    long firstTime() {
        return size == 0 ? Due.NEVER : times[0];
    }

    /** The first record whose time is not before one. */
    int from(long time) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Puts a record in, behind those of the same time. */
    void add(long time, Object record, boolean isMatched) {
        int place = from(time + 1);
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            records = Arrays.copyOf(records, 2 * size);
            matched = Arrays.copyOf(matched, 2 * size);
        }
        System.arraycopy(times, place, times, place + 1, size - place);
        System.arraycopy(records, place, records, place + 1, size - place);
        System.arraycopy(matched, place, matched, place + 1, size - place);
        times[place] = time;
        records[place] = record;
        matched[place] = isMatched;
        size++;
    }

    /** Takes the first records out. */
    void removeFirst(int count) {
        System.arraycopy(times, count, times, 0, size - count);
        System.arraycopy(records, count, records, 0, size - count);
        System.arraycopy(matched, count, matched, 0, size - count);
        Arrays.fill(records, size - count, size, null);
        size -= count;
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOf(records, size));
    }
}
