package io.sakia.rdd;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long an action waits for its job. */
@FunctionalInterface
interface Patience {
    /** Returns when the job has ended, well or not, or the time is up. */
    void await(Future<?> job) throws InterruptedException;

    /** Waits for at most so long, by the system's clock; of zero not at all. */
    static Patience of(Duration timeout) {
        long nanos = TimeUnit.NANOSECONDS.convert(timeout);
        return job -> {
            try {
                job.get(nanos, TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException | CancellationException e) {
                return; // it is looked at how far the job has come, whatever ended the wait
            }
        };
    }
}
