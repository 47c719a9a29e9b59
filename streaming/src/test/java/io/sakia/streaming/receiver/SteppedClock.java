package io.sakia.streaming.receiver;

import io.sakia.streaming.time.Alarm;
import io.sakia.streaming.time.Clock;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A clock that goes on when a test says so, and tells for what others wait. */
final class SteppedClock implements Clock {
    private final LinkedBlockingQueue<Long> deadlines = new LinkedBlockingQueue<>();
    private long now;

    /** The next deadline that somebody began to wait for. */
    long nextWait() throws InterruptedException {
        Long deadline = deadlines.poll(20, TimeUnit.SECONDS);
        if (deadline == null) {
            throw new AssertionError("nobody waits");
        }
        return deadline;
    }

    synchronized void set(long millis) {
        now = millis;
        notifyAll();
    }

    @Override
    public synchronized long millis() {
        return now;
    }

    @Override
    public synchronized void await(Alarm alarm, long deadline) throws InterruptedException {
        alarm.onRing(this::wake);
        if (!alarm.isRung() && now < deadline) {
            deadlines.add(deadline);
        }
        while (!alarm.takeRing() && now < deadline) {
            wait();
        }
    }

    private synchronized void wake() {
        notifyAll();
    }
}
