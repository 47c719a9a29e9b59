package io.sakia.embedded;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks after small jobs, which are left to the threads that call for them. A job that was fast many times may have a slow task one day, or tasks that
 * wait for one another, if only by mistake; then other threads must be woken for it.
 *
 * <pre>
 *               a small job has ready tasks: signal one idle thread
 *   NOBODY ──────────────────────────────────────────────────────────► ON WATCH ──┐ each {@link #NANOS}: look; a job that
 *      ▲                                                                  │  ▲    │ had ready tasks for two looks
 *      ├── no small job had ready tasks in the last {@link #QUIET} looks ─┘  └────┘ is small no more
 *      └── the thread is needed for a task
 * </pre>
 *
 * A thread that waits costs nothing, so one looks now and then only while small jobs run, and whoever leaves tasks to a calling thread signals it only
 * if nobody is on watch. Guarded by the scheduler's lock.
 */
final class Watch {
    /** From one look to the next. */
    static final long NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** After so many looks without small jobs nobody looks any more. */
    private static final int QUIET = 10;

    private @Nullable Waiter guard;
    private long looks;
    private long lastNeeded;

    /** Sees to it that somebody is on watch; false if no thread is idle. */
    boolean keep(ArrayDeque<Waiter> idle) {
        if (guard == null) {
            guard = idle.peekFirst(); // the one that is woken last
            if (guard == null) {
                return false;
            }
            guard.signal();
        }
        lastNeeded = looks;
        return true;
    }

    /** Whether somebody is on watch. */
    boolean isKept() {
        return guard != null;
    }

    /** Whether this thread is the one. */
    boolean isKeptBy(Waiter thread) {
        return guard == thread;
    }

    /** Takes note that a thread is needed for a task. */
    void leave(Waiter thread) {
        if (guard == thread) {
            guard = null;
        }
    }

    /** Looks at the jobs that have ready tasks; true if there are some that were taken for small ones by mistake. */
    boolean look(List<JobRun> jobs) {
        looks++;
        boolean mistaken = false;
        for (JobRun job : jobs) {
            mistaken |= job.isSmall() && !job.staysSmall();
        }
        if (looks - lastNeeded > QUIET) {
            guard = null;
        }
        return mistaken;
    }
}
