package io.sakia.rdd;

import io.sakia.Pair;
import io.sakia.engine.Action;
import io.sakia.engine.Action.Collector;
import io.sakia.function.Function0;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import java.io.Serializable;
import java.util.Arrays;
import java.util.NoSuchElementException;

/** Counts numbers by bucket, in tasks; the counts are added up on the driver. */
final class Histogram {
    private Histogram() {}

    static Pair<double[], long[]> of(SakiaContext context, Origin origin, Plan<Double> plan, int bucketCount) {
        if (bucketCount < 1) {
            throw new IllegalArgumentException(origin + " needs at least 1 bucket, not " + bucketCount);
        }
        Extent extent = new Extent(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0);
        Function0<Collector<Double, Extent>> collectors = ExtentCollector::new;
        for (Extent part : context.run(origin, plan, Action.push(collectors))) {
            extent = extent.with(part);
        }
        if (extent.count() == 0) {
            throw new NoSuchElementException(origin + " has no buckets: the RDD is empty; ask isEmpty() first");
        }
        // NaN swallows min and max
        if (!Double.isFinite(extent.min()) || !Double.isFinite(extent.max())) {
            throw new IllegalArgumentException(origin + " can't cut buckets between " + extent.min() + " and "
                    + extent.max() + ": filter NaN and infinities out, or name the bounds of the buckets");
        }
        double[] bounds = bounds(extent, bucketCount);
        return Pair.of(bounds, count(context, origin, plan, buckets(bounds, true)));
    }

    static long[] of(SakiaContext context, Origin origin, Plan<Double> plan, double[] bounds, boolean evenBuckets) {
        double[] own = bounds.clone();
        if (own.length < 2) {
            throw new IllegalArgumentException(origin + " needs at least 2 bounds, not " + Arrays.toString(bounds));
        }
        for (int i = 1; i < own.length; i++) {
            if (!(own[i - 1] < own[i])) {
                throw new IllegalArgumentException(origin + " needs bounds in ascending order, and " + own[i - 1]
                        + " stands before " + own[i] + ": sort them, and leave out repeated ones and NaN");
            }
        }
        return count(context, origin, plan, buckets(own, evenBuckets));
    }

    private static Buckets buckets(double[] bounds, boolean even) {
        int last = bounds.length - 1;
        return even && Double.isFinite(bounds[last] - bounds[0])
                ? new Even(bounds[0], bounds[last], last)
                : new Between(bounds);
    }

    /** Where all numbers are equal, one bucket between that number and itself. */
    private static double[] bounds(Extent extent, int count) {
        double min = extent.min();
        double max = extent.max();
        if (min == max) {
            return new double[] {min, max};
        }
        double[] bounds = new double[count + 1];
        for (int i = 0; i < count; i++) {
            // the span alone may be more than a double holds
            double share = (double) i / count;
            bounds[i] = Double.isFinite(max - min) ? min + (i * (max - min)) / count : min * (1 - share) + max * share;
        }
        bounds[count] = max;
        return bounds;
    }

    private static long[] count(SakiaContext context, Origin origin, Plan<Double> plan, Buckets buckets) {
        Function0<Collector<Double, long[]>> collectors = () -> new CountCollector(buckets);
        long[] total = new long[buckets.count()];
        for (long[] part : context.run(origin, plan, Action.push(collectors))) {
            for (int i = 0; i < total.length; i++) {
                total[i] += part[i];
            }
        }
        return total;
    }

    /** Finds the bucket of a number. */
    private sealed interface Buckets extends Serializable {
        int count();

        /** The bucket, from 0, or −1 if the number is in none. */
        int of(double number);
    }

    private record Even(double min, double max, int count) implements Buckets {
        @Override
        public int of(double number) {
            if (!(number >= min && number <= max)) {
                return -1;
            }
            double place = ((number - min) / (max - min)) * count; // NaN where min is max, and then 0
            return Math.min((int) place, count - 1);
        }
    }

    private static final class Between implements Buckets {
        private static final long serialVersionUID = 1L;
        private final double[] bounds;

        Between(double[] bounds) {
            this.bounds = bounds;
        }

        @Override
        public int count() {
            return bounds.length - 1;
        }

        @Override
        public int of(double number) {
            if (!(number >= bounds[0] && number <= bounds[bounds.length - 1])) {
                return -1;
            }
            int found = Arrays.binarySearch(bounds, number == 0 ? 0.0 : number); // where −0.0 comes before 0.0
            int bucket = found >= 0 ? found : -found - 2;
            return Math.min(bucket, bounds.length - 2);
        }
    }

    private record Extent(double min, double max, long count) implements Serializable {
        Extent with(Extent other) {
            return new Extent(Math.min(min, other.min), Math.max(max, other.max), count + other.count);
        }
    }

    private static final class ExtentCollector implements Collector<Double, Extent> {
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;
        private long count;

        @Override
        public void accept(Double number) {
            min = Math.min(min, number);
            max = Math.max(max, number);
            count++;
        }

        @Override
        public Extent finish() {
            return new Extent(min, max, count);
        }
    }

    private static final class CountCollector implements Collector<Double, long[]> {
        private final Buckets buckets;
        private final long[] counts;

        CountCollector(Buckets buckets) {
            this.buckets = buckets;
            this.counts = new long[buckets.count()];
        }

        @Override
        public void accept(Double number) {
            int bucket = buckets.of(number);
            if (bucket >= 0) {
                counts[bucket]++;
            }
        }

        @Override
        public long[] finish() {
            return counts;
        }
    }
}
