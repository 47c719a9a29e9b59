package io.sakia.testkit;

import io.sakia.streaming.time.Alarm;
import io.sakia.streaming.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock that a test moves by hand. When {@link #advance} returns, all that was due is done.
 *
 * <pre>
 *   a registered waiter        RUNNING ── await ──► PARKED until its deadline or a ring ──► RUNNING
 *
 *   advance(3 s)               wait until all are idle ─ move to the next deadline ─ wait until all are idle ─ … ─ target
 * </pre>
 *
 * A waiter is idle while it is parked, its deadline lies ahead and its alarm has not been rung. Nobody sleeps or polls: each change
 * is signalled. A waiter that never comes back is told after {@linkplain #ManualClock(Instant, Duration) a while} of real time.
 *
 * <pre>{@code
 * ManualClock clock = new ManualClock();
 * StreamingContext ssc = new StreamingContext(conf, BatchInterval.fixed(Durations.seconds(1)), clock);
 * …
 * ssc.start();
 * clock.advance(Durations.seconds(2)); // two batches, complete
 * }</pre>
 *
 * <p>Thread-safe, but moved by one thread at a time, and never from inside a batch.
 */
public final class ManualClock implements Clock {
    /** Where time begins if nothing else is said; a multiple of every interval up to a day. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Alarm, Waiter> waiters = new LinkedHashMap<>();
    private final Duration patience;
    private long now;

    /** A clock that stands at {@link #START}. */
    public ManualClock() {
        this(START, PATIENCE);
    }

    /** A clock that stands at a time. */
    public ManualClock(Instant start) {
        this(start, PATIENCE);
    }

    /**
     * A clock that stands at a time.
     *
     * @param patience how much real time a waiter may take between two waits before {@link #advance} gives up and throws
     */
    public ManualClock(Instant start, Duration patience) {
        this.now = start.toEpochMilli();
        this.patience = patience;
    }

    @Override
    public long millis() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void await(Alarm alarm, long deadline) throws InterruptedException {
        alarm.onRing(this::wake);
        lock.lockInterruptibly();
        try {
            Waiter waiter = waiters.getOrDefault(alarm, new Waiter());
            while (!alarm.takeRing() && now < deadline) {
                waiter.park(deadline);
                changed.signalAll();
                try {
                    changed.await();
                } finally {
                    waiter.run();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void register(Alarm alarm) {
        alarm.onRing(this::wake);
        lock.lock();
        try {
            waiters.put(alarm, new Waiter());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void unregister(Alarm alarm) {
        lock.lock();
        try {
            waiters.remove(alarm);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves time forward, from one waiter's deadline to the next so that none is skipped, and waits after each step until those who
     * were due are waiting again or are gone.
     *
     * @throws IllegalStateException when a waiter does not come back in time; the message shows what it does
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time never falls: advance by 0 or more, not by " + duration);
        }
        lock.lock();
        try {
            long target = Math.addExact(now, duration.toMillis());
            awaitAllIdle();
            while (now < target) {
                now = Math.min(target, nextDeadline());
                changed.signalAll();
                awaitAllIdle();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits, at the present time, until every registered waiter waits for something that lies ahead, or is gone. */
    public void awaitIdle() {
        lock.lock();
        try {
            awaitAllIdle();
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** After {@link #awaitAllIdle} every deadline lies ahead, so this is later than now. */
    private long nextDeadline() {
        return waiters.values().stream()
                .mapToLong(waiter -> waiter.deadline)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private void awaitAllIdle() {
        long left = patience.toNanos();
        while (true) {
            Waiter busy = busy();
            if (busy == null) {
                return;
            }
            if (left <= 0) {
                throw new IllegalStateException("after " + TimeUnit.NANOSECONDS.toSeconds(patience.toNanos())
                        + " s a waiter by this clock has not come back to wait; it is at" + busy.place());
            }
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a waiter by this clock was still at work", e);
            }
        }
    }

    private @Nullable Waiter busy() {
        for (Map.Entry<Alarm, Waiter> entry : waiters.entrySet()) {
            Waiter waiter = entry.getValue();
            if (!waiter.parked || waiter.deadline <= now || entry.getKey().isRung()) {
                return waiter;
            }
        }
        return null;
    }

    /** What one alarm's waiter does; guarded by the clock's lock. */
    private static final class Waiter {
        private boolean parked;
        private long deadline;
        private @Nullable Thread thread;

        void park(long until) {
            parked = true;
            deadline = until;
            thread = Thread.currentThread();
        }

        void run() {
            parked = false;
        }

        String place() {
            Thread waiting = thread;
            if (waiting == null) {
                return " its begin: it has never waited yet";
            }
            StringBuilder place = new StringBuilder();
            for (StackTraceElement frame : waiting.getStackTrace()) {
                place.append(System.lineSeparator()).append("    ").append(frame);
            }
            return place.toString();
        }
    }
}
