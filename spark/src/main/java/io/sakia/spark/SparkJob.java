package io.sakia.spark;

import io.sakia.engine.Cancellation;
import io.sakia.engine.JobCancelledException;
import io.sakia.engine.JobFailedException;
import io.sakia.plan.Origin;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.spark.SparkException;
import org.jspecify.annotations.Nullable;

/** A job that Spark runs: it knows how to say what ended it. */
final class SparkJob {
    private final Origin origin;
    private final Cancellation cancellation;
    private volatile @Nullable RuntimeException failure;

    SparkJob(Origin origin, Cancellation cancellation) {
        this.origin = origin;
        this.cancellation = cancellation;
    }

    /** Remembers what went wrong with the job outside of its tasks; any thread. */
    void failed(RuntimeException e) {
        failure = e;
    }

    /** Throws if the job was cancelled already. */
    void checkCancelled() {
        if (cancellation.isCancelled()) {
            throw cancelled();
        }
    }

    /** Throws what went wrong outside of tasks. */
    void check() {
        RuntimeException e = failure;
        if (e != null) {
            throw new JobFailedException(origin, e);
        }
    }

    /** What to throw for what waiting for the job threw. */
    RuntimeException explain(Throwable thrown, boolean closed) {
        if (thrown instanceof InterruptedException) {
            return new JobCancelledException(origin, "the thread that waited for it was interrupted");
        }
        TaskFailure task = taskFailure(thrown);
        if (task != null) {
            return new JobFailedException(
                    origin, task.operator(), task.partition(), task.attempts(), task.record(), task.thrown());
        }
        if (cancellation.isCancelled()) {
            return cancelled();
        }
        if (closed) {
            return new JobCancelledException(origin, "its SakiaContext was closed");
        }
        if (thrown instanceof JobFailedException failed) {
            return failed;
        }
        // A task that failed in Spark's own code: its exception says more than Spark's report of it.
        Throwable cause = thrown.getCause();
        return new JobFailedException(origin, thrown instanceof SparkException && cause != null ? cause : thrown);
    }

    private JobCancelledException cancelled() {
        return new JobCancelledException(origin, String.valueOf(cancellation.reason()));
    }

    private static @Nullable TaskFailure taskFailure(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof TaskFailure failure) {
                return failure;
            }
        }
        return null;
    }
}
