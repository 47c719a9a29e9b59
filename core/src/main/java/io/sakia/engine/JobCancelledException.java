package io.sakia.engine;

import io.sakia.plan.Origin;

/** A job ended because it was cancelled. */
public final class JobCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Made by engines. */
    public JobCancelledException(Origin job, String reason) {
        super(job + " was cancelled: " + reason);
    }
}
