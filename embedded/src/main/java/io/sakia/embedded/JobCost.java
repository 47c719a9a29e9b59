package io.sakia.embedded;

/**
 * What the last two jobs of a kind have cost. Two, so that one that was slow for a reason of its own, as a collection of garbage, is forgotten soon,
 * while a kind of which every other job is slow is never taken for a small one.
 */
final class JobCost {
    /** A job for which no other thread is worth waking: that takes some tens of microseconds, on both sides. */
    static final long SMALL_NANOS = 100_000;

    /** A job is no larger than those before if it reads at most so many times as many records, and some more. */
    private static final int TIMES = 4;

    private static final int MORE = 200;

    private long last = Long.MAX_VALUE;
    private long lastButOne = Long.MAX_VALUE;
    private long records;

    /**
     * Whether a job of this kind is likely to be small.
     *
     * @param planned how many records it reads from sources, or −1 if that is not known
     */
    boolean isSmall(long planned) {
        return last < SMALL_NANOS && lastButOne < SMALL_NANOS && planned <= records * TIMES + MORE;
    }

    /**
     * Notes what a job has cost.
     *
     * @param nanos what its tasks took, all together
     */
    void note(long nanos, long read) {
        lastButOne = last;
        last = nanos;
        records = Math.max(0, read);
    }
}
