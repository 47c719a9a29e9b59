package io.sakia.streaming.keyed;

import java.util.Arrays;

/** Times in ascending order, each once. The arrays are small and never change. */
final class Times {
    static final long[] NONE = {};

    private Times() {}

    /** The same with a time; the array itself if it is there already. */
    static long[] with(long[] times, long time) {
        int place = Arrays.binarySearch(times, time);
        if (place >= 0) {
            return times;
        }
        int at = -place - 1;
        long[] more = Arrays.copyOf(times, times.length + 1);
        System.arraycopy(times, at, more, at + 1, times.length - at);
        more[at] = time;
        return more;
    }

    /** The same without a time; the array itself if it is not there. */
    static long[] without(long[] times, long time) {
        int at = Arrays.binarySearch(times, time);
        if (at < 0) {
            return times;
        }
        if (times.length == 1) {
            return NONE;
        }
        long[] fewer = Arrays.copyOf(times, times.length - 1);
        System.arraycopy(times, at + 1, fewer, at, times.length - at - 1);
        return fewer;
    }
}
