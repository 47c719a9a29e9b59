package io.sakia.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The jobs that have tasks waiting for a thread, in the order in which they are served. Guarded by the scheduler's lock. */
final class ReadyJobs {
    private final SchedulerSettings settings;
    private final Map<String, Pool> pools = new LinkedHashMap<>();
    private final JobCosts costs = new JobCosts();
    private long submitted;
    /** How far the pool that was served last had got. */
    private long now;

    ReadyJobs(SchedulerSettings settings) {
        this.settings = settings;
    }

    /** What jobs of a kind have cost lately. */
    JobCost cost(JobCosts.Kind kind) {
        return costs.of(kind);
    }

    /** The pool of a job that names {@code pool}. */
    Pool pool(String pool) {
        return pools.computeIfAbsent(settings.poolOf(pool), name -> new Pool(name, settings.pool(name)));
    }

    /** A number for a job that is submitted now. */
    long nextSequence() {
        return submitted++;
    }

    /** Takes a task of the job whose turn it is, or null if no task is ready. */
    @Nullable
    Task take() {
        @Nullable Pool first = null;
        for (Pool pool : pools.values()) {
            if (!pool.ready().isEmpty() && (first == null || pool.isBefore(first))) {
                first = pool;
            }
        }
        return first == null ? null : take(first.ready().get(0));
    }

    /** Takes a task of a job, whose pool then has had its turn; null if it has none. */
    @Nullable
    Task take(JobRun job) {
        now = Math.max(now, job.pool().pass());
        return job.pool().take(job);
    }

    /** Lines a job up in its pool. */
    void add(JobRun job) {
        job.pool().add(job, now);
    }

    /** The jobs, each with at least one ready task, in the order of their turns. */
    List<JobRun> inTurn() {
        if (pools.size() == 1) {
            return pools.values().iterator().next().ready();
        }
        List<Pool> inOrder = new ArrayList<>(pools.size());
        for (Pool pool : pools.values()) {
            if (!pool.ready().isEmpty()) {
                inOrder.add(pool);
            }
        }
        inOrder.sort((a, b) -> a == b ? 0 : a.isBefore(b) ? -1 : 1);
        List<JobRun> jobs = new ArrayList<>(inOrder.size());
        inOrder.forEach(pool -> jobs.addAll(pool.ready()));
        return jobs;
    }
}
