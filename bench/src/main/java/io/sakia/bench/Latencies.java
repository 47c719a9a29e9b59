package io.sakia.bench;

import java.util.Arrays;
import java.util.Locale;

/** Times of one kind of thing, done many times; all are kept, so that quantiles are exact. */
final class Latencies {
    private final long[] nanos;
    private int count;

    Latencies(int most) {
        this.nanos = new long[most];
    }

    /** Takes a time in nanoseconds. */
    void add(long time) {
        nanos[count++] = time;
    }

    boolean isFull() {
        return count == nanos.length;
    }

    /** A line of figures in microseconds. */
    String summary(String what) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%-8s %,8d times   median %8.1f µs   p99 %8.1f µs   p99.9 %8.1f µs   max %8.1f µs",
                what,
                count,
                micros(quantile(sorted, 0.5)),
                micros(quantile(sorted, 0.99)),
                micros(quantile(sorted, 0.999)),
                micros(sorted[count - 1]));
    }

    /** The smallest time that at least this share of all times does not exceed. */
    static long quantile(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private static double micros(long time) {
        return time / 1000.0;
    }
}
