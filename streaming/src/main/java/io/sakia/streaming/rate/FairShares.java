package io.sakia.streaming.rate;

import java.util.Arrays;

/**
 * Shares out a number of records among inputs: who wants less than an even share gets what it wants, the others share the rest evenly
 * (max-min fairness). What nobody wants is given to all alike, so that a limit is out of the way of an input that begins to give more.
 *
 * <pre>
 *   100 among wants of 10, 50, ∞   → 10, 45, 45
 *   100 among wants of 10, 20, 40  → 20, 30, 50
 * </pre>
 */
final class FairShares {
    private final boolean[] settled;

    /** For so many inputs. */
    FairShares(int inputs) {
        this.settled = new boolean[inputs];
    }

    /** Fills {@code shares}; each is at least 1. */
    void share(long all, long[] wants, long[] shares) {
        Arrays.fill(settled, false);
        long left = all;
        int open = wants.length;
        for (boolean found = true; found && open > 0; ) {
            found = false;
            long even = left / open;
            for (int i = 0; i < wants.length; i++) {
                if (!settled[i] && wants[i] <= even) {
                    settled[i] = true;
                    shares[i] = wants[i];
                    left -= wants[i];
                    open--;
                    found = true;
                }
            }
        }
        long even = left / Math.max(1, open == 0 ? wants.length : open);
        for (int i = 0; i < wants.length; i++) {
            if (!settled[i]) {
                shares[i] = even;
            } else if (open == 0) {
                shares[i] += even;
            }
            shares[i] = Math.max(1, shares[i]);
        }
    }
}
