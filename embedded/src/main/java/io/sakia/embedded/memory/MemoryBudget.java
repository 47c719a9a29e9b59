package io.sakia.embedded.memory;

import java.lang.ref.ReferenceQueue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes that all structures of an engine may hold together: what tasks build, and what is settled. Thread-safe.
 *
 * <pre>
 *   |◄──────────────────────── size ────────────────────────►|
 *   | claims of tasks │ settled, least recently used … newest │ free |
 *                       ◄── evicted from here when there is no room
 * </pre>
 *
 * <p>Sizes are estimates. A claim may hold all that is not held by others while it is the only large one; when n claims want more
 * than the minimum, each may grow to an n-th of the budget, so that nobody starves.
 */
public final class MemoryBudget {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryBudget.class);
    private static final long LARGEST_MINIMUM = 1 << 20;
    private static final long LARGEST_PETTY = 8 << 10;

    private final long size;
    private final long minimum;
    private final long petty;
    private final AtomicLong used = new AtomicLong();
    private final AtomicInteger large = new AtomicInteger();

    /** What is settled, the least recently used first. Guarded by itself. */
    private final Map<Settled, Settled> settled = new LinkedHashMap<>(16, 0.75f, true);

    private final ReferenceQueue<Evictable> garbage = new ReferenceQueue<>();

    private final AtomicLong evictions = new AtomicLong();
    private final AtomicLong evictedBytes = new AtomicLong();
    private final AtomicLong forcedBytes = new AtomicLong();
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * A budget.
     *
     * @param bytes how much all structures may hold together
     * @param tasks how many tasks run at once
     */
    public MemoryBudget(long bytes, int tasks) {
        this.size = bytes;
        this.petty = Math.min(LARGEST_PETTY, bytes / 64);
        this.minimum = Math.min(LARGEST_MINIMUM, bytes / (8L * tasks));
    }

    /** A claim of nothing yet. */
    public Claim claim() {
        return new Claim(this, null);
    }

    /**
     * A claim of nothing yet, for a structure that is one of many of a kind: it does not push out its own kind. A data set that is
     * larger than the budget and read over and over would otherwise be thrown out each time just before it is read again.
     *
     * @param group compared by identity; the budget holds it, so it must not lead to what is settled
     */
    public Claim claim(Object group) {
        return new Claim(this, group);
    }

    /** The bytes that are held. */
    public long used() {
        collectGarbage();
        return used.get();
    }

    /** The bytes that may be held. */
    public long size() {
        return size;
    }

    /** What every claim is always granted. */
    public long minimum() {
        return minimum;
    }

    /** What holds no more bytes needs no claim: asking would cost more than it holds. */
    public long petty() {
        return petty;
    }

    /** How often something was evicted. */
    public long evictions() {
        return evictions.get();
    }

    /** The bytes that evictions gave back. */
    public long evictedBytes() {
        return evictedBytes.get();
    }

    /** The bytes that were taken although the budget had none left. */
    public long forcedBytes() {
        return forcedBytes.get();
    }

    @Override
    public String toString() {
        return "memory budget, " + used() + " of " + size + " bytes used";
    }

    void take(long bytes) {
        used.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    void force(long bytes) {
        used.addAndGet(bytes);
        forcedBytes.addAndGet(bytes);
        if (!warned.getAndSet(true)) {
            LOG.warn(
                    "something that can't be written to disk needs more memory than the budget of {} bytes has: raise"
                            + " sakia.memory, or use more partitions",
                    size);
        }
    }

    void enterLarge() {
        large.incrementAndGet();
    }

    void leaveLarge() {
        large.decrementAndGet();
    }

    /** Takes bytes for a claim that holds some already, if it has a right to them and room can be made. */
    boolean tryTake(long holds, long more, @Nullable Object group) {
        if (holds + more > size / Math.max(1, large.get())) {
            return false;
        }
        return tryTake(more) || (makeRoom(more, group) && tryTake(more));
    }

    private boolean tryTake(long more) {
        for (long now = used.get(); now + more <= size; now = used.get()) {
            if (used.compareAndSet(now, now + more)) {
                return true;
            }
        }
        return false;
    }

    Settled settle(@Nullable Object group, long bytes, Evictable owner) {
        collectGarbage();
        Settled entry = new Settled(this, group, bytes, owner, garbage);
        synchronized (settled) {
            settled.put(entry, entry);
        }
        return entry;
    }

    void touch(Settled entry) {
        synchronized (settled) {
            settled.get(entry);
        }
    }

    void remove(Settled entry) {
        synchronized (settled) {
            settled.remove(entry);
        }
        giveBack(entry.take(Long.MAX_VALUE));
    }

    /** Evicts until there is room; false if all that could be evicted was not enough. */
    private boolean makeRoom(long more, @Nullable Object group) {
        collectGarbage();
        if (used.get() + more <= size) {
            return true;
        }
        for (Settled entry : oldestFirst(group)) {
            evict(entry);
            if (used.get() + more <= size) {
                return true;
            }
        }
        return false;
    }

    private void evict(Settled entry) {
        Evictable owner = entry.get();
        if (owner == null) {
            remove(entry);
            return;
        }
        long freed = entry.take(owner.evict());
        if (freed > 0) {
            giveBack(freed);
            evictions.incrementAndGet();
            evictedBytes.addAndGet(freed);
        }
        if (entry.bytes() == 0) {
            remove(entry);
        }
    }

    private List<Settled> oldestFirst(@Nullable Object group) {
        synchronized (settled) {
            return settled.keySet().stream().filter(entry -> !entry.isOf(group)).toList();
        }
    }

    /** Takes back the bytes of owners that nobody can reach any more. */
    private void collectGarbage() {
        for (Object dead; (dead = garbage.poll()) != null; ) {
            remove((Settled) dead);
        }
    }
}
