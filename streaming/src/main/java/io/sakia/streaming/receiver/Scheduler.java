package io.sakia.streaming.receiver;

import java.time.Duration;

/**
 * Runs actions later. It is handed to whoever has to wait, so that nobody sleeps and a test decides when time passes.
 *
 * <pre>{@code
 * Scheduler.Waiting waiting = scheduler.schedule(Duration.ofSeconds(1), () -> connectAgain());
 * waiting.cancel();
 * }</pre>
 *
 * Thread-safe.
 */
public interface Scheduler extends AutoCloseable {
    /** Runs a short action, once, after a delay; never after {@link #close}. */
    Waiting schedule(Duration delay, Runnable action);

    /** Gives up what waits. May be called twice. */
    @Override
    void close();

    /** An action that has not run yet. */
    @FunctionalInterface
    interface Waiting {
        /** Takes the action back; nothing happens if it has run. */
        void cancel();
    }

    /** A scheduler with a daemon thread of its own, named {@code name}. */
    static Scheduler onDaemonThread(String name) {
        return new DaemonScheduler(name);
    }
}
