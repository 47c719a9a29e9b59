package io.sakia.streaming.receiver;

import io.sakia.streaming.time.Alarm;
import io.sakia.streaming.time.Clock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets so many records a second pass: a bucket that holds a second's worth and fills as the clock goes on.
 *
 * <pre>
 *   rate 2 a second, bucket ∘ empty • one record
 *   0.0 s •∘ pass 1       0.5 s •∘ pass 1       2.5 s •• pass 2, the third waits until 3.0 s
 * </pre>
 *
 * More records at once than the bucket holds wait for a full one, and who comes after them waits until their debt is paid.
 * Thread-safe; who waits goes in turn.
 */
final class ReceiverRate {
    /** Shares of a record that a rate of one a second lets in within a millisecond. */
    private static final long WHOLE = 1000;

    private final String source;
    private final long perSecond;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Alarm lifted = new Alarm();
    private volatile boolean unlimited;
    private long filled;
    private long level = WHOLE;

    /**
     * A bucket with one record in it.
     *
     * @param perSecond {@link Long#MAX_VALUE} for no limit
     */
    ReceiverRate(String source, long perSecond, Clock clock) {
        this.source = source;
        this.perSecond = perSecond;
        this.clock = clock;
        this.unlimited = perSecond == Long.MAX_VALUE;
        this.filled = clock.millis();
    }

    /** How many records may pass at once without a debt. */
    int most() {
        return (int) Math.min(perSecond, Integer.MAX_VALUE);
    }

    /** Waits until so many records may pass. */
    void pass(int records) {
        if (unlimited) {
            return;
        }
        try {
            turn.lockInterruptibly();
            try {
                awaitLevel(Math.min(records, perSecond) * WHOLE);
                level -= records * WHOLE;
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReceiverStoppedException("a thread of the receiver of " + source
                    + " was interrupted while it waited for the rate of " + perSecond + " records a second");
        }
    }

    private void awaitLevel(long wanted) throws InterruptedException {
        for (fill(); level < wanted && !unlimited; fill()) {
            clock.await(lifted, filled + (wanted - level + perSecond - 1) / perSecond);
        }
    }

    private void fill() {
        long now = clock.millis();
        long full = perSecond * WHOLE;
        long elapsed = Math.max(0, now - filled); // a clock that was set back fills nothing
        level = elapsed > (full - level) / perSecond ? full : level + elapsed * perSecond;
        filled = now;
    }

    /** From now on nobody waits. */
    void lift() {
        unlimited = true;
        lifted.ring();
    }
}
