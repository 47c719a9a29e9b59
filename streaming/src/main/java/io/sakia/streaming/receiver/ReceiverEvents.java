package io.sakia.streaming.receiver;

import io.sakia.streaming.event.ReceiverInfo;
import io.sakia.streaming.time.Clock;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes known what becomes of a receiver: a line each in the log, and a call of the listener, which can do no harm. */
final class ReceiverEvents {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    private final String source;
    private final ReceiverListener listener;
    private final Clock clock;
    private ReceiverInfo info; // guarded by this

    ReceiverEvents(int streamId, String source, ReceiverSettings settings) {
        this.source = source;
        this.listener = settings.listener();
        this.clock = settings.clock();
        this.info = new ReceiverInfo(streamId, source);
    }

    void started(boolean again) {
        LOG.info(again ? "{} runs again" : "{} runs", source);
        tell(now -> now.active(true), ReceiverListener::started);
    }

    void error(String message, @Nullable Throwable cause) {
        LOG.error("{}: {}", source, message, cause);
        tell(now -> now.failed(message, cause, clock.millis()), ReceiverListener::error);
    }

    void restarting(String message, @Nullable Throwable cause, Duration delay) {
        LOG.warn("{} restarts in {} ms: {}", source, delay.toMillis(), describe(message, cause));
        LOG.debug("{} restarts because of", source, cause);
        tell(
                now -> now.active(false).failed(message, cause, clock.millis()),
                (each, now) -> each.restarting(now, message, delay));
    }

    void stopped(String message, @Nullable Throwable cause) {
        if (cause == null) {
            LOG.info("{} stops: {}", source, message);
        } else {
            LOG.error("{} fails: {}", source, message, cause);
        }
        tell(
                now -> cause == null ? now.active(false) : now.active(false).failed(message, cause, clock.millis()),
                (each, now) -> each.stopped(now, message));
    }

    private void tell(UnaryOperator<ReceiverInfo> change, BiConsumer<ReceiverListener, ReceiverInfo> event) {
        ReceiverInfo now;
        synchronized (this) {
            now = change.apply(info);
            info = now;
        }
        try {
            event.accept(listener, now);
        } catch (RuntimeException e) {
            LOG.error("a listener of {} failed", source, e);
        }
    }

    private static String describe(String message, @Nullable Throwable cause) {
        return cause == null ? message : message + ": " + cause;
    }
}
