package io.sakia.embedded;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that share executors with each other before they share them with the jobs of other pools. Guarded by the scheduler's lock.
 *
 * <p>Between pools: stride scheduling (Waldspurger and Weihl, 1995). Each task moves its pool on by the inverse of the pool's weight, and the
 * pool that is furthest behind is served. Unlike a comparison of running tasks this is fair with a single thread, too.
 *
 * <p>Within a pool the jobs are served in turn, a task each, so that a long one does not hold up a short one; or first in, first out:
 * a later job gets what earlier ones leave.
 */
final class Pool {
    private static final long STRIDE = 1 << 20;

    private final String name;
    private final PoolSettings settings;
    private final List<JobRun> ready = new ArrayList<>(2);
    private int running;
    private long pass;

    Pool(String name, PoolSettings settings) {
        this.name = name;
        this.settings = settings;
    }

    /** The jobs that have ready tasks, in the order of their turns. */
    List<JobRun> ready() {
        return ready;
    }

    /**
     * Lines a job up, unless it stands here already.
     *
     * @param now how far the pools that are at work have got: one that was idle begins there, and can't save up what it did not use
     */
    void add(JobRun job, long now) {
        if (ready.isEmpty() && running == 0) {
            pass = Math.max(pass, now);
        }
        if (ready.contains(job)) {
            return;
        }
        int place = ready.size();
        while (settings.inOrder() && place > 0 && ready.get(place - 1).sequence() > job.sequence()) {
            place--;
        }
        ready.add(place, job);
    }

    void remove(JobRun job) {
        ready.remove(job);
    }

    /** Takes a task of one of the jobs here, which then has had its turn; null if it has none. */
    @Nullable
    Task take(JobRun job) {
        if (job.readyTasks() == 0) {
            return null;
        }
        Task task = job.take();
        running++;
        pass += STRIDE / settings.weight();
        if (job.readyTasks() == 0) {
            ready.remove(job);
        } else if (ready.size() > 1 && !settings.inOrder()) {
            ready.remove(job);
            ready.add(job);
        }
        return task;
    }

    /** Notes that a task of one of the jobs here has ended. */
    void ended() {
        running--;
    }

    /**
     * Whether this pool is served before another: first who runs fewer tasks than its minimum share; then who has got less for its
     * weight; then by name.
     */
    boolean isBefore(Pool other) {
        boolean needy = running < settings.minShare();
        if (needy != other.running < other.settings.minShare()) {
            return needy;
        }
        return pass < other.pass || (pass == other.pass && name.compareTo(other.name) < 0);
    }

    /** What this pool has got, in tasks for its weight: a moment of virtual time. */
    long pass() {
        return pass;
    }
}
