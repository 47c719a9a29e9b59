package io.sakia.streaming.batch;

import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.time.Alarm;
import io.sakia.streaming.time.Clock;
import org.jspecify.annotations.Nullable;

/** Ticks at multiples of an interval, counted from the stream's zero as slides are: a later run may have another interval. Those that pass while a batch runs are skipped: the next batch takes what they would have. */
final class FixedTicks implements Ticks {
    private final Clock clock;
    private final Alarm alarm;
    private final long interval;
    private final long zero;

    /** Ticks of a stream that starts now. */
    FixedTicks(Clock clock, Alarm alarm, long interval) {
        this(clock, alarm, interval, Math.floorDiv(clock.millis(), interval) * interval);
    }

    /** Ticks of a stream that began at a time. */
    FixedTicks(Clock clock, Alarm alarm, long interval, long zero) {
        this.clock = clock;
        this.alarm = alarm;
        this.interval = interval;
        this.zero = zero;
    }

    @Override
    public long zero() {
        return zero;
    }

    @Override
    public @Nullable Tick await(@Nullable Batch last, boolean found, boolean draining, long wake)
            throws InterruptedException {
        long next = (last == null ? zero : last.time().milliseconds()) + interval;
        if (!draining) {
            clock.await(alarm, next);
        }
        long now = clock.millis();
        if (now < next) {
            return draining ? new Tick(next, true) : null;
        }
        return new Tick(zero + Math.floorDiv(now - zero, interval) * interval, true);
    }
}
