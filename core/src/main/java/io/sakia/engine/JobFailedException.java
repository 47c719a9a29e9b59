package io.sakia.engine;

import io.sakia.plan.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A job failed because one of its tasks failed too often. The message names operator, line, partition, record and cause; the
 * cause is what the user's function threw, its frames first in the stack trace.
 */
public final class JobFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Origin operator;
    private final int partition;
    private final int attempts;
    private final @Nullable String record;

    /**
     * Made by engines.
     *
     * @param job the action that was called
     * @param operator the operator whose function failed
     * @param partition the partition, from 0
     * @param attempts how often it was tried
     * @param record the record at fault, or null if none is known
     * @param cause what was thrown
     */
    public JobFailedException(
            Origin job, Origin operator, int partition, int attempts, @Nullable String record, Throwable cause) {
        super(message(job, operator, partition, attempts, record, cause), cause);
        this.operator = operator;
        this.partition = partition;
        this.attempts = attempts;
        this.record = record;
    }

    /**
     * A job that failed without one of its tasks to blame: it could not be sent to executors, or they are gone. Made by engines.
     *
     * @param job the action that was called
     * @param cause what went wrong
     */
    public JobFailedException(Origin job, Throwable cause) {
        super(job + " failed: " + cause, cause);
        this.operator = job;
        this.partition = -1;
        this.attempts = 0;
        this.record = null;
    }

    /** The operator whose function failed, or the action that was called if no operator is to blame. */
    public Origin operator() {
        return operator;
    }

    /** The partition, from 0, or −1 if no task is to blame. */
    public int partition() {
        return partition;
    }

    /** How often the task was tried; 0 if no task is to blame. */
    public int attempts() {
        return attempts;
    }

    /** The record at fault, shortened, or null if none is known. */
    public @Nullable String record() {
        return record;
    }

    private static String message(
            Origin job, Origin operator, int partition, int attempts, @Nullable String record, Throwable cause) {
        return operator + " failed on partition " + partition + (record == null ? "" : ", record " + record) + ": "
                + cause + " (" + attempts + (attempts == 1 ? " attempt" : " attempts")
                + (job.equals(operator) ? "" : ", run by " + job) + ")";
    }
}
