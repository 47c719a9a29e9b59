package io.sakia.streaming.state;

import java.time.Instant;

/**
 * A timer of a key that has come up.
 *
 * @param time the time for which it was set
 * @param isEventTime whether it went by event time, or else by the stream's running time
 */
public record Timer(Instant time, boolean isEventTime) {}
