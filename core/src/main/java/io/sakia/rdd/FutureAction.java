package io.sakia.rdd;

import io.sakia.engine.Cancellation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An action that runs in the background. Cancelling it stops its jobs. Thread-safe.
 *
 * <pre>{@code
 * FutureAction<Long> lines = sc.textFile("/logs").countAsync();
 * …
 * lines.get();
 * }</pre>
 *
 * @param <T> the action's result
 */
public final class FutureAction<T extends @Nullable Object> implements Future<T> {
    private final CompletableFuture<T> result;
    private final Cancellation cancellation;

    FutureAction(CompletableFuture<T> result, Cancellation cancellation) {
        this.result = result;
        this.cancellation = cancellation;
    }

    /** Waits for the result; an {@link ExecutionException} has what the action threw as its cause. */
    @Override
    public T get() throws InterruptedException, ExecutionException {
        return result.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return result.get(timeout, unit);
    }

    /**
     * Stops the action's jobs, unless it has ended; returns at once. Their running tasks are interrupted either way.
     *
     * @return whether it had not ended yet
     */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean first = result.cancel(false);
        if (first) {
            cancellation.cancel("its FutureAction was cancelled");
        }
        return first;
    }

    @Override
    public boolean isCancelled() {
        return result.isCancelled();
    }

    @Override
    public boolean isDone() {
        return result.isDone();
    }

    /** The same as a completable future: what it is completed with by others does not stop the action. */
    public CompletableFuture<T> toCompletableFuture() {
        return result.copy();
    }
}
