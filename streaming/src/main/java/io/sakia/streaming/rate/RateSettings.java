package io.sakia.streaming.rate;

import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import java.time.Duration;

/**
 * What holds for all inputs of a stream.
 *
 * @param learned whether limits are learned from what batches cost
 * @param delayNanos within how long after its tick a batch should end, in nanoseconds
 * @param periodNanos how long after a batch the next one is expected, in nanoseconds: what is so many a second comes in portions of that length
 * @param minRate how many records a second each input may always give; 0 for none
 * @param maxRate how many records a second each input gives at most; {@link #ANY} for no limit
 * @param maxRecords how many records each input gives to a batch at most; {@link #ANY} for no limit
 * @param first how many records the first batch takes of all inputs, at least 1
 */
public record RateSettings(
        boolean learned, long delayNanos, long periodNanos, long minRate, long maxRate, long maxRecords, long first) {
    /** No limit. */
    public static final long ANY = Long.MAX_VALUE;

    private static final String BACKPRESSURE = "sakia.streaming.backpressure";
    private static final String MAX_RATE = "sakia.streaming.maxRate";
    private static final String MIN_RATE = "sakia.streaming.minRate";
    private static final String MAX_DELAY = "sakia.streaming.maxDelay";
    private static final String MAX_RECORDS = "sakia.streaming.maxRecordsPerBatch";

    private static final Duration DELAY_WITHOUT_INTERVAL = Duration.ofMillis(500);
    /** Shorter intervals are no aim: there, threads that wake up late would make batches small that need not be. */
    private static final Duration LEAST_DELAY = Duration.ofMillis(20);

    private static final long FIRST_PER_CORE = 1000;

    /** Refuses what can't be meant. */
    public RateSettings {
        if (delayNanos < 1 || periodNanos < 1) {
            throw new IllegalArgumentException(
                    "a batch takes at least a nanosecond, not " + Math.min(delayNanos, periodNanos));
        }
        if (minRate < 0 || maxRate < 1 || minRate > maxRate) {
            throw new IllegalArgumentException("sources give from " + minRate + " to " + maxRate
                    + " records a second: the lowest rate can't be above the highest");
        }
        if (maxRecords < 1 || first < 1) {
            throw new IllegalArgumentException(
                    "a batch takes at least 1 record of a source, not " + Math.min(maxRecords, first));
        }
    }

    /**
     * What the settings of a context say.
     *
     * @param cores how many tasks run at once
     */
    public static RateSettings of(SakiaConf conf, BatchInterval interval, int cores) {
        long minRate = conf.getLong(MIN_RATE, 1).orElse(0L);
        long maxRate = conf.getLong(MAX_RATE, 1).orElse(ANY);
        if (minRate > maxRate) {
            throw new IllegalArgumentException(MIN_RATE + " is " + minRate + ", which is more than " + MAX_RATE + ", "
                    + maxRate + ": lower the one or raise the other");
        }
        Duration delay = delay(conf, interval);
        Duration period = interval instanceof BatchInterval.Fixed fixed ? fixed.duration() : delay;
        return new RateSettings(
                learned(conf),
                delay.toNanos(),
                period.toNanos(),
                minRate,
                maxRate,
                conf.getLong(MAX_RECORDS, 1).orElse(ANY),
                FIRST_PER_CORE * cores);
    }

    private static boolean learned(SakiaConf conf) {
        String text = conf.get(BACKPRESSURE).orElse("true").trim();
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(BACKPRESSURE + " is '" + text
                        + "', but must be true, or false to let each batch take all that is there");
        };
    }

    private static Duration delay(SakiaConf conf, BatchInterval interval) {
        String text = conf.get(MAX_DELAY).orElse(null);
        if (text == null) {
            Duration own = interval instanceof BatchInterval.Fixed fixed ? fixed.duration() : DELAY_WITHOUT_INTERVAL;
            return own.compareTo(LEAST_DELAY) < 0 ? LEAST_DELAY : own;
        }
        Duration delay;
        try {
            delay = Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(MAX_DELAY + ": " + e.getMessage(), e);
        }
        if (delay.toMillis() < 1) {
            throw new IllegalArgumentException(MAX_DELAY + ": a batch is allowed a delay of at least 1ms, not " + text);
        }
        return delay;
    }
}
