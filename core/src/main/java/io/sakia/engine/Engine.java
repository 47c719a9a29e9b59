package io.sakia.engine;

import io.sakia.Broadcast;
import io.sakia.plan.CacheNode;
import java.util.List;

/**
 * Runs jobs over plans, and nothing else: an engine knows no streams and no user API.
 *
 * <p>What an engine promises:
 *
 * <ul>
 *   <li>A stage's chain of narrow steps runs record by record; a stage that two branches of a job share runs once, and what a
 *       {@link io.sakia.plan.ShuffleNode} put out is used again by later jobs as long as the node lives.
 *   <li>A failed task is tried again, 4 attempts in all; then the job fails with a {@link JobFailedException} that names
 *       operator, line, partition, record and cause. {@link JobCancelledException} ends a cancelled job.
 *   <li>A {@link CacheNode}'s partition is computed once while it is kept.
 *   <li>Inside a task {@link io.sakia.TaskContext#current} is set; what tasks add to accumulators reaches
 *       {@link EngineSettings#updates} once for each succeeded task.
 *   <li>Records are not null; a step that gives null fails.
 * </ul>
 *
 * Thread-safe: several jobs may run at once.
 */
public interface Engine extends AutoCloseable {
    /** The master URL it was made for. */
    String master();

    /** How many tasks run at once; also the default number of partitions. */
    int parallelism();

    /**
     * Runs a job to its end and gives the results in the order of the job's partitions. On the embedded engine no task of the
     * job is running any more when this returns or throws.
     *
     * @throws JobFailedException when a task failed too often
     * @throws JobCancelledException when the job was cancelled or this thread interrupted
     */
    <T, R> List<R> run(Job<T, R> job);

    /** Sends a value to executors. */
    <T> Broadcast<T> broadcast(T value);

    /**
     * Forgets what a cache node keeps; it is computed again when it is needed again.
     *
     * @param blocking whether what was kept must be gone from all executors when this returns
     */
    void release(CacheNode<?> node, boolean blocking);

    /** As {@link #release(CacheNode, boolean)}, without waiting for other machines. */
    default void release(CacheNode<?> node) {
        release(node, false);
    }

    /** Tells a listener from now on what the engine finds out about its jobs, as far as it looks; by default it finds out nothing. */
    default void listen(EngineListener listener) {}

    /** No longer tells a listener. */
    default void forget(EngineListener listener) {}

    /** Stops executors; running jobs are cancelled. May be called twice. */
    @Override
    void close();
}
