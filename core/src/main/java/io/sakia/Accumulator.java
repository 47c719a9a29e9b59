package io.sakia;

import io.sakia.connector.Codec;
import io.sakia.function.SharedInTasks;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A value that tasks add to and the driver reads. What a task adds counts once the task has succeeded, and once only, however
 * often it was tried; a stage that is computed again (a lost block) adds again, so count in actions where that matters.
 *
 * <pre>{@code
 * Accumulator<Long, Long> bad = sc.longAccumulator("bad lines");
 * lines.foreach(line -> { if (line.isEmpty()) bad.add(1L); });
 * bad.value();
 * }</pre>
 *
 * @param <T> what is added
 * @param <R> what is read
 */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
public final class Accumulator<T, R> implements Serializable, SharedInTasks {
    private static final long serialVersionUID = 1L;
    private static final AtomicLong IDS = new AtomicLong();

    private final long id = IDS.incrementAndGet();
    private final String name;
    private final Aggregate<T, @Nullable Object, R> aggregate;
    private transient @Nullable Object total;

    /** Made by {@code SakiaContext.accumulator}. */
    @SuppressWarnings("unchecked")
    public Accumulator(String name, Aggregate<T, ?, R> aggregate) {
        this.name = name;
        this.aggregate = (Aggregate<T, @Nullable Object, R>) aggregate;
        this.total = create();
    }

    /** The name, for people. */
    public String name() {
        return name;
    }

    /** The number under which updates travel, unique in the driver's JVM. */
    public long id() {
        return id;
    }

    /** Adds a value: to the running task's part inside a task, to the total elsewhere. */
    public void add(T value) {
        TaskContext task = TaskContext.current();
        if (task == null) {
            merge(new Update<>(aggregate).add(value));
        } else {
            task.update(id, () -> new Update<>(aggregate)).add(value);
        }
    }

    /** The total so far; inside a task it is not known and an {@link IllegalStateException} says so. */
    public synchronized R value() {
        if (TaskContext.current() != null) {
            throw new IllegalStateException("accumulator '" + name
                    + "' is read inside a task, where its total is not known: read it after the job, on the driver");
        }
        try {
            return aggregate.result(total);
        } catch (Exception e) {
            throw failed("read", e);
        }
    }

    /** Sets the total back to zero. */
    public synchronized void reset() {
        total = create();
    }

    /** Writes the total so far, for {@link #restore}. For checkpoints. */
    public synchronized void save(Codec<Object> codec, DataOutput out) throws IOException {
        Object value = total;
        out.writeBoolean(value != null);
        if (value != null) {
            codec.write(value, out);
        }
    }

    /** Begins with a total that was saved. For checkpoints. */
    public synchronized void restore(Codec<Object> codec, DataInput in) throws IOException {
        total = in.readBoolean() ? codec.read(in) : null;
    }

    /** Takes a succeeded task's part into the total. For engines, by way of the context. */
    @SuppressWarnings("unchecked")
    public synchronized void merge(Update<?> update) {
        try {
            total = aggregate.merge(total, ((Update<T>) update).part);
        } catch (Exception e) {
            throw failed("merged", e);
        }
    }

    private @Nullable Object create() {
        try {
            return aggregate.create();
        } catch (Exception e) {
            throw failed("created", e);
        }
    }

    private IllegalStateException failed(String what, Exception cause) {
        return new IllegalStateException("accumulator '" + name + "' can't be " + what + ": " + cause, cause);
    }

    /** What one task has added to one accumulator. */
    public static final class Update<T> implements Serializable {
        private static final long serialVersionUID = 1L;
        private final Aggregate<T, @Nullable Object, ?> aggregate;
        private @Nullable Object part;

        Update(Aggregate<T, @Nullable Object, ?> aggregate) {
            this.aggregate = aggregate;
            try {
                this.part = aggregate.create();
            } catch (Exception e) {
                throw new IllegalStateException("an accumulator's part can't be created: " + e, e);
            }
        }

        Update<T> add(T value) {
            try {
                part = aggregate.add(part, value);
            } catch (Exception e) {
                throw new IllegalStateException("an accumulator refused the value " + value + ": " + e, e);
            }
            return this;
        }
    }
}
