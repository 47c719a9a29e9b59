package io.sakia.embedded;

import io.sakia.plan.Origin;
import java.util.LinkedHashMap;
import java.util.Map;

/** What jobs have cost lately, those of a kind together: each batch of a stream runs the same few. Guarded by the scheduler's lock. */
final class JobCosts {
    private static final int MOST = 256;

    private final Map<Kind, JobCost> costs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Kind, JobCost> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Jobs that are taken to be alike.
     *
     * @param origin the line of the program that runs them
     * @param stages how many stages they have
     * @param tasks how many tasks their last stage has
     */
    record Kind(Origin origin, int stages, int tasks) {}

    /** What jobs of a kind have cost. */
    JobCost of(Kind kind) {
        return costs.computeIfAbsent(kind, first -> new JobCost());
    }
}
