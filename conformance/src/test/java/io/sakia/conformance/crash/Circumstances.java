package io.sakia.conformance.crash;

import io.sakia.testkit.ManualClock;

/**
 * What one life of a program may have unlike another.
 *
 * @param selfClocked whether batches begin when there are data, not each second
 * @param epoch in milliseconds how long epochs are
 * @param threads how many there are
 * @param partitions how many partitions there are
 * @param start in milliseconds what the clock says when the life starts
 * @param begin since when words come
 */
record Circumstances(boolean selfClocked, long epoch, int threads, int partitions, long start, long begin) {
    private static final long START = ManualClock.START.toEpochMilli();

    /** One thread, two partitions, a batch each second. */
    static Circumstances plain(long epoch) {
        return new Circumstances(false, epoch, 1, 2, START, START);
    }

    static Circumstances selfClocked(long epoch) {
        return new Circumstances(true, epoch, 1, 2, START, START);
    }

    Circumstances on(int newThreads, int newPartitions) {
        return new Circumstances(selfClocked, epoch, newThreads, newPartitions, start, begin);
    }

    /** Later, after nobody has run the program for a while; what would have come then comes now. */
    Circumstances at(long newStart, long away) {
        return new Circumstances(selfClocked, epoch, threads, partitions, newStart, begin + away);
    }

    /** When all words have come and all windows have passed. */
    long end() {
        return begin + World.SPAN;
    }
}
