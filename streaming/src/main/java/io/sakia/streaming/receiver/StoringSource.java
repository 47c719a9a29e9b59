package io.sakia.streaming.receiver;

import io.sakia.connector.Source;

/**
 * A {@link Source} of records that come but once, and that it can keep in a log of its own until nobody needs them any more.
 *
 * <pre>
 *   storeIn ──► open ──► plan …      in a stream with a checkpoint
 *               open ──► plan …      in others
 * </pre>
 */
public interface StoringSource {
    /**
     * Keeps what is received from the next {@link Source#open} on.
     *
     * @param name the source's, under which an earlier run may have kept something
     */
    void storeIn(ReceivedFolder folder, String name);
}
