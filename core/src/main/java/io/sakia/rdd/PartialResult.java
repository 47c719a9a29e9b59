package io.sakia.rdd;

import io.sakia.engine.JobCancelledException;
import io.sakia.plan.Origin;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

/**
 * What an action that had a limited time knew when it was up, and what it knows at its end: the job goes on in the background. Thread-safe.
 *
 * <pre>{@code
 * PartialResult<BoundedDouble> lines = sc.textFile("/logs").countApprox(Durations.seconds(2));
 * lines.initialValue();  // mean=120000.0, confidence=0.95, low=119002.0, high=121009.0
 * lines.getFinalValue(); // waits: mean=120512.0, confidence=1.0, low=120512.0, high=120512.0
 * }</pre>
 *
 * @param <R> the result
 */
public final class PartialResult<R> {
    private final Origin origin;
    private final R initialValue;
    private final boolean initialValueFinal;
    private final FutureAction<R> finalValue;

    PartialResult(Origin origin, R initialValue, boolean initialValueFinal, FutureAction<R> finalValue) {
        this.origin = origin;
        this.initialValue = initialValue;
        this.initialValueFinal = initialValueFinal;
        this.finalValue = finalValue;
    }

    /** What was known when the time was up, or the final value if that was there before. */
    public R initialValue() {
        return initialValue;
    }

    /** Whether all partitions had been computed when the time was up. */
    public boolean isInitialValueFinal() {
        return initialValueFinal;
    }

    /**
     * Waits for the job to end, and gives its exact result.
     *
     * @throws io.sakia.engine.JobFailedException if the job failed
     * @throws JobCancelledException if it was cancelled, or this thread is interrupted, which cancels it
     */
    public R getFinalValue() {
        return await(origin, finalValue);
    }

    /** The final value, for those who don't want to wait here; cancelling it stops the job. */
    public FutureAction<R> getFinalValueAsync() {
        return finalValue;
    }

    /** As {@code (partial: VALUE)}, or {@code (final: VALUE)}. */
    @Override
    public String toString() {
        return (initialValueFinal ? "(final: " : "(partial: ") + initialValue + ")";
    }

    /** Waits for an action; throws what it threw. */
    static <R> R await(Origin origin, FutureAction<R> action) {
        try {
            return action.get();
        } catch (ExecutionException e) {
            throw unchecked(e.getCause() == null ? e : e.getCause());
        } catch (CancellationException e) {
            throw new JobCancelledException(origin, "its FutureAction was cancelled");
        } catch (InterruptedException e) {
            throw interrupted(origin, action);
        }
    }

    /** Stops an action whose waiting thread was interrupted. */
    static JobCancelledException interrupted(Origin origin, FutureAction<?> action) {
        action.cancel(true);
        Thread.currentThread().interrupt();
        return new JobCancelledException(origin, "the thread that waited for it was interrupted");
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }
}
