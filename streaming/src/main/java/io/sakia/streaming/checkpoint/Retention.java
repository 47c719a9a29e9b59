package io.sakia.streaming.checkpoint;

import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.time.Durations;

/**
 * Which past batches can be run again by a tool, beyond those that a start needs: what they were made of is deleted later. A batch is retained
 * if it is one of the last {@code batches}, or if its time is at most {@code millis} before the last one's.
 *
 * @param batches so many of the last batches
 * @param millis so far back in time
 * @param stateBytes the most that states may weigh which are stored for nothing else; the oldest batches are let go of for that
 */
public record Retention(long batches, long millis, long stateBytes) {
    /** Only what a start needs. */
    static final Retention NONE = new Retention(0, 0, 0);

    private static final String KEY = "sakia.checkpoint.retain";
    private static final String BYTES = "sakia.checkpoint.retainBytes";
    private static final long MOST_BYTES = 256L << 20;
    private static final long BATCHES = 100;

    /** What the settings of a context say. */
    static Retention of(SakiaConf conf) {
        long bytes = conf.getLong(BYTES, 0).orElse(MOST_BYTES);
        return conf.get(KEY).map(text -> parse(text.trim(), bytes)).orElse(new Retention(BATCHES, 0, bytes));
    }

    private static Retention parse(String text, long bytes) {
        try {
            return text.chars().allMatch(Character::isDigit)
                    ? new Retention(Long.parseLong(text), 0, bytes)
                    : new Retention(0, Durations.parse(text).toMillis(), bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    KEY + " is '" + text + "'; it may be a number of batches, such as 1000, or a time, such as 10m", e);
        }
    }

    /** Whether anything is retained. */
    boolean isAny() {
        return batches > 0 || millis > 0;
    }

    /** Whether a batch is retained when another one is the last. */
    boolean retains(long batch, long time, long last, long lastTime) {
        return batch > last - batches || (millis > 0 && time >= lastTime - millis);
    }
}
