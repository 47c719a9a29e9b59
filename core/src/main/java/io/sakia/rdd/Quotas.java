package io.sakia.rdd;

import java.util.Arrays;

/**
 * Shares draws out among partitions, as drawing one record after the other from all of them would: with a hypergeometric number for each
 * partition without replacement, a multinomial one with.
 */
final class Quotas {
    private Quotas() {}

    /**
     * How many of the draws fall on each partition.
     *
     * @param counts how many records each partition has
     * @param draws without replacement no more than there are records
     */
    static long[] share(long[] counts, long draws, boolean withReplacement, SplitMix random) {
        long total = Arrays.stream(counts).sum();
        if (withReplacement || draws <= total / 2) {
            return shared(counts, draws, withReplacement, random);
        }
        long[] left = shared(
                counts, total - draws, false, random); // what is not drawn is fewer, and drawn as well as what is
        Arrays.setAll(left, partition -> counts[partition] - left[partition]);
        return left;
    }

    private static long[] shared(long[] counts, long draws, boolean withReplacement, SplitMix random) {
        long[] ends = counts.clone();
        Arrays.parallelPrefix(ends, Long::sum);
        long[] shares = new long[counts.length];
        for (long draw = 0; draw < draws; draw++) {
            int partition;
            do {
                long place = random.nextLong(ends[ends.length - 1]);
                partition = holder(ends, place);
                // Drawn records are taken to lie at a partition's end; a place among them is drawn again
                if (withReplacement || place < ends[partition] - shares[partition]) {
                    break;
                }
            } while (true);
            shares[partition]++;
        }
        return shares;
    }

    /** The partition in which a place among all records lies. */
    private static int holder(long[] ends, long place) {
        int low = 0;
        int high = ends.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (place < ends[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
