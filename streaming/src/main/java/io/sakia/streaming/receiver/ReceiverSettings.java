package io.sakia.streaming.receiver;

import java.time.Duration;
import java.util.function.Function;

/**
 * How a receiver is run.
 *
 * <pre>{@code
 * ReceiverSettings.defaults().withMostWaiting(10_000)
 * }</pre>
 *
 * @param mostWaiting how many records may wait for a batch before {@link Receiver#store} blocks, at least 1
 * @param backoff the waits between restarts that follow each other without a record in between
 * @param grace how long a receiver's threads may take to end after {@link Receiver#onStop}, before they are interrupted and left
 * @param schedulers makes the scheduler that a source uses while it is open, from the name for its thread
 * @param listener hears of starts, errors and stops
 */
public record ReceiverSettings(
        int mostWaiting,
        Backoff backoff,
        Duration grace,
        Function<String, Scheduler> schedulers,
        ReceiverListener listener) {
    /** Refuses what can't be meant. */
    public ReceiverSettings {
        if (mostWaiting < 1) {
            throw new IllegalArgumentException("at least 1 record must be allowed to wait, not " + mostWaiting);
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("the grace for a receiver's threads can't be negative: " + grace);
        }
    }

    /** A million waiting records, restarts after 0.1 to 30 seconds, 5 seconds to stop, a daemon thread for timing, no listener. */
    public static ReceiverSettings defaults() {
        return new ReceiverSettings(
                1_000_000,
                new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30), 0.2, 0),
                Duration.ofSeconds(5),
                Scheduler::onDaemonThread,
                ReceiverListener.NONE);
    }

    /** These settings with another {@link #mostWaiting}. */
    public ReceiverSettings withMostWaiting(int records) {
        return new ReceiverSettings(records, backoff, grace, schedulers, listener);
    }

    /** These settings with another {@link #backoff}. */
    public ReceiverSettings withBackoff(Backoff other) {
        return new ReceiverSettings(mostWaiting, other, grace, schedulers, listener);
    }

    /** These settings with another {@link #grace}. */
    public ReceiverSettings withGrace(Duration other) {
        return new ReceiverSettings(mostWaiting, backoff, other, schedulers, listener);
    }

    /** These settings with other {@link #schedulers}. */
    public ReceiverSettings withSchedulers(Function<String, Scheduler> other) {
        return new ReceiverSettings(mostWaiting, backoff, grace, other, listener);
    }

    /** These settings with another {@link #listener}. */
    public ReceiverSettings withListener(ReceiverListener other) {
        return new ReceiverSettings(mostWaiting, backoff, grace, schedulers, other);
    }
}
