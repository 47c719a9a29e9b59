package io.sakia.streaming.receiver;

import org.jspecify.annotations.Nullable;

/** A record was not stored because the source has stopped. A receiver's thread that gets it should end. */
public final class ReceiverStoppedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ReceiverStoppedException(String message) {
        super(message);
    }

    ReceiverStoppedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
