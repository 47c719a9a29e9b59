package io.sakia.streaming;

/** Where a {@link StreamingContext} stands in its life. */
public enum StreamingContextState {
    /** Streams are being defined. */
    INITIALIZED,
    /** Batches run. */
    ACTIVE,
    /** It has stopped and can't be started again. */
    STOPPED
}
