package io.sakia.kafka;

/**
 * What becomes of a stream when records that it has yet to read are gone: the topic has kept them for too short a time, or was deleted and made anew.
 *
 * <pre>{@code source.onExpired(Expired.EARLIEST) }</pre>
 */
public enum Expired {
    /** The stream fails, and says which offsets are missing. */
    FAIL,
    /** It goes on with the oldest record that is left; a warning in the log says what is missing. */
    EARLIEST,
    /** It goes on with what comes from now on; a warning in the log says what is missing. */
    LATEST
}
