package io.sakia;

import io.sakia.connector.Range;
import io.sakia.connector.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running task knows of itself: one attempt at one partition of one stage. An engine makes it and enters it on the
 * task's thread; code inside the task finds it by {@link #current}.
 *
 * <p>Thread-safe only in {@link #isCancelled} and {@link #executorLocal}; the rest belongs to the task's thread.
 */
public final class TaskContext {
    private static final Logger LOG = LoggerFactory.getLogger(TaskContext.class);
    private static final ThreadLocal<@Nullable TaskContext> CURRENT = new ThreadLocal<>();

    private final int stage;
    private final int partition;
    private final int attempt;
    private final ConcurrentMap<String, Object> executorLocals;
    private final BooleanSupplier cancelled;
    private @Nullable Map<Long, Accumulator.Update<?>> updates;
    private @Nullable Deque<Runnable> endings;
    private @Nullable Reading reading;

    /**
     * Made by engines.
     *
     * @param stage the stage's number within the engine
     * @param partition the partition, from 0
     * @param attempt the attempt, from 1
     * @param executorLocals objects that live as long as the executor that runs this task
     * @param cancelled whether the job was cancelled
     */
    public TaskContext(
            int stage,
            int partition,
            int attempt,
            ConcurrentMap<String, Object> executorLocals,
            BooleanSupplier cancelled) {
        this.stage = stage;
        this.partition = partition;
        this.attempt = attempt;
        this.executorLocals = executorLocals;
        this.cancelled = cancelled;
    }

    /** The task that this thread runs, or null outside of tasks. */
    public static @Nullable TaskContext current() {
        return CURRENT.get();
    }

    /** The task that this thread runs; an {@link IllegalStateException} outside of tasks. */
    public static TaskContext get() {
        TaskContext context = CURRENT.get();
        if (context == null) {
            throw new IllegalStateException(
                    "no task runs on thread " + Thread.currentThread().getName());
        }
        return context;
    }

    /** Makes {@code context} the current one of this thread (null leaves it) and returns the former one. For engines. */
    public static @Nullable TaskContext enter(@Nullable TaskContext context) {
        TaskContext former = CURRENT.get();
        if (context == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(context);
        }
        return former;
    }

    /** The number of the stage within its engine. */
    public int stage() {
        return stage;
    }

    /** The partition that is computed, from 0. */
    public int partition() {
        return partition;
    }

    /** Which attempt at the partition this is, from 1. */
    public int attempt() {
        return attempt;
    }

    /** Whether the job was cancelled; long loops in user code may look here and return early. */
    public boolean isCancelled() {
        return cancelled.getAsBoolean();
    }

    /**
     * An object that lives in the executor as long as the executor does, such as a state store or a pool of connections. If it is {@link
     * AutoCloseable}, it is closed with the executor.
     *
     * @param key a name, with the owner's package in front
     * @param create makes the object when there is none yet; called at most once per executor and key
     */
    @SuppressWarnings("unchecked")
    public <S> S executorLocal(String key, java.util.function.Supplier<S> create) {
        return (S) executorLocals.computeIfAbsent(key, k -> create.get());
    }

    /** Closes the objects of an executor that ends, and forgets them; what goes wrong is told to the log. For engines. */
    public static void closeLocals(ConcurrentMap<String, Object> executorLocals) {
        executorLocals.forEach((key, object) -> {
            if (object instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    LOG.warn("{} of an executor that ends could not be closed: {}", key, e.toString());
                }
            }
        });
        executorLocals.clear();
    }

    /**
     * What this task reads of a source now: whose record is under way in the steps that follow the source. Null where records come out of a
     * shuffle or a cache.
     */
    public @Nullable Reading reading() {
        return reading;
    }

    /** Says what is read from now on; null for nothing. For engines. */
    public void reads(@Nullable Reading newReading) {
        reading = newReading;
    }

    /** Takes back {@link #reads}, unless something else is read by now. For engines. */
    @SuppressWarnings("ReferenceEquality") // the same ranges may be read twice
    public void hasRead(Reading former) {
        if (reading == former) {
            reading = null;
        }
    }

    /**
     * A range of a source that a task reads.
     *
     * @param source the source's name, or the operation that reads it where it has none
     * @param range the range
     * @param reader reads it; its {@linkplain Reader#position position} is that of the record that was read last
     */
    public record Reading(String source, Range range, Reader<?> reader) {
        /** Where the record stands that was read last; empty if the reader can't tell. */
        public String position() {
            return reader.position();
        }
    }

    /**
     * Runs something when this attempt ends, whether it succeeded, failed or was cancelled: frees what an iterator holds that may never be
     * read to its end. What was given last runs first.
     *
     * <pre>{@code
     * lines.mapPartitions(records -> {
     *     Connection connection = open();
     *     TaskContext.get().onEnd(connection::close);
     *     return lookUp(connection, records);
     * })
     * }</pre>
     */
    public void onEnd(Runnable ending) {
        if (endings == null) {
            endings = new ArrayDeque<>(2);
        }
        endings.push(ending);
    }

    /**
     * Runs what {@link #onEnd} was given, on the task's thread, while this context is still the current one. For engines.
     *
     * @param failure what ended the attempt, or null; what goes wrong here is added to it, or thrown if there is none
     */
    public void end(@Nullable Throwable failure) {
        RuntimeException wrong = null;
        while (endings != null && !endings.isEmpty()) {
            try {
                endings.pop().run();
            } catch (RuntimeException e) {
                if (failure != null) {
                    failure.addSuppressed(e);
                } else if (wrong != null) {
                    wrong.addSuppressed(e);
                } else {
                    wrong = e;
                }
            }
        }
        if (wrong != null) {
            throw wrong;
        }
    }

    /** What the task has added to accumulators so far, for the engine to send with the task's result. */
    public Map<Long, Accumulator.Update<?>> updates() {
        return updates == null ? Map.of() : updates;
    }

    @SuppressWarnings("unchecked")
    <T> Accumulator.Update<T> update(long id, java.util.function.Supplier<Accumulator.Update<T>> create) {
        if (updates == null) {
            updates = new LinkedHashMap<>();
        }
        return (Accumulator.Update<T>) updates.computeIfAbsent(id, k -> create.get());
    }
}
