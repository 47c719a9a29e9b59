package io.sakia.function;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function as tasks see it. What a lambda captured behaves the same on every engine: it is copied when the operator is
 * defined, and each task gets a copy of its own, so a change made afterwards on the driver or inside a task is seen by no other.
 * Captures that cannot change (numbers, strings, enums, records of such, broadcasts, accumulators) are shared instead.
 *
 * <pre>{@code
 * int[] seen = {0};
 * rdd.foreach(x -> seen[0]++); // seen[0] stays 0: use an accumulator
 * }</pre>
 */
public final class TaskFunction<F> implements Serializable, SharedInTasks {
    private static final long serialVersionUID = 1L;

    private final F prototype;
    private final byte @Nullable [] copy;

    private TaskFunction(F prototype, byte @Nullable [] copy) {
        this.prototype = prototype;
        this.copy = copy;
    }

    /**
     * Takes a function from the user.
     *
     * @param operation for messages: {@code "map at WordCount.java:14"}
     * @throws IllegalArgumentException when the function captured something that can't be copied to tasks; the message names it
     */
    public static <F> TaskFunction<F> of(Object operation, F function) {
        return new TaskFunction<>(function, Captures.copyIfChangeable(operation, function));
    }

    /** A function of Sakia's own that captured nothing but what tasks may share. */
    public static <F> TaskFunction<F> shared(F function) {
        return new TaskFunction<>(function, null);
    }

    /**
     * The same function with something of Sakia's around it. What the user's function captured was copied before and is not copied again.
     *
     * @param wrapping puts it around a function; it is called with the copy of each task too
     */
    public <G> TaskFunction<G> wrapped(java.util.function.Function<F, G> wrapping) {
        G wrapped = wrapping.apply(prototype);
        return new TaskFunction<>(
                wrapped, copy == null ? null : Captures.serialise("a wrapper", wrapping.apply(get())));
    }

    /** The function for one task: the same object each time where nothing that it captured can change. */
    public F get() {
        return copy == null ? prototype : Captures.restore(copy, prototype);
    }

    /** Whether {@link #get} always gives the same object, so that it may be compiled in as a constant. */
    public boolean isShared() {
        return copy == null;
    }

    @Override
    public String toString() {
        return prototype.toString();
    }

    /** Travels as the copy alone: what the prototype captured may have changed on the driver since, or be changing now. */
    private Object writeReplace() {
        return copy == null ? this : new Travelling(copy);
    }

    private static final class Travelling implements Serializable {
        private static final long serialVersionUID = 1L;
        private final byte[] copy;

        Travelling(byte[] copy) {
            this.copy = copy;
        }

        private Object readResolve() {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return new TaskFunction<>(Captures.restore(copy, loader), copy);
        }
    }
}
