package io.sakia.streaming.receiver;

import io.sakia.streaming.event.ReceiverInfo;
import java.time.Duration;

/** Hears what becomes of receivers. Called on their threads, and must be quick: a receiver waits for it. */
public interface ReceiverListener {
    /** Hears nothing. */
    ReceiverListener NONE = new ReceiverListener() {};

    /** The receiver runs, for the first time or again. */
    default void started(ReceiverInfo receiver) {}

    /** The receiver reported an error and goes on. */
    default void error(ReceiverInfo receiver) {}

    /** The receiver stopped and will be started again after {@code delay}. */
    default void restarting(ReceiverInfo receiver, String reason, Duration delay) {}

    /** The receiver stopped for good: by itself (with a last error if it failed), or because its source was drained or closed. */
    default void stopped(ReceiverInfo receiver, String reason) {}
}
