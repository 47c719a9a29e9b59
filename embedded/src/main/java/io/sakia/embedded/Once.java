package io.sakia.embedded;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that several tasks want and one of them computes, while the others wait. If that one fails the next tries.
 *
 * <p>Waiting inside a task is safe: whoever computes runs already and waits only for values further up the plan, which has no
 * cycles.
 */
final class Once<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable T value;

    /** The value, or null if it was not computed yet. */
    @Nullable
    T present() {
        return value;
    }

    /** The value; computed by this thread if by none before. */
    T get(Supplier<T> compute) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TaskStopped();
        }
        try {
            T known = value;
            if (known == null) {
                known = compute.get();
                value = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }
}
