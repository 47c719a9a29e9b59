package io.sakia.embedded;

import io.sakia.plan.Origin;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What jobs have cost lately, by the line of the program that runs them: each batch of a stream runs the same few. What costs next to nothing
 * is left to the calling thread alone, since waking another one takes longer. Guarded by the scheduler's lock.
 */
final class JobCosts {
    /** A job for which no other thread is worth waking: that takes some tens of microseconds, on both sides. */
    static final long SMALL_NANOS = 100_000;

    private static final int MOST = 256;
    private static final int WEIGHT = 4;

    private final Map<Origin, Cost> costs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Origin, Cost> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Whether a job is likely to be small.
     *
     * @param records how many it reads from sources, or −1 if that is not known
     */
    boolean isSmall(Origin origin, long records) {
        Cost cost = costs.get(origin);
        return cost != null && cost.expected(records) < SMALL_NANOS;
    }

    /**
     * Notes what a job has cost.
     *
     * @param nanos what its tasks took, all together
     */
    void note(Origin origin, long records, long nanos) {
        Cost cost = costs.get(origin);
        if (cost == null) {
            costs.put(origin, new Cost(nanos, records));
        } else {
            cost.note(nanos, records);
        }
    }

    /** The cost of a job, and how many records it had for that: both as means in which the last ones weigh most. */
    private static final class Cost {
        private double nanos;
        private double records;

        Cost(long nanos, long records) {
            this.nanos = nanos;
            this.records = records;
        }

        void note(long newNanos, long newRecords) {
            nanos += (newNanos - nanos) / WEIGHT;
            records += (newRecords - records) / WEIGHT;
        }

        /** More records than usual cost more; fewer may cost as much, since a batch costs something by itself. */
        double expected(long now) {
            return now > records && now > 0 ? nanos * now / Math.max(1, records) : nanos;
        }
    }
}
