package io.sakia.streaming.time;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes a thread that waits by a {@link Clock}. A ring that comes early is kept until it is awaited; several that come before are one.
 *
 * <p>Whoever rings has put down first what the ring is for; whoever takes a ring looks afterwards. So a ring that finds one that was not
 * taken yet has nothing to do.
 */
public final class Alarm {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean rung;
    private volatile Runnable listener = () -> {};

    /** Rings: ends the present wait, or the next. Cheap while it has been rung already. */
    public void ring() {
        if (rung) {
            return;
        }
        lock.lock();
        try {
            rung = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        listener.run();
    }

    /** Whether there is a ring that nobody has taken. For clocks. */
    public boolean isRung() {
        return rung;
    }

    /** Takes a ring, if there is one. For clocks. */
    public boolean takeRing() {
        if (!rung) {
            return false;
        }
        rung = false;
        return true;
    }

    /** Has this run after each ring, on the thread that rang, in place of what was to be run before. For clocks with waits of their own. */
    public void onRing(Runnable newListener) {
        this.listener = newListener;
    }

    /** Waits for a ring for at most so long, in milliseconds of real time, and takes it. For clocks. */
    public boolean awaitRing(long atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(atMost);
            while (!rung && left > 0) {
                left = changed.awaitNanos(left);
            }
            return takeRing();
        } finally {
            lock.unlock();
        }
    }
}
