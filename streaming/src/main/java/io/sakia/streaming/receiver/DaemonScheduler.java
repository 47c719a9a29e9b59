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
        this.executor = new ScheduledThreadPoolExecutor(
                1,
                action -> {
                    Thread thread = new Thread(action, name);
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
