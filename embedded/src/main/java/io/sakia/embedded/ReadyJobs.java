package io.sakia.embedded;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The jobs that have tasks waiting for a thread, served in turn, so that a long job does not hold up a short one. */
final class ReadyJobs {
    private final ArrayDeque<JobRun> jobs = new ArrayDeque<>();

    /** Lines a job up, unless it stands here already. */
    void add(JobRun job) {
        if (!jobs.contains(job)) {
            jobs.addLast(job);
        }
    }

    void remove(JobRun job) {
        jobs.remove(job);
    }

    /** Takes a task of the job whose turn it is, or null if no task is ready. */
    @Nullable
    Task take() {
        JobRun job = jobs.peekFirst();
        return job == null ? null : take(job);
    }

    /** Takes a task of a job, which then has had its turn; null if it has none. */
    @Nullable
    Task take(JobRun job) {
        if (job.readyTasks() == 0) {
            return null;
        }
        Task task = job.take();
        if (jobs.size() > 1 || job.readyTasks() == 0) {
            jobs.remove(job);
            if (job.readyTasks() > 0) {
                jobs.addLast(job);
            }
        }
        return task;
    }

    /** The jobs, each with at least one ready task, in the order of their turns. */
    Iterable<JobRun> inTurn() {
        return jobs;
    }
}
