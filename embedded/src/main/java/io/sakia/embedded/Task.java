package io.sakia.embedded;

import io.sakia.TaskContext;
import io.sakia.engine.OperatorException;
import org.jspecify.annotations.Nullable;

/** One attempt at one partition of a stage, and what came of it. */
final class Task {
    private static final int MOST_ATTEMPTS = 4;

    private final StageRun stage;
    private final int position;
    private final int partition;
    private final int attempt;

    // Guarded by the scheduler's lock.
    private @Nullable Thread thread;
    private boolean interrupted;

    // Written by the task's thread before it reports under the lock.
    private @Nullable Object result;
    private @Nullable Throwable failure;
    private boolean hopeless;
    private long nanos;

    private Task(StageRun stage, int position, int partition, int attempt) {
        this.stage = stage;
        this.position = position;
        this.partition = partition;
        this.attempt = attempt;
    }

    /** The first attempt at a partition, which is the {@code position}th that the stage computes. */
    static Task first(StageRun stage, int position, int partition) {
        return new Task(stage, position, partition, 1);
    }

    /** The next attempt. */
    Task again() {
        return new Task(stage, position, partition, attempt + 1);
    }

    StageRun stage() {
        return stage;
    }

    int position() {
        return position;
    }

    int partition() {
        return partition;
    }

    int attempt() {
        return attempt;
    }

    /** What the task computed, where {@link #failure} is null. */
    @Nullable
    Object result() {
        return result;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** How long this attempt took. */
    long nanos() {
        return nanos;
    }

    /** Whether another attempt is allowed; never after an error, which says that the machine or the program is broken. */
    boolean mayBeTriedAgain() {
        return !hopeless && attempt < MOST_ATTEMPTS && !(origin(failure) instanceof Error);
    }

    /** Runs on this thread; whatever goes wrong becomes this task's failure. */
    void run(Environment environment) {
        long start = environment.ticker().nanos();
        try {
            attempt(environment);
        } catch (Throwable e) {
            failure = e;
        }
        nanos = environment.ticker().nanos() - start;
    }

    private void attempt(Environment environment) throws Exception {
        StopFlag stop = stage.job().stop();
        Attempt mine = new Attempt(stop, environment.space(), environment.chains(), environment.loops());
        TaskContext context = new TaskContext(stage.id(), partition, attempt, environment.locals(), stop::isRaised);
        TaskContext former = TaskContext.enter(context);
        try {
            mine.checkStopped();
            result = stage.compute(mine, partition);
            context.end(null);
        } catch (Throwable e) {
            mine.abandon(e);
            context.end(e);
            throw e;
        } finally {
            TaskContext.enter(former);
        }
        if (!context.updates().isEmpty()) {
            deliver(context, environment);
        }
    }

    /** Accumulators count a task once: part of its updates may have arrived when this fails, and it can't be repeated. */
    private void deliver(TaskContext context, Environment environment) {
        hopeless = true;
        environment.updates().accept(context.updates());
        hopeless = false;
    }

    /** Notes the thread that runs this task and may be interrupted. */
    void runsOn(Thread runner) {
        thread = runner;
    }

    /** The thread that runs this task, if it was given to one. */
    @Nullable
    Thread thread() {
        return thread;
    }

    boolean isRunBy(Thread runner) {
        return thread == runner;
    }

    /** Interrupts the thread that runs this task. */
    void interrupt() {
        if (thread != null && !interrupted) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /** Whether {@link #interrupt} was called. */
    boolean wasInterrupted() {
        return interrupted;
    }

    private static @Nullable Throwable origin(@Nullable Throwable failure) {
        return failure instanceof OperatorException ? failure.getCause() : failure;
    }
}
