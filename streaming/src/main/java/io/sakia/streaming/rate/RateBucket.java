package io.sakia.streaming.rate;

/**
 * Lets so many records a second be taken: it holds a period's worth, is full at first, and fills as time goes by.
 *
 * <pre>
 *   rate 10 a second, period 1 s     take 10   0.5 s later   take 5   …   30 s later
 *   level                       10         0              5        0                10
 * </pre>
 */
final class RateBucket {
    private static final double SECOND = 1e9;
    /** Whoever waits for the bucket waits until it holds a hundredth of a second's worth, so that batches do not become tiny. */
    private static final double WORTH_A_BATCH = 0.01;

    private final double perSecond;
    private final double full;
    private final double worth;
    private double level;
    private long filled;
    private boolean begun;

    /**
     * A full bucket.
     *
     * @param periodNanos how long it takes to fill it
     */
    RateBucket(long perSecond, long periodNanos) {
        this.perSecond = perSecond;
        this.full = Math.max(1, perSecond * (periodNanos / SECOND));
        this.worth = Math.min(full, Math.max(1, perSecond * WORTH_A_BATCH));
        this.level = full;
    }

    /** How many records may be taken now; 0 while there is room for a few only. */
    long room(long nanos) {
        if (begun) {
            level = Math.min(full, level + Math.max(0, nanos - filled) * perSecond / SECOND);
        }
        begun = true;
        filled = nanos;
        return level < worth ? 0 : (long) level;
    }

    /** Some were taken, perhaps more than there was room for: then the next ones wait until that is made up for. */
    void take(long records) {
        level -= records;
    }

    /** In nanoseconds how long it is from the last look until there is room again; 0 if there is. */
    long untilRoom() {
        return level >= worth ? 0 : (long) Math.ceil((worth - level) * SECOND / perSecond);
    }
}
