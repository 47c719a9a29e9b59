package io.sakia.streaming.log;

import io.sakia.connector.Durability;

/**
 * How a log is kept.
 *
 * <pre>{@code new LogSettings(Durability.PROCESS, 1 << 20)}</pre>
 *
 * @param durability what synced records survive
 * @param segmentBytes when a segment is large, in bytes of records behind its base; at least 1
 */
public record LogSettings(Durability durability, long segmentBytes) {
    /** Refuses what can't be meant. */
    public LogSettings {
        if (segmentBytes < 1) {
            throw new IllegalArgumentException("a segment of a log has at least 1 byte, not " + segmentBytes);
        }
    }

    /** Survives a loss of power; segments of 64 MiB. */
    public static LogSettings defaults() {
        return new LogSettings(Durability.POWER, 64L << 20);
    }
}
