package io.sakia.embedded;

import io.sakia.engine.Skew;
import io.sakia.plan.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stage of one job: one task for each partition that it computes. All but {@link #compute} is guarded by the scheduler's lock.
 */
abstract class StageRun {
    private final JobRun job;
    private final int id;
    private final List<StageRun> dependents = new ArrayList<>(1);
    private int waitingFor;

    private int[] partitions = {};
    private int taken;
    private int unfinished;
    private int succeeded;
    private long nanos;
    private final ArrayDeque<Task> again = new ArrayDeque<>(1);

    StageRun(JobRun job, int id) {
        this.job = job;
        this.id = id;
    }

    /** Computes a partition on a task's thread. */
    abstract @Nullable Object compute(Attempt attempt, int partition) throws Exception;

    /** The partitions to compute, or null if another job is at work on them and will call back. */
    abstract int @Nullable [] claim();

    /** Gives up what {@link #claim} took; called when the stage is finished and when its job is over. */
    abstract void release();

    /** What is wrong with where it has placed its records, once it is finished and asked for the first time; null if nothing is. */
    @Nullable
    Skew skew() {
        return null;
    }

    /** Takes what {@link #compute} gave. */
    abstract void keep(Task task);

    /** Whose fault it is when the engine itself fails. */
    abstract Origin origin();

    JobRun job() {
        return job;
    }

    int id() {
        return id;
    }

    /** Lets this stage wait for another one. */
    void waitFor(StageRun parent) {
        parent.dependents.add(this);
        waitingFor++;
    }

    List<StageRun> dependents() {
        return dependents;
    }

    /** Whether all stages that this one waits for are finished. */
    boolean isReady() {
        return waitingFor == 0;
    }

    /** Notes that a stage that this one waited for is finished; true if it was the last. */
    boolean parentFinished() {
        waitingFor--;
        return waitingFor == 0;
    }

    /** Makes this stage's tasks; false if another job is at work on them. */
    boolean begin() {
        int[] claimed = claim();
        if (claimed == null) {
            return false;
        }
        partitions = claimed;
        unfinished = claimed.length;
        return true;
    }

    /** How many tasks wait for a thread. */
    int readyTasks() {
        return partitions.length - taken + again.size();
    }

    /** A task that waits for a thread; there must be one. */
    Task take() {
        Task repeated = again.pollFirst();
        if (repeated != null) {
            return repeated;
        }
        int position = taken++;
        return Task.first(this, position, partitions[position]);
    }

    /** Takes a failed task for another attempt; gives the number of tasks that this made ready. */
    int tryAgain(Task failed) {
        again.addLast(failed.again());
        return 1;
    }

    /** How many of its tasks have succeeded. */
    int succeededTasks() {
        return succeeded;
    }

    /** How long these took, in nanoseconds, all together. */
    long succeededNanos() {
        return nanos;
    }

    /** Takes a succeeded task; true if it was the stage's last. */
    boolean succeeded(Task task) {
        keep(task);
        succeeded++;
        nanos += task.nanos();
        unfinished--;
        return unfinished == 0;
    }
}
