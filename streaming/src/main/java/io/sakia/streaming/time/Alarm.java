package io.sakia.streaming.time;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes a thread that waits by a {@link Clock}. A ring that comes early is kept until it is awaited. */
public final class Alarm {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean rung;

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
    }

    /** Takes a ring, if there is one. For clocks. */
    public boolean takeRing() {
        boolean was = rung;
        rung = false;
        return was;
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
