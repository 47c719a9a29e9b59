package io.sakia.embedded;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A pool thread with the task that it runs, if it runs one. Used by that thread alone. */
final class PoolThread {
    private final Waiter waiter;
    private @Nullable Task task;

    PoolThread(Waiter waiter) {
        this.waiter = waiter;
    }

    /** What the thread waits by. */
    Waiter waiter() {
        return waiter;
    }

    /** Takes a task, if there is one. */
    boolean take(@Nullable Task next) {
        task = next;
        return next != null;
    }

    /** The task that was taken. */
    Task task() {
        return Objects.requireNonNull(task, "this thread has no task");
    }

    /** Gives back the task that has ended, or null if there was none, and keeps nothing of it. */
    @Nullable
    Task handBack() {
        Task done = task;
        task = null;
        return done;
    }
}
