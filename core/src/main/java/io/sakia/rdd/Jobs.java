package io.sakia.rdd;

import io.sakia.engine.Action;
import io.sakia.engine.Cancellation;
import io.sakia.engine.Cancellation.Registration;
import io.sakia.engine.Engine;
import io.sakia.engine.Job;
import io.sakia.engine.Job.Progress;
import io.sakia.engine.JobProperties;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a context's jobs, each with the properties that the calling thread has set, and cancels them. Threads that a thread starts begin
 * with its properties. Thread-safe.
 */
final class Jobs {
    private final Supplier<Engine> engine;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("ThreadLocalUsage") // each context has properties of its own
    private final InheritableThreadLocal<@Nullable JobProperties> properties = new InheritableThreadLocal<>();
    /** What cancels all jobs that this thread starts, while it works for a {@link FutureAction}. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Cancellation> asked = new ThreadLocal<>();

    private final AtomicInteger threads = new AtomicInteger();
    private @Nullable ExecutorService callers;
    private boolean closed;

    /** Over an engine; the supplier refuses when the context is closed. */
    Jobs(Supplier<Engine> engine) {
        this.engine = engine;
    }

    /** Runs a job on this thread. */
    <T, R> List<R> run(
            Origin origin, Plan<T> plan, List<Integer> partitions, Action<T, R> action, Progress<R> progress) {
        Cancellation cancellation = new Cancellation();
        Running job = new Running(properties(), cancellation);
        running.add(job);
        Registration registration = follow(cancellation);
        try {
            return engine.get()
                    .run(new Job<>(origin, plan, partitions, action, cancellation, job.properties(), progress));
        } finally {
            registration.close();
            running.remove(job);
        }
    }

    private Registration follow(Cancellation job) {
        Cancellation whole = asked.get();
        return whole == null ? () -> {} : whole.onCancel(() -> job.cancel(String.valueOf(whole.reason())));
    }

    /** Runs an action on a thread of its own. */
    <T extends @Nullable Object> FutureAction<T> submit(Callable<T> action) {
        JobProperties mine = properties();
        Cancellation cancellation = new Cancellation();
        CompletableFuture<T> result = new CompletableFuture<>();
        callers().execute(() -> {
            properties.set(mine);
            asked.set(cancellation);
            try {
                result.complete(action.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            } finally {
                asked.remove();
                properties.remove();
            }
        });
        return new FutureAction<>(result, cancellation);
    }

    private synchronized ExecutorService callers() {
        if (closed) {
            throw new IllegalStateException("this SakiaContext is closed; make a new one");
        }
        ExecutorService present = callers;
        if (present == null) {
            present = Executors.newCachedThreadPool(work -> {
                Thread thread = new Thread(work, "sakia-action-" + threads.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
            callers = present;
        }
        return present;
    }

    /** What this thread has set. */
    JobProperties properties() {
        JobProperties mine = properties.get();
        return mine == null ? JobProperties.NONE : mine;
    }

    /** Sets the properties of the jobs that this thread starts from now on. */
    void setProperties(JobProperties newProperties) {
        properties.set(newProperties);
    }

    /** Cancels the jobs that run now and whose properties are meant. */
    void cancel(Predicate<JobProperties> meant, String reason) {
        new ArrayList<>(running)
                .stream()
                        .filter(job -> meant.test(job.properties()))
                        .forEach(job -> job.cancellation().cancel(reason));
    }

    /** Takes no further actions; those under way end with their jobs, as the engine closes. */
    synchronized void close() {
        closed = true;
        if (callers != null) {
            callers.shutdown();
        }
    }

    private record Running(JobProperties properties, Cancellation cancellation) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(cancellation);
        }
    }
}
