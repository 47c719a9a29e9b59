package io.sakia.streaming.keyed;

import io.sakia.streaming.window.WindowKind;

/** The times that functions of the program give. */
final class EventMillis {
    private EventMillis() {}

    /** Refuses what is so far off that sums with it would not be numbers. */
    static long inRange(long time, Object record) {
        if (time > WindowKind.LARGEST || time < -WindowKind.LARGEST) {
            throw new IllegalArgumentException("the time of " + record + " is " + time
                    + " ms, which is no time: give milliseconds since 1970, or leave such records out before");
        }
        return time;
    }
}
