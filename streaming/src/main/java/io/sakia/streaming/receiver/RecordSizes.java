package io.sakia.streaming.receiver;

import io.sakia.local.SizeEstimator;
import java.nio.ByteBuffer;

/**
 * How many bytes records of one receiver take on the heap. Texts and bytes are measured; of other records the first ones, then one of so many, by which the
 * others are taken to be.
 *
 * <p>Used by several threads without a lock: one that misses what another has just measured goes by what was measured before.
 */
final class RecordSizes {
    private static final int MEASURED_FIRST = 8;
    private static final int OF_SO_MANY = 64;
    private static final double NEW = 0.25;

    private int count;
    private double usual;

    /** The bytes of a record. */
    long of(Object record) {
        if (record instanceof String || record instanceof byte[]) {
            return SizeEstimator.of(record);
        }
        if (record instanceof ByteBuffer buffer) {
            return 64L + buffer.capacity();
        }
        int number = count++;
        if (number >= MEASURED_FIRST && number % OF_SO_MANY != 0) {
            return (long) usual;
        }
        long size = SizeEstimator.of(record);
        usual = number == 0 ? size : usual + NEW * (size - usual);
        return size;
    }
}
