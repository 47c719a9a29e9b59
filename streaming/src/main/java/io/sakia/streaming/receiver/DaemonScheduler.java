package io.sakia.streaming.receiver;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link Scheduler} on one daemon thread. */
final class DaemonScheduler implements Scheduler {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonScheduler.class);

    private final ScheduledThreadPoolExecutor executor;
    private final String name;

    DaemonScheduler(String name) {
        this.name = name;
        // The thread is started by whoever schedules first. If that is a receiver's thread, the group of that receiver
        // would get a
        // thread that never ends, and stopping it would wait for that until the grace is over.
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        this.executor = new ScheduledThreadPoolExecutor(
                1,
                action -> {
                    Thread thread = new Thread(group, action, name);
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Waiting schedule(Duration delay, Runnable action) {
        Future<?> future = executor.schedule(() -> run(action), delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    private void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("an action scheduled on {} failed", name, e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
