package io.sakia.rdd;

import io.sakia.Pair;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * Draws so many records of each key from a partition whose records of each key were counted. Without replacement it is selection sampling
 * (Fan, Muller and Rezucha 1962; algorithm S in Knuth, The Art of Computer Programming 2, 3.4.2): of {@code left} records that are still to
 * come {@code wanted} are drawn, so the next is with the probability {@code wanted / left}. With replacement the next one is drawn a
 * binomial number of times, as each draw that is left falls on it with the probability {@code 1 / left}.
 */
final class ExactDraw<K, V> implements Drawn.Draw<Pair<K, V>> {
    private final Map<K, Stratum> strata = new HashMap<>();
    private final boolean withReplacement;

    ExactDraw(Map<K, Share> shares, boolean withReplacement) {
        shares.forEach((key, share) -> strata.put(key, new Stratum(share)));
        this.withReplacement = withReplacement;
    }

    @Override
    public long times(Pair<K, V> pair, SplitMix random) {
        Stratum stratum = strata.get(pair.key());
        if (stratum == null || stratum.left == 0) {
            throw changed(
                    pair.key(),
                    "more records of the key " + pair.key() + " now than the "
                            + (stratum == null ? 0 : stratum.counted));
        }
        long times = withReplacement
                ? random.nextBinomial(stratum.wanted, 1.0 / stratum.left)
                : random.nextLong(stratum.left) < stratum.wanted ? 1 : 0;
        stratum.wanted -= times;
        stratum.left--;
        return times;
    }

    @Override
    public void end() {
        strata.forEach((key, stratum) -> {
            if (stratum.left > 0) {
                throw changed(
                        key, stratum.left + " records of the key " + key + " less now than the " + stratum.counted);
            }
        });
    }

    private static IllegalStateException changed(Object key, String how) {
        return new IllegalStateException("the partition has " + how
                + " that were counted: cache() the RDD, or see that it gives the same records each time");
    }

    /** What a partition has of a key, and how many of them are drawn there. */
    record Share(long records, long draws) implements Serializable {}

    private static final class Stratum {
        private final long counted;
        private long left;
        private long wanted;

        Stratum(Share share) {
            counted = share.records();
            left = share.records();
            wanted = share.draws();
        }
    }
}
