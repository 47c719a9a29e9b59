package io.sakia.embedded;

import io.sakia.Broadcast;
import io.sakia.TaskContext;
import io.sakia.embedded.spill.Workspace;
import io.sakia.engine.Cancellation.Registration;
import io.sakia.engine.Engine;
import io.sakia.engine.EngineListener;
import io.sakia.engine.EngineSettings;
import io.sakia.engine.Job;
import io.sakia.engine.JobCancelledException;
import io.sakia.plan.CacheNode;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Runs plans on the threads of this JVM.
 *
 * <p>A plan is cut into stages at its shuffles; a stage's narrow steps run as one loop per partition; a shuffle hands its
 * buckets over by reference. What shuffles put out and caches keep hangs on the plan's nodes and goes with them.
 *
 * <pre>{@code
 * try (Engine engine = Engines.create(new EngineSettings("local[4]", "my job", Map.of(), updates -> {}))) {
 *     List<Long> counts = engine.run(Job.over(origin, plan, action, new Cancellation()));
 * }
 * }</pre>
 */
public final class EmbeddedEngine implements Engine {
    private final String master;
    private final int parallelism;
    private final Workspace space;
    private final ConcurrentMap<String, Object> locals = new ConcurrentHashMap<>();
    private final Scheduler scheduler;
    private final JobPlanner planner;

    EmbeddedEngine(EngineSettings settings, int parallelism) {
        this(settings, parallelism, StorageSettings.workspace(settings.settings(), parallelism), new SystemTicker());
    }

    /** An engine that keeps records in a given place, which it closes, and measures by a given ticker. */
    EmbeddedEngine(EngineSettings settings, int parallelism, Workspace space, Ticker ticker) {
        this.master = settings.master();
        this.parallelism = parallelism;
        this.space = space;
        this.scheduler = new Scheduler(
                parallelism,
                SchedulerSettings.of(settings.settings()),
                new Environment(locals, space, new Chains(), new FoldLoops(), ticker, settings.updates()));
        this.planner = new JobPlanner(scheduler.queue());
    }

    @Override
    public String master() {
        return master;
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    /**
     * Runs a job; this thread helps.
     *
     * @throws IllegalStateException when called inside a task, or after {@link #close}
     */
    @Override
    public <T, R> List<R> run(Job<T, R> job) {
        if (TaskContext.current() != null) {
            throw new IllegalStateException(
                    job.origin() + " was called inside a task, where no job can be started: call it"
                            + " on the driver and pass its result in, by a broadcast if it is large");
        }
        String reason = job.cancellation().reason();
        if (reason != null) {
            throw new JobCancelledException(job.origin(), reason);
        }
        JobRun run = planner.plan(job);
        Registration registration = job.cancellation()
                .onCancel(() ->
                        scheduler.cancel(run, String.valueOf(job.cancellation().reason())));
        try {
            scheduler.run(run);
        } finally {
            registration.close();
        }
        return run.results();
    }

    @Override
    public <T> Broadcast<T> broadcast(T value) {
        return new LocalBroadcast<>(value);
    }

    @Override
    public void release(CacheNode<?> node, boolean blocking) {
        CacheBlocks blocks = node.memoIfPresent(CacheBlocks.class);
        node.forgetMemo();
        if (blocks != null) {
            blocks.release();
        }
    }

    @Override
    public void listen(EngineListener listener) {
        scheduler.overseer().listen(listener);
    }

    @Override
    public void forget(EngineListener listener) {
        scheduler.overseer().forget(listener);
    }

    /** Cancels running jobs and waits until their tasks have ended; called inside a task, it doesn't wait. */
    @Override
    public void close() {
        scheduler.close();
        TaskContext.closeLocals(locals);
        space.folders().close();
    }

    /** Where records are kept. */
    Workspace space() {
        return space;
    }

    @Override
    public String toString() {
        return "embedded engine " + master;
    }
}
