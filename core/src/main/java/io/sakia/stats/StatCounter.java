package io.sakia.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Count, sum, mean, variance, smallest and largest of doubles. Sum and sum of squares are kept exactly ({@link ExactSum}) and each
 * result is rounded once, so it is the same for every order of the values and every way to cut them into parts.
 *
 * <pre>{@code
 * new StatCounter(List.of(1.0, 2.0, 3.0, 4.0)).toString()
 * // (count: 4, mean: 2.500000, stdev: 1.118034, max: 4.000000, min: 1.000000)
 * }</pre>
 *
 * <table>
 *   <caption>Results at the edges</caption>
 *   <tr><th></th><th>no values</th><th>one value x</th><th>an infinity among them</th><th>NaN, or both infinities</th></tr>
 *   <tr><td>sum</td><td>0.0</td><td>x</td><td>the infinity</td><td>NaN</td></tr>
 *   <tr><td>mean</td><td>NaN</td><td>x</td><td>the infinity</td><td>NaN</td></tr>
 *   <tr><td>variance, stdev</td><td>NaN</td><td>0.0</td><td>NaN</td><td>NaN</td></tr>
 *   <tr><td>sampleVariance, sampleStdev</td><td>NaN</td><td>NaN</td><td>NaN</td><td>NaN</td></tr>
 *   <tr><td>min</td><td>+∞</td><td>x</td><td>the smallest</td><td>NaN if there is a NaN</td></tr>
 *   <tr><td>max</td><td>−∞</td><td>x</td><td>the largest</td><td>NaN if there is a NaN</td></tr>
 * </table>
 *
 * <p>Nothing overflows on the way. A sum or a variance that is itself beyond the range of doubles is an infinity, one below
 * it 0, while the mean of the same values is still right. The variance is never negative.
 *
 * <p>Memory: about 200 bytes for values of similar magnitude, up to 1,900 bytes where magnitudes span the whole range of doubles.
 * Not thread-safe.
 */
public final class StatCounter implements Externalizable {
    private static final long serialVersionUID = 1L;

    private Moments moments = new Moments();
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /** Of no values. */
    public StatCounter() {}

    /** Of some values. */
    public StatCounter(Iterable<Double> values) {
        merge(values);
    }

    /** Takes a value, and gives this. */
    public StatCounter merge(double value) {
        moments.add(value);
        min = Math.min(min, value);
        max = Math.max(max, value);
        return this;
    }

    /** Takes some values, and gives this. */
    public StatCounter merge(Iterable<Double> values) {
        for (double value : values) {
            merge(value);
        }
        return this;
    }

    /** Takes the values that another has taken, and gives this. The other is not changed. */
    public StatCounter merge(StatCounter other) {
        moments.merge(other.moments);
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        return this;
    }

    /** How many values there are. */
    public long count() {
        return moments.sum().count();
    }

    /** The sum, rounded once. */
    public double sum() {
        return moments.sum().sum();
    }

    /** The mean, rounded once. */
    public double mean() {
        return moments.sum().mean();
    }

    /** The smallest value; of the two zeros −0.0. */
    public double min() {
        return min;
    }

    /** The largest value; of the two zeros +0.0. */
    public double max() {
        return max;
    }

    /** The population variance, rounded once: of 1, 2, 3, 4 it is 1.25. */
    public double variance() {
        return moments.variance();
    }

    /** The same as {@link #variance}. */
    public double popVariance() {
        return variance();
    }

    /** The sample variance, which divides by one less than the count: of 1, 2, 3, 4 it is 5/3, rounded once. */
    public double sampleVariance() {
        return moments.sampleVariance();
    }

    /** The square root of {@link #variance}. */
    public double stdev() {
        return Math.sqrt(variance());
    }

    /** The same as {@link #stdev}. */
    public double popStdev() {
        return stdev();
    }

    /** The square root of {@link #sampleVariance}. */
    public double sampleStdev() {
        return Math.sqrt(sampleVariance());
    }

    /** Another one of the same values. */
    public StatCounter copy() {
        return new StatCounter().merge(this);
    }

    void write(DataOutput out) throws IOException {
        moments.write(out);
        out.writeDouble(min);
        out.writeDouble(max);
    }

    static StatCounter read(DataInput in) throws IOException {
        StatCounter read = new StatCounter();
        read.become(in);
        return read;
    }

    /** Writes the exact sums; their size depends on the values, not on how they were taken. */
    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        write(out);
    }

    /** Takes the place of what was written. */
    @Override
    public void readExternal(ObjectInput in) throws IOException {
        become(in);
    }

    private void become(DataInput in) throws IOException {
        moments = Moments.read(in);
        min = in.readDouble();
        max = in.readDouble();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StatCounter that
                && moments.equals(that.moments)
                && Double.compare(min, that.min) == 0
                && Double.compare(max, that.max) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * moments.hashCode() + Double.hashCode(min)) + Double.hashCode(max);
    }

    /** As {@code (count: 4, mean: 2.500000, stdev: 1.118034, max: 4.000000, min: 1.000000)}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "(count: %d, mean: %f, stdev: %f, max: %f, min: %f)", count(), mean(), stdev(), max, min);
    }
}
