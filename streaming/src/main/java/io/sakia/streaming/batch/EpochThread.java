package io.sakia.streaming.batch;

import io.sakia.streaming.time.Alarm;
import io.sakia.streaming.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * A thread on which epochs end while the next batches run.
 *
 * <p>It waits for work by the clock, as the batch loop does: so a clock that is moved by hand stands still until an end is over, and a test sees
 * what an epoch has put out when its batches are done.
 */
final class EpochThread implements EpochEnds {
    private final Clock clock;
    private final Runnable ended;
    private final Alarm alarm = new Alarm();
    private volatile @Nullable Runnable next;
    private volatile boolean closed;
    private @Nullable Thread thread;

    /**
     * A thread that is started for the first end.
     *
     * @param ended runs after each end, on this thread
     */
    EpochThread(Clock clock, Runnable ended) {
        this.clock = clock;
        this.ended = ended;
    }

    @Override
    public void begin(Runnable end) {
        next = end;
        if (thread == null) {
            clock.register(alarm);
            Thread started = new Thread(this::work, "sakia-epoch-ends");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
        alarm.ring();
    }

    private void work() {
        try {
            while (!closed) {
                clock.await(alarm, Long.MAX_VALUE);
                Runnable end = next;
                if (end != null && !closed) {
                    next = null;
                    end.run();
                    ended.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed at once
        } finally {
            clock.unregister(alarm);
        }
    }

    @Override
    public void close(boolean atOnce) {
        closed = true;
        Thread running = thread;
        if (running == null) {
            return;
        }
        alarm.ring();
        if (atOnce) {
            running.interrupt();
        }
        boolean interrupted = false;
        while (running.isAlive()) {
            try {
                running.join();
            } catch (InterruptedException e) {
                interrupted = true; // what runs there must be over before its files are closed
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
