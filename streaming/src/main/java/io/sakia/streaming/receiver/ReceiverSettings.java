package io.sakia.streaming.receiver;

import io.sakia.streaming.time.Clock;
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
 * @param waitingMemory the memory that they may take, shared by all receivers that have it in their settings
 * @param maxRate how many records a second are stored, from 1 to {@link #HIGHEST_RATE}; {@link #ANY_RATE} for no limit
 * @param backoff the waits between restarts that follow each other without a record in between
 * @param grace how long a receiver's threads may take to end after {@link Receiver#onStop}, before they are interrupted and left
 * @param schedulers makes the scheduler that a source uses while it is open, from the name for its thread
 * @param clock what seconds are measured by
 * @param listener hears of starts, errors and stops
 */
public record ReceiverSettings(
        int mostWaiting,
        WaitingMemory waitingMemory,
        long maxRate,
        Backoff backoff,
        Duration grace,
        Function<String, Scheduler> schedulers,
        Clock clock,
        ReceiverListener listener) {
    /** The highest rate that can be kept to. */
    public static final long HIGHEST_RATE = 1_000_000_000;

    /** No limit on the rate. */
    public static final long ANY_RATE = Long.MAX_VALUE;

    /** Refuses what can't be meant. */
    public ReceiverSettings {
        if (mostWaiting < 1) {
            throw new IllegalArgumentException("at least 1 record must be allowed to wait, not " + mostWaiting);
        }
        if (maxRate < 1 || (maxRate > HIGHEST_RATE && maxRate != ANY_RATE)) {
            throw new IllegalArgumentException("a receiver's rate is from 1 to " + HIGHEST_RATE
                    + " records a second, not " + maxRate + ": leave it out for no limit");
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("the grace for a receiver's threads can't be negative: " + grace);
        }
    }

    /**
     * A million waiting records in a sixteenth of the heap and at most 256 MiB, no limit on the rate, restarts after 0.1 to 30 seconds, 5 seconds to stop, a daemon
     * thread for timing, the system's clock, no listener.
     */
    public static ReceiverSettings defaults() {
        return new ReceiverSettings(
                1_000_000,
                WaitingMemory.beside(Runtime.getRuntime().maxMemory() / 2),
                ANY_RATE,
                new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30), 0.2, 0),
                Duration.ofSeconds(5),
                Scheduler::onDaemonThread,
                Clock.system(),
                ReceiverListener.NONE);
    }

    /** These settings with another {@link #mostWaiting}. */
    public ReceiverSettings withMostWaiting(int records) {
        return new ReceiverSettings(records, waitingMemory, maxRate, backoff, grace, schedulers, clock, listener);
    }

    /** These settings with another {@link #waitingMemory}. */
    public ReceiverSettings withWaitingMemory(WaitingMemory other) {
        return new ReceiverSettings(mostWaiting, other, maxRate, backoff, grace, schedulers, clock, listener);
    }

    /** These settings with another {@link #maxRate}. */
    public ReceiverSettings withMaxRate(long perSecond) {
        return new ReceiverSettings(mostWaiting, waitingMemory, perSecond, backoff, grace, schedulers, clock, listener);
    }

    /** These settings with another {@link #backoff}. */
    public ReceiverSettings withBackoff(Backoff other) {
        return new ReceiverSettings(mostWaiting, waitingMemory, maxRate, other, grace, schedulers, clock, listener);
    }

    /** These settings with another {@link #grace}. */
    public ReceiverSettings withGrace(Duration other) {
        return new ReceiverSettings(mostWaiting, waitingMemory, maxRate, backoff, other, schedulers, clock, listener);
    }

    /** These settings with other {@link #schedulers}. */
    public ReceiverSettings withSchedulers(Function<String, Scheduler> other) {
        return new ReceiverSettings(mostWaiting, waitingMemory, maxRate, backoff, grace, other, clock, listener);
    }

    /** These settings with another {@link #clock}. */
    public ReceiverSettings withClock(Clock other) {
        return new ReceiverSettings(mostWaiting, waitingMemory, maxRate, backoff, grace, schedulers, other, listener);
    }

    /** These settings with another {@link #listener}. */
    public ReceiverSettings withListener(ReceiverListener other) {
        return new ReceiverSettings(mostWaiting, waitingMemory, maxRate, backoff, grace, schedulers, clock, other);
    }
}
