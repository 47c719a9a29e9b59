package io.sakia.embedded.memory;

import io.sakia.local.SizeEstimator;
import org.jspecify.annotations.Nullable;

/**
 * A running estimate of how many bytes a growing number of records hold. The first records are measured, then one at growing distances up
 * to {@value #FARTHEST}; each stands for those since the one before it. Distances vary, so that a pattern in the records can't
 * hide from it; they depend on nothing but the number of records.
 *
 * <pre>{@code
 * if (sample.add(record) && !claim.grow(sample.bytes() - claim.bytes())) …
 * }</pre>
 */
public final class SizeSample {
    private static final int FARTHEST = 64;
    private static final int MEASURED_FIRST = 8;
    private static final long BOX = 24;

    private long count;
    private long next = 1;
    private long measuredAt;
    private long bytes;
    private long last;
    private int jitter = 0x2545f491;

    /** A sample of no records yet. */
    public SizeSample() {}

    /** Takes in a record; true if the estimate was renewed, and it is time to look at {@link #bytes}. */
    public boolean add(@Nullable Object record) {
        count++;
        if (count < next) {
            return false;
        }
        measure(record);
        return true;
    }

    /** Takes in the bits of a number that is boxed where it is kept; true as for another record. */
    public boolean addNumber() {
        count++;
        if (count < next) {
            return false;
        }
        measured(BOX);
        return true;
    }

    /** How many records were taken in. */
    public long count() {
        return count;
    }

    /** The estimated bytes of all records, without that of the array or table that they lie in. */
    public long bytes() {
        return bytes + (count - measuredAt) * last;
    }

    private void measure(@Nullable Object record) {
        measured(SizeEstimator.of(record));
    }

    private void measured(long size) {
        last = size;
        bytes += (count - measuredAt) * last;
        measuredAt = count;
        next = count + distance();
    }

    private long distance() {
        if (count < MEASURED_FIRST) {
            return 1;
        }
        jitter = jitter * 1664525 + 1013904223;
        long middle = Math.min(FARTHEST, count / 4);
        return Math.max(1, middle / 2 + (jitter >>> 8) % middle);
    }
}
