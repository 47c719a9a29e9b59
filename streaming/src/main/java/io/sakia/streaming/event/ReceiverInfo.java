package io.sakia.streaming.event;

import org.jspecify.annotations.Nullable;

/**
 * How a receiver stands.
 *
 * @param streamId the number of the receiver's stream, from 0, in the order in which the program defined such streams
 * @param name the stream's name
 * @param active whether it receives; false while it waits to be started again, and once it has stopped
 * @param lastErrorMessage what went wrong last; empty if nothing has
 * @param lastError what was thrown then, or null
 * @param lastErrorTime when that was, in milliseconds since 1970, or −1
 */
public record ReceiverInfo(
        int streamId,
        String name,
        boolean active,
        String lastErrorMessage,
        @Nullable Throwable lastError,
        long lastErrorTime) {
    /** A receiver that has not started yet. */
    public ReceiverInfo(int streamId, String name) {
        this(streamId, name, false, "", null, -1);
    }

    /** The same under another name. */
    public ReceiverInfo named(String newName) {
        return new ReceiverInfo(streamId, newName, active, lastErrorMessage, lastError, lastErrorTime);
    }

    /** The same, active or not. */
    public ReceiverInfo active(boolean now) {
        return new ReceiverInfo(streamId, name, now, lastErrorMessage, lastError, lastErrorTime);
    }

    /** The same after an error. */
    public ReceiverInfo failed(String message, @Nullable Throwable error, long time) {
        return new ReceiverInfo(streamId, name, active, message, error, time);
    }
}
