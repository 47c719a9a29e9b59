package io.sakia.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How many NaNs and infinities were added and not taken away again. */
final class NotFinite {
    /** Shared, so never added to. */
    static final NotFinite NONE = new NotFinite();

    private long nans;
    private long positive;
    private long negative;

    void add(double value) {
        if (value == Double.POSITIVE_INFINITY) {
            positive++;
        } else if (value == Double.NEGATIVE_INFINITY) {
            negative++;
        } else {
            nans++;
        }
    }

    void add(NotFinite other, int sign) {
        nans += sign * other.nans;
        positive += sign * other.positive;
        negative += sign * other.negative;
    }

    boolean isEmpty() {
        return (nans | positive | negative) == 0;
    }

    /** What IEEE 754 makes of them. */
    double sum() {
        if (nans != 0 || (positive != 0 && negative != 0)) {
            return Double.NaN;
        }
        return positive != 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(nans);
        out.writeLong(positive);
        out.writeLong(negative);
    }

    static NotFinite read(DataInput in) throws IOException {
        NotFinite read = new NotFinite();
        read.nans = in.readLong();
        read.positive = in.readLong();
        read.negative = in.readLong();
        return read;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NotFinite that
                && nans == that.nans
                && positive == that.positive
                && negative == that.negative;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(nans) + Long.hashCode(positive)) + Long.hashCode(negative);
    }
}
