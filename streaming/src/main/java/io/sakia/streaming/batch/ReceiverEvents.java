package io.sakia.streaming.batch;

import io.sakia.streaming.receiver.ReceiverListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Passes on to a stream's listeners what its receivers tell. */
public final class ReceiverEvents implements ReceiverListener {
    private final Listeners listeners;

    /** Passes on to these listeners. */
    public ReceiverEvents(Listeners listeners) {
        this.listeners = listeners;
    }

    @Override
    public void started(String source) {
        listeners.tell(listener -> listener.onReceiverStarted(source));
    }

    @Override
    public void error(String source, String message, @Nullable Throwable cause) {
        listeners.tell(listener -> listener.onReceiverError(source, message, cause));
    }

    @Override
    public void restarting(String source, String message, @Nullable Throwable cause, Duration delay) {
        listeners.tell(listener -> listener.onReceiverRestarting(source, message, cause, delay));
    }

    @Override
    public void stopped(String source, String message, @Nullable Throwable cause) {
        listeners.tell(listener -> listener.onReceiverStopped(source, message, cause));
    }
}
