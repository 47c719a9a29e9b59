package io.sakia.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A sum of doubles that never rounds: {@link #sum} is the double nearest to the exact sum, so it is the same for every order of
 * the values, every way to cut them into parts and every merge of the parts.
 *
 * <pre>{@code
 * ExactSum sum = new ExactSum();
 * sum.add(1e100); sum.add(1.0); sum.add(-1e100);
 * sum.sum(); // 1.0; the loop total += x gives 0.0
 * }</pre>
 *
 * <p>{@link #subtract} undoes {@link #merge} exactly, so a window may run for ever. Infinities and NaN are counted beside the
 * sum, and go away when they are subtracted again. While there are any, the sum is what IEEE 754 says: NaN if there is a NaN or
 * both infinities, else the infinity.
 *
 * <p>Nothing overflows on the way: 1e308 + 1e308 − 1e308 is 1e308. A sum that is beyond the range of doubles in the end is an
 * infinity. A sum of zero is +0.0, also if all values were −0.0, as for a loop that starts at 0.0.
 *
 * <p>Memory: about 75 bytes for values of similar magnitude (40 for the object, 16 + 8 for each of usually 2 to 4 words), and 600
 * bytes where magnitudes span the whole range of doubles. Adding a value takes a few nanoseconds. Not thread-safe; two sums are
 * equal when their exact values, counts, NaNs and infinities are.
 */
public final class ExactSum extends FixedPointSum implements Externalizable {
    private static final long serialVersionUID = 1L;

    private static final int UNIT = -1074;
    private static final int WIDTH = 2098 + Long.SIZE;
    private static final int EXPONENT = 0x7ff;
    private static final long FRACTION = (1L << 52) - 1;
    private static final long IMPLICIT = 1L << 52;

    private long count;
    private @Nullable NotFinite notFinite;

    /** A sum of nothing, which is 0.0. */
    public ExactSum() {}

    /** The sum of some values. */
    public static ExactSum of(double... values) {
        ExactSum sum = new ExactSum();
        for (double value : values) {
            sum.add(value);
        }
        return sum;
    }

    /** Adds a value. */
    public void add(double value) {
        count++;
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> 52) & EXPONENT;
        if (exponent == 0 || exponent == EXPONENT) {
            addUnusual(value, bits, exponent);
        } else {
            add(bits, (bits & FRACTION) | IMPLICIT, exponent - 1);
        }
    }

    /** Adds what another sum has added, which it does not change. */
    public void merge(ExactSum other) {
        plus(other);
        count += other.count;
        if (other.notFinite != null) {
            notFinite().add(other.notFinite, 1);
        }
    }

    /** Takes away what another sum has added: exactly undoes {@link #merge}. The other sum is not changed. */
    public void subtract(ExactSum other) {
        minus(other);
        count -= other.count;
        if (other.notFinite != null) {
            notFinite().add(other.notFinite, -1);
        }
    }

    /** How many values there are. */
    public long count() {
        return count;
    }

    /** The double nearest to the sum, the even one of two; 0.0 if there are no values. */
    public double sum() {
        return isFinite() ? value().toDouble() : nonFinite();
    }

    /**
     * The double nearest to the sum divided by the count, rounded once; NaN if there are no values. It is right also where the sum
     * itself is beyond the range of doubles.
     */
    public double mean() {
        if (!isFinite()) {
            return nonFinite();
        }
        return count <= 0 ? Double.NaN : value().dividedBy(BigInteger.valueOf(count));
    }

    /** Forgets all values. */
    public void reset() {
        clear();
        count = 0;
        notFinite = null;
    }

    /** Another sum of the same values. */
    public ExactSum copy() {
        ExactSum copy = new ExactSum();
        copy.become(this);
        copy.count = count;
        if (notFinite != null) {
            copy.notFinite().add(notFinite, 1);
        }
        return copy;
    }

    /** Whether there is neither a NaN nor an infinity. */
    boolean isFinite() {
        return notFinite == null || notFinite.isEmpty();
    }

    @Override
    int unit() {
        return UNIT;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(count);
        value().write(out);
        out.writeBoolean(!isFinite());
        if (notFinite != null && !notFinite.isEmpty()) {
            notFinite.write(out);
        }
    }

    static ExactSum read(DataInput in) throws IOException {
        ExactSum read = new ExactSum();
        read.become(in);
        return read;
    }

    /** Writes the exact sum; its size depends on the values, not on how they were added. */
    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        write(out);
    }

    /** Takes the place of what was written. */
    @Override
    public void readExternal(ObjectInput in) throws IOException {
        become(in);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ExactSum that
                && count == that.count
                && notFinites().equals(that.notFinites())
                && value().equals(that.value());
    }

    @Override
    public int hashCode() {
        return 31 * (31 * value().hashCode() + Long.hashCode(count))
                + notFinites().hashCode();
    }

    /** The sum as a number. */
    @Override
    public String toString() {
        return Double.toString(sum());
    }

    private void become(DataInput in) throws IOException {
        count = in.readLong();
        become(Dyadic.read(in, UNIT, UNIT + WIDTH));
        notFinite = in.readBoolean() ? NotFinite.read(in) : null;
    }

    private void addUnusual(double value, long bits, int exponent) {
        if (exponent == EXPONENT) {
            notFinite().add(value);
        } else if (value != 0) {
            add(bits, bits & FRACTION, 0); // subnormal: no implicit bit
        }
    }

    private void add(long bits, long mantissa, int position) {
        long sign = bits >> 63;
        long signed = (mantissa ^ sign) - sign;
        int shift = position & 31;
        int at = room(position >>> 5, 2);
        long[] words = words();
        words[at] += (signed << shift) & 0xffff_ffffL;
        words[at + 1] += signed >> (32 - shift);
    }

    private double nonFinite() {
        return notFinites().sum();
    }

    private NotFinite notFinites() {
        return notFinite == null ? NotFinite.NONE : notFinite;
    }

    private NotFinite notFinite() {
        if (notFinite == null) {
            notFinite = new NotFinite();
        }
        return notFinite;
    }
}
