package io.sakia.embedded;

import java.util.concurrent.locks.Condition;

/** A thread that can be signalled to look for a task. Guarded by the scheduler's lock; whoever waits looks again in a loop. */
@SuppressWarnings("WaitNotInLoop")
final class Waiter {
    private final Condition condition;
    private boolean waiting;
    private boolean promised;

    Waiter(Condition condition) {
        this.condition = condition;
    }

    /** Whether it waits and no task was promised to it yet. */
    boolean isFree() {
        return waiting && !promised;
    }

    /** Wakes it for a task. */
    void promise() {
        promised = true;
        condition.signal();
    }

    /** Wakes it to see that something has changed. */
    void signal() {
        condition.signal();
    }

    /** Ends a promise, kept or not; true if there was one. */
    boolean redeem() {
        boolean had = promised;
        promised = false;
        return had;
    }

    /** Waits for a signal, or now and then for none. */
    void await() throws InterruptedException {
        waiting = true;
        try {
            condition.await();
        } finally {
            waiting = false;
        }
    }

    /** As {@link #await}, at most so long; gives how many nanoseconds are left. An interrupt, which nobody means for an idle thread, is dropped. */
    long await(long nanos) {
        waiting = true;
        try {
            return condition.awaitNanos(nanos);
        } catch (InterruptedException e) {
            return nanos;
        } finally {
            waiting = false;
        }
    }
}
