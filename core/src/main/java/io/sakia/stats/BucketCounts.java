package io.sakia.stats;

import io.sakia.Aggregate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Counts values by bucket.
 *
 * <pre>
 *   bounds   0      2          5
 *            [ 0 )  [    1     ]      2 falls into bucket 1, and so does 5; 6 into none
 * </pre>
 *
 * @param bounds in ascending order
 */
record BucketCounts(List<Double> bounds) implements Aggregate<Double, long[], List<Long>> {
    static BucketCounts between(double... bounds) {
        if (bounds.length < 2) {
            throw new IllegalArgumentException("a histogram needs at least 2 bounds, not " + Arrays.toString(bounds));
        }
        List<Double> ascending = new ArrayList<>(bounds.length);
        for (double bound : bounds) {
            double last = ascending.isEmpty() ? Double.NEGATIVE_INFINITY : ascending.get(ascending.size() - 1);
            if (!(ascending.isEmpty() ? bound >= last : bound > last)) {
                throw new IllegalArgumentException("a histogram needs bounds in ascending order, not "
                        + Arrays.toString(bounds) + ": sort them, and leave out repeated ones and NaN");
            }
            ascending.add(bound == 0 ? 0.0 : bound); // −0.0 is a bound as 0.0 is
        }
        return new BucketCounts(List.copyOf(ascending));
    }

    @Override
    public long[] create() {
        return new long[bounds.size() - 1];
    }

    @Override
    public long[] add(long[] counts, Double value) {
        int last = bounds.size() - 1;
        if (value >= bounds.get(0) && value <= bounds.get(last)) {
            int found = Collections.binarySearch(bounds, value == 0 ? 0.0 : value);
            counts[Math.min(found >= 0 ? found : -found - 2, last - 1)]++;
        }
        return counts;
    }

    @Override
    public long[] merge(long[] counts, long[] others) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += others[i];
        }
        return counts;
    }

    @Override
    public List<Long> result(long[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }

    @Override
    public boolean canSubtract() {
        return true;
    }

    @Override
    public long[] subtract(long[] counts, long[] others) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] -= others[i];
        }
        return counts;
    }
}
