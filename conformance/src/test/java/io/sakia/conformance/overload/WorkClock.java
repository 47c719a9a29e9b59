package io.sakia.conformance.overload;

import io.sakia.streaming.time.Alarm;
import io.sakia.streaming.time.Clock;
import io.sakia.testkit.ManualClock;
import java.util.concurrent.atomic.AtomicLong;

/** A manual clock by which a batch takes as long as the work that it says it does, and not as long as it takes. */
final class WorkClock implements Clock {
    private static final AtomicLong WORK = new AtomicLong();

    private final ManualClock clock = new ManualClock();

    /** The time that is moved by hand. */
    ManualClock byHand() {
        return clock;
    }

    /** Work of so many nanoseconds: in a task, or on the driver. */
    static void work(long nanos) {
        WORK.addAndGet(nanos);
    }

    @Override
    public long millis() {
        return clock.millis();
    }

    @Override
    public long nanos() {
        return millis() * 1_000_000 + WORK.get();
    }

    @Override
    public void await(Alarm alarm, long deadline) throws InterruptedException {
        clock.await(alarm, deadline);
    }

    @Override
    public void register(Alarm alarm) {
        clock.register(alarm);
    }

    @Override
    public void unregister(Alarm alarm) {
        clock.unregister(alarm);
    }
}
