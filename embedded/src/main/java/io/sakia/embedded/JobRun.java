package io.sakia.embedded;

import io.sakia.engine.Job;
import io.sakia.engine.JobCancelledException;
import io.sakia.engine.JobFailedException;
import io.sakia.engine.OperatorException;
import io.sakia.plan.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A job under way. Everything here is guarded by the scheduler's lock, except {@link #stop()}.
 *
 * <pre>
 *                        submitted
 *                            │
 *                            ▼
 *              ┌────────► RUNNING ──────────── the result stage is finished ───────────────► SUCCEEDED
 *              │             │ │
 *    a task ended,           │ └── a task failed for good · cancelled · its thread was
 *    stages became ready     │     interrupted · the engine was closed
 *              │             │             │
 *              └─────────────┘             ▼
 *                                       STOPPING ──── no task of the job runs any more ────► STOPPED
 *                                       waiting tasks are dropped,                           (throws why)
 *                                       running ones interrupted
 *
 *   a stage:   WAITING ──parents finished──► READY ──last task succeeded──► FINISHED
 *                 │                            ▲
 *                 └─ another job runs this ────┘ that job gave up: run what is missing
 *                    shuffle's map tasks ──────► FINISHED, when that job has finished them
 * </pre>
 */
final class JobRun {
    private final Job<?, ?> job;
    private final StopFlag stop = new StopFlag();
    private final ReadyJobs queue;
    private @Nullable Pool pool;
    private long sequence;
    private final List<StageRun> stages = new ArrayList<>(2);
    private @Nullable ResultStage result;

    private final ArrayDeque<StageRun> ready = new ArrayDeque<>(2);
    private int readyTasks;
    private final List<Task> running = new ArrayList<>(2);
    private boolean succeeded;
    private @Nullable Supplier<RuntimeException> why;
    private @Nullable Waiter caller;
    private boolean interrupted;
    private long records;
    private @Nullable JobCost cost;
    private boolean small;
    private boolean seen;
    private long nanos;

    JobRun(Job<?, ?> job, ReadyJobs queue) {
        this.job = job;
        this.queue = queue;
    }

    /** Adds a stage while the job is planned. */
    void add(StageRun stage) {
        stages.add(stage);
    }

    /** Adds the stage whose results are the job's. */
    void addLast(ResultStage stage) {
        stages.add(stage);
        result = stage;
    }

    /** Adds how many records a stage reads from sources while the job is planned; −1 if that is not known. */
    void reads(long more) {
        records = more < 0 || records < 0 ? -1 : records + more;
    }

    /** Raised when the job stops; the loops of its tasks look at it without a lock. */
    StopFlag stop() {
        return stop;
    }

    /** Begins the stages that wait for no other; {@code thread} is the one that runs the job. */
    void start(Waiter thread) {
        caller = thread;
        pool = queue.pool(job.properties().pool());
        cost = queue.cost(
                new JobCosts.Kind(job.origin(), stages.size(), job.partitions().size()));
        small = cost.isSmall(records);
        sequence = queue.nextSequence();
        List<StageRun> first = new ArrayList<>(stages);
        first.removeIf(stage -> !stage.isReady());
        first.forEach(this::begin);
    }

    Origin origin() {
        return job.origin();
    }

    /** The pool whose share of the threads this job takes, once it is started. */
    Pool pool() {
        return Objects.requireNonNull(pool, "the job was not started");
    }

    /** Tells earlier jobs from later ones. */
    long sequence() {
        return sequence;
    }

    /** The thread that runs the job. */
    Waiter caller() {
        return Objects.requireNonNull(caller, "the job was not started");
    }

    /**
     * Whether no other thread is worth waking for this job: jobs of its kind took next to no time lately, and so did its tasks so far.
     */
    boolean isSmall() {
        return small && nanos < JobCost.SMALL_NANOS;
    }

    /** Takes note that the {@link Watch} has found ready tasks here. The second time the job is small no more; gives whether it still is. */
    boolean staysSmall() {
        small &= !seen;
        seen = true;
        return small;
    }

    /** Tells the calling thread, should it wait, that there is nothing left to wait for. */
    void signalIfOver() {
        if (caller != null && isOver()) {
            caller.signal();
        }
    }

