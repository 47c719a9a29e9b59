package io.sakia.bench.peers.spark;

import io.sakia.bench.peers.work.Gate;
import org.apache.spark.util.Clock;

/**
 * A clock by which the next batch is due as soon as the one before the last has ended, while the gate is open, and never while it is closed: so there is always one
 * batch waiting and batches follow each other without a pause, but their jobs don't pile up. Spark makes it, by its name.
 */
public final class GateClock implements Clock {
    /** The name of the setting. */
    static final String SETTING = "spark.streaming.clock";
    /** When the clock starts. */
    static final long BEGIN = 1_000_000_000_000L;
    /** How long a batch is. */
    static final long INTERVAL = 1000;

    /** How many batches may be planned and not ended. */
    private static final int AHEAD = 2;

    private static final Object ENDED = new Object();
    private static long ended;

    private long now = BEGIN;

    /** A clock that stands still. */
    public GateClock() {}

    /** Which batch has this time, from 0 on. */
    static long batch(long time) {
        return (time - BEGIN) / INTERVAL - 1;
    }

    /** Says that another batch has ended. */
    static void batchEnded() {
        synchronized (ENDED) {
            ended++;
            ENDED.notifyAll();
        }
    }

    @Override
    public synchronized long getTimeMillis() {
        return now;
    }

    @Override
    public long nanoTime() {
        return getTimeMillis() * 1_000_000;
    }

    @Override
    public long waitTillTime(long target) {
        try {
            Gate.here().await(batch(target));
            synchronized (ENDED) {
                while (batch(target) - ended >= AHEAD) {
                    ENDED.wait();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        synchronized (this) {
            now = Math.max(now, target);
            return now;
        }
    }
}
