package io.sakia.bench.peers.work;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * How long results took. There is one in a JVM, with a page for each sink. Times are counted in buckets of which each is at most 1/64 wider than the last, so quantiles are
 * exact to 1.6 %.
 */
public final class Delays {
    private static final int SUB_BITS = 6;
    private static final int SUBS = 1 << SUB_BITS;
    private static final Delays HERE = new Delays();

    private final List<Page> pages = new CopyOnWriteArrayList<>();

    private Delays() {}

    /** The delays of this JVM. */
    public static Delays here() {
        return HERE;
    }

    /** A page for a sink that enters delays on one thread. What it enters before a result in the {@link Ledger} is seen by who sees the result. */
    public Page page() {
        Page page = new Page();
        pages.add(page);
        return page;
    }

    /** The quantiles of all that was entered, and the largest; forgets them. Called while nothing is entered. */
    public long[] drain(double... shares) {
        long[] all = new long[Page.BUCKETS];
        long total = 0;
        for (Page page : pages) {
            for (int bucket = 0; bucket < all.length; bucket++) {
                all[bucket] += page.counts[bucket];
                total += page.counts[bucket];
                page.counts[bucket] = 0;
            }
        }
        long[] quantiles = new long[shares.length];
        for (int i = 0; i < shares.length; i++) {
            long left = Math.max(1, (long) Math.ceil(shares[i] * total));
            int bucket = 0;
            while (bucket < all.length - 1 && (left -= all[bucket]) > 0) {
                bucket++;
            }
            quantiles[i] = Page.upper(bucket);
        }
        return quantiles;
    }

    /** The delays of one sink. */
    public static final class Page {
        private static final int BUCKETS = (Long.SIZE - SUB_BITS) * SUBS;

        private final long[] counts = new long[BUCKETS];

        private Page() {}

        /** Enters a delay in nanoseconds. */
        public void enter(long nanos) {
            counts[bucket(Math.max(0, nanos))]++;
        }

        private static int bucket(long nanos) {
            int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(nanos) - SUB_BITS - 1);
            return shift * SUBS + (int) (nanos >>> shift);
        }

        /** The largest time of a bucket. */
        private static long upper(int bucket) {
            int shift = Math.max(0, bucket / SUBS - 1);
            return ((bucket - (long) shift * SUBS + 1) << shift) - 1;
        }
    }
}
