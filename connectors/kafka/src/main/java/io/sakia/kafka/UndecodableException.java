package io.sakia.kafka;

/** A record's key or value is not what the decoder takes; the message says where the record stands. */
public final class UndecodableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UndecodableException(String message, Throwable cause) {
        super(message, cause);
    }
}
