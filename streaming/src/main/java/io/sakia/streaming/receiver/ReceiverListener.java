package io.sakia.streaming.receiver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Hears what becomes of receivers. Called on their threads, and must be quick: a receiver waits for it. */
public interface ReceiverListener {
    /** Hears nothing. */
    ReceiverListener NONE = new ReceiverListener() {};

    /** The receiver runs, for the first time or again. */
    default void started(String source) {}

    /** The receiver reported an error and goes on. */
    default void error(String source, String message, @Nullable Throwable cause) {}

    /** The receiver stopped and will be started again after {@code delay}. */
    default void restarting(String source, String message, @Nullable Throwable cause, Duration delay) {}

    /** The receiver stopped for good: by itself (with a cause if it failed), or because its source was drained or closed. */
    default void stopped(String source, String message, @Nullable Throwable cause) {}
}
