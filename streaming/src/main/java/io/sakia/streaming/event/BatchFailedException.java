package io.sakia.streaming.event;

import io.sakia.engine.JobFailedException;
import io.sakia.plan.Origin;
import io.sakia.streaming.time.Time;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A batch failed, and the stream has stopped with it: a failed batch is never skipped. The message names the batch, the operator
 * and, from the job's own message, line, partition, record and cause. It has no stack of its own, as that would be the batch loop's: the
 * cause is what the user's function threw, with the user's frames first.
 */
public final class BatchFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long batch;
    private final Time time;
    private final @Nullable JobFailedException job;

    /**
     * A batch that failed.
     *
     * @param origin the operator where it did
     * @param cause what was thrown there
     */
    public BatchFailedException(long batch, Time time, Origin origin, Throwable cause) {
        super(message(batch, time, origin, cause), thrown(cause), false, false);
        this.batch = batch;
        this.time = time;
        this.job = cause instanceof JobFailedException failed ? failed : null;
    }

    /** The batch id. */
    public long batch() {
        return batch;
    }

    /** The batch's time. */
    public Time time() {
        return time;
    }

    /** The job that failed, with operator, partition and record, if it was a job. */
    public Optional<JobFailedException> job() {
        return Optional.ofNullable(job);
    }

    private static String message(long batch, Time time, Origin origin, Throwable cause) {
        String what = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return "batch " + batch + " (" + time.clock() + ") failed in " + origin + ": " + what;
    }

    private static Throwable thrown(Throwable cause) {
        Throwable inner = cause.getCause();
        return cause instanceof JobFailedException && inner != null ? inner : cause;
    }
}
