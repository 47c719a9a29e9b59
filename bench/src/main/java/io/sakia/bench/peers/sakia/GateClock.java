package io.sakia.bench.peers.sakia;

import io.sakia.bench.peers.work.Gate;
import io.sakia.streaming.time.Alarm;
import io.sakia.streaming.time.Clock;

/**
 * A clock by which the next batch is due as soon as the last has ended, while the gate is open, and never while it is closed. So batches at a fixed interval
 * follow each other without a pause, and windows slide by one batch.
 */
final class GateClock implements Clock {
    private final long begin;
    private final long interval;
    private long batches;

    GateClock(long begin, long interval) {
        this.begin = begin;
        this.interval = interval;
    }

    @Override
    public synchronized long millis() {
        return begin + batches * interval;
    }

    @Override
    public void await(Alarm alarm, long deadline) throws InterruptedException {
        long due = Math.floorDiv(deadline - begin, interval);
        Gate.here().await(due - 1, alarm::isRung);
        alarm.takeRing();
        if (Gate.here().open() >= due) {
            synchronized (this) {
                batches = Math.max(batches, due);
            }
        }
    }

    @Override
    public void register(Alarm alarm) {
        alarm.onRing(Gate.here()::wake);
    }
}
