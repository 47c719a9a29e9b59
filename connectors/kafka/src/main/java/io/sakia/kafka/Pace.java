package io.sakia.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How many records of a partition may be planned by now, at a rate: what was not used is saved up for a second at most. */
final class Pace {
    private static final double SECOND = 1e9;

    private final long perSecond;
    private final LongSupplier nanos;
    private final Map<Place, Double> saved = new HashMap<>();
    private long last;

    /**
     * A pace.
     *
     * @param perSecond 0 for no limit
     * @param nanos a clock that never goes back
     */
    Pace(long perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    /** Saves up for the time that went by since it was asked last; longer batches than a second may have more than a second's records. */
    void elapse() {
        if (perSecond == 0) {
            return;
        }
        long now = nanos.getAsLong();
        double earned = perSecond * ((now - last) / SECOND);
        saved.replaceAll((place, before) -> Math.min(before + earned, Math.max((double) perSecond, earned)));
        last = now;
    }

    /** How many may be planned now. */
    long allowed(Place place) {
        if (perSecond == 0) {
            return Long.MAX_VALUE;
        }
        return (long) (double) saved.computeIfAbsent(place, first -> (double) perSecond);
    }

    /** So many are planned. */
    void use(Place place, long records) {
        if (perSecond != 0) {
            saved.merge(place, (double) -records, Double::sum);
        }
    }
}
