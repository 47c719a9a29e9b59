package io.sakia.streaming.receiver;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes known what becomes of a receiver: a line each in the log, and a call of the listener, which can do no harm. */
final class ReceiverEvents {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    private final String source;
    private final ReceiverListener listener;

    ReceiverEvents(String source, ReceiverListener listener) {
        this.source = source;
        this.listener = listener;
    }

    void started(boolean again) {
        LOG.info(again ? "{} runs again" : "{} runs", source);
        tell(each -> each.started(source));
    }

    void error(String message, Throwable cause) {
        LOG.error("{}: {}", source, message, cause);
        tell(each -> each.error(source, message, cause));
    }

    void restarting(String message, @Nullable Throwable cause, Duration delay) {
        LOG.warn("{} restarts in {} ms: {}", source, delay.toMillis(), describe(message, cause));
        LOG.debug("{} restarts because of", source, cause);
        tell(each -> each.restarting(source, message, cause, delay));
    }

    void stopped(String message, @Nullable Throwable cause) {
        if (cause == null) {
            LOG.info("{} stops: {}", source, message);
        } else {
            LOG.error("{} fails: {}", source, message, cause);
        }
        tell(each -> each.stopped(source, message, cause));
    }

    private void tell(Consumer<ReceiverListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            LOG.error("a listener of {} failed", source, e);
        }
    }

    private static String describe(String message, @Nullable Throwable cause) {
        return cause == null ? message : message + ": " + cause;
    }
}
