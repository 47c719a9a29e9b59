package io.sakia.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Count, sum and sum of squares, all exact: what mean and variance are made of. Every result is rounded once. */
final class Moments implements Externalizable {
    private static final long serialVersionUID = 1L;

    private ExactSum sum = new ExactSum();
    private SquareSum squares = new SquareSum();

    /** Of no values. */
    public Moments() {}

    void add(double value) {
        sum.add(value);
        squares.add(value);
    }

    void merge(Moments other) {
        sum.merge(other.sum);
        squares.plus(other.squares);
    }

    void subtract(Moments other) {
        sum.subtract(other.sum);
        squares.minus(other.squares);
    }

    ExactSum sum() {
        return sum;
    }

    /** The mean of the squared distances from the mean; NaN if there are no values, or some that are not finite. */
    double variance() {
        return spread(sum.count());
    }

    /** As {@link #variance}, divided by one less; NaN for less than two values. */
    double sampleVariance() {
        return spread(sum.count() - 1);
    }

    /** (n·Σx² − (Σx)²) / (n·divisor). */
    private double spread(long divisor) {
        if (divisor <= 0 || !sum.isFinite()) {
            return Double.NaN;
        }
        long n = sum.count();
        Dyadic total = sum.value();
        return squares.value()
                .times(n)
                .minus(total.times(total))
                .dividedBy(BigInteger.valueOf(n).multiply(BigInteger.valueOf(divisor)));
    }

    Moments copy() {
        Moments copy = new Moments();
        copy.merge(this);
        return copy;
    }

    void write(DataOutput out) throws IOException {
        sum.write(out);
        squares.value().write(out);
    }

    static Moments read(DataInput in) throws IOException {
        Moments read = new Moments();
        read.become(in);
        return read;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        write(out);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
        become(in);
    }

    private void become(DataInput in) throws IOException {
        sum = ExactSum.read(in);
        squares.become(Dyadic.read(in, SquareSum.LOWEST, SquareSum.HIGHEST));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Moments that
                && sum.equals(that.sum)
                && squares.value().equals(that.squares.value());
    }

    @Override
    public int hashCode() {
        return 31 * sum.hashCode() + squares.value().hashCode();
    }
}
