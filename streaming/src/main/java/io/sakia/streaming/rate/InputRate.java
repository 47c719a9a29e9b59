package io.sakia.streaming.rate;

import org.jspecify.annotations.Nullable;

/** What is known of one input, and what it may give to the next batch. */
final class InputRate {
    /** Taken for the length of a record before the first ones were read. */
    private static final double GUESSED_LENGTH = 100;

    private static final double NEW = 0.3;

    private final @Nullable RateBucket bucket;
    private double bytesPerRecord;
    private long records;
    private long bytes;
    private long taken;
    private boolean full;

    InputRate(@Nullable RateBucket bucket) {
        this.bucket = bucket;
    }

    /** How many records it may give. */
    long records() {
        return records;
    }

    /** How many bytes these are likely to have. */
    long bytes() {
        return bytes;
    }

    /** How many records it gave last. */
    long taken() {
        return taken;
    }

    /** Whether it gave all that it was allowed, or nearly. */
    boolean isFull() {
        return full;
    }

    /** How many records the highest rate lets it give. */
    long room(long nanos) {
        return bucket == null ? Long.MAX_VALUE : bucket.room(nanos);
    }

    /** In nanoseconds how long the highest rate lets it wait with what it may still have; 0 if it does not. */
    long untilRoom() {
        return bucket == null || !full ? 0 : bucket.untilRoom();
    }

    void allow(long newRecords) {
        records = newRecords;
        double each = bytesPerRecord == 0 ? GUESSED_LENGTH : bytesPerRecord;
        bytes = newRecords == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(1, (long) (newRecords * each));
    }

    /**
     * Takes note of what it gave.
     *
     * @param tookBytes 0 where that is not told
     */
    void took(long tookRecords, long tookBytes) {
        taken = tookRecords;
        full = tookBytes > 0 ? nearly(tookBytes, bytes) : nearly(tookRecords, records);
        if (tookBytes > 0 && tookRecords > 0) {
            double each = (double) tookBytes / tookRecords;
            bytesPerRecord = bytesPerRecord == 0 ? each : bytesPerRecord + NEW * (each - bytesPerRecord);
        }
        if (bucket != null) {
            bucket.take(tookRecords);
        }
    }

    private static boolean nearly(long took, long limit) {
        return took >= limit - limit / 10;
    }
}