    /** Notes that somebody interrupted the calling thread, which cancels the job. */
    void interrupted() {
        interrupted = true;
        cancel("thread " + Thread.currentThread().getName() + ", which runs it, was interrupted");
    }

    /** Whether the calling thread was interrupted. */
    boolean wasInterrupted() {
        return interrupted;
    }

    /** How many tasks wait for a thread. */
    int readyTasks() {
        return readyTasks;
    }

    /** Takes a task to run on this thread, or null if none is ready. */
    @Nullable
    Task take() {
        StageRun stage = ready.peekFirst();
        if (stage == null) {
            return null;
        }
        Task task = stage.take();
        readyTasks--;
        if (stage.readyTasks() == 0) {
            ready.removeFirst();
        }
        task.runsOn(Thread.currentThread());
        running.add(task);
        return task;
    }

    /** Notes that a task runs no more: nobody interrupts its thread on its behalf after this. */
    void ended(Task task) {
        running.remove(task);
        nanos += task.nanos();
        pool().ended();
    }

    /** The tasks that run. */
    List<Task> running() {
        return running;
    }

    /** Whether a thread runs one of the job's tasks. */
    boolean runsOn(Thread thread) {
        return running.stream().anyMatch(task -> task.isRunBy(thread));
    }

    /** Takes an ended task's outcome. */
    void report(Task task) {
        Throwable failure = task.failure();
        if (failure == null) {
            if (task.stage().succeeded(task)) {
                finished(task.stage());
            }
        } else if (!isStopping()) {
            if (task.mayBeTriedAgain()) {
                addReady(task.stage(), task.stage().tryAgain(task));
            } else {
                fail(task, failure);
            }
        }
    }

    /** Begins a stage whose parents are finished; also called when another job gave up or finished what it waits for. */
    void begin(StageRun stage) {
        if (!isStopping() && stage.begin()) {
            if (stage.readyTasks() == 0) {
                finished(stage);
            } else {
                addReady(stage, stage.readyTasks());
            }
        }
    }

    /** Stops the job; the first reason counts. */
    void stop(Supplier<RuntimeException> reason) {
        if (isStopping() || succeeded) {
            return;
        }
        why = reason;
        stop.raise();
        ready.clear();
        readyTasks = 0;
        leave();
        running.forEach(Task::interrupt);
    }

    /** Stops the job as cancelled. */
    void cancel(String reason) {
        stop(() -> new JobCancelledException(job.origin(), reason));
    }

    boolean isStopping() {
        return why != null;
    }

    /** Whether the job has ended, one way or the other, and none of its tasks runs. */
    boolean isOver() {
        return running.isEmpty() && (succeeded || isStopping());
    }

    /** Gives up all claims of a job that is over, so that other jobs can go on. */
    void end() {
        leave();
        if (succeeded && cost != null) {
            cost.note(nanos, records);
        }
        stages.forEach(StageRun::release);
    }

    /** The results of a job that is over; throws if it was stopped. */
    <R> List<R> results() {
        if (why != null) {
            throw why.get();
        }
        if (result == null) {
            throw new IllegalStateException("the job has no result stage: it was not planned");
        }
        return result.results();
    }

    private void leave() {
        if (pool != null) {
            pool.remove(this);
        }
    }

    private void finished(StageRun stage) {
        if (stage == result) {
            succeeded = true;
        }
        stage.release();
        for (StageRun dependent : stage.dependents()) {
            if (dependent.parentFinished()) {
                begin(dependent);
            }
        }
    }

    private void addReady(StageRun stage, int tasks) {
        if (stage.readyTasks() == tasks) {
            ready.addLast(stage);
        }
        readyTasks += tasks;
        queue.add(this);
    }

    private void fail(Task task, Throwable failure) {
        Origin operator = failure instanceof OperatorException at
                ? at.origin()
                : task.stage().origin();
        String record = failure instanceof OperatorException at ? at.record() : null;
        Throwable cause =
                failure instanceof OperatorException && failure.getCause() != null ? failure.getCause() : failure;
        stop(() -> new JobFailedException(job.origin(), operator, task.partition(), task.attempt(), record, cause));
    }
}
