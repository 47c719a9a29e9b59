package io.sakia.embedded.memory;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a finished structure. It holds its owner weakly, and its bytes come back once the owner is garbage. Thread-safe.
 */
public final class Settled extends WeakReference<Evictable> implements AutoCloseable {
    private final MemoryBudget budget;
    private final @Nullable Object group;
    private final AtomicLong held;

    Settled(
            MemoryBudget budget,
            @Nullable Object group,
            long bytes,
            Evictable owner,
            ReferenceQueue<? super Evictable> garbage) {
        super(owner, garbage);
        this.budget = budget;
        this.group = group;
        this.held = new AtomicLong(bytes);
    }

    /** Notes that the structure was used, so that others are evicted before it. */
    public void touch() {
        budget.touch(this);
    }

    /** The bytes that the structure holds. */
    public long bytes() {
        return held.get();
    }

    /** Gives some bytes back, or all if there are fewer: a part of the structure is gone. */
    public void shrink(long bytes) {
        budget.giveBack(take(bytes));
    }

    /** Gives all bytes back; may be called more than once. */
    @Override
    public void close() {
        budget.remove(this);
    }

    /** Whether the structure belongs to a group that is not to push out its own. */
    boolean isOf(@Nullable Object wanted) {
        return group != null && group == wanted;
    }

    /** Takes bytes away, no more than there are; gives how many. */
    long take(long bytes) {
        long before = held.getAndUpdate(now -> now - Math.min(now, bytes));
        return Math.min(before, bytes);
    }
}
