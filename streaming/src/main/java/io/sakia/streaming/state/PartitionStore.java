package io.sakia.streaming.state;

import io.sakia.streaming.state.VersionTree.Version;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of one operator's partition in the memory of one executor, for one session at a time.
 *
 * <pre>
 *            open(accepted)                 commit
 *   closed ─────────────────► open ──────────────────────► open, committed
 *     ▲    the state moves to  │  changed in place,                  │
 *     │    that version        │  so that it can be undone          │
 *     │                        │ close: undone                      │ close
 *     └────────────────────────┴────────────────────────────────────┘
 * </pre>
 *
 * <p>Everything but {@link #size} is guarded by the lock, which a session holds from open to close.
 */
abstract class PartitionStore<K, S> {
    private final ReentrantLock lock = new ReentrantLock();
    private final String origin;
    private final LongSupplier counter;
    private boolean whole = true;
    private volatile StateSize size;

    /**
     * An empty store.
     *
     * @param origin what makes names of increments differ from those of all other executors and runs
     * @param counter gives another number each time
     */
    PartitionStore(StateTarget first, String origin, LongSupplier counter) {
        this.origin = origin;
        this.counter = counter;
        this.size = new StateSize(first.operator(), first.partition(), first.partitions(), 0, 0, 1, 0, 0);
    }

    /** The versions that are here. */
    abstract VersionTree<?> versions();

    /** Forgets all there is. */
    abstract void clear();

    /** An empty table that takes what is read. */
    StateTable<K, S> tableFor(StateLoader<K, S> loader, Increment accepted) {
        return new StateTable<>(accepted.keys(), null);
    }

    /** Gives back memory if all states together hold too much. */
    void settle() {}

    /** Holds a version that was read, and nothing else. */
    abstract void fill(StateTable<K, S> loaded, Increment accepted);

    /**
     * Moves to a version, which is one of those here, and forgets what does not stand on it.
     *
     * @param stored the version since which it must be known what changes, or null
     */
    abstract void start(String id, @Nullable String stored);

    /** Moves to a version, likewise. */
    abstract void show(String id);

    /** Visits the version that was moved to, or what differs between it and the one that was stored last, if that is known. */
    abstract void visit(@Nullable String since, StateVisitor<K, S> visitor) throws IOException;

    /** How large it is now, given whose it is. */
    abstract StateSize measure(StateSize before);

    /** The size at the end of the last session; for any thread. */
    final StateSize size() {
        return size;
    }

    /** Waits for the session that is open, then moves to the accepted increment, or to the empty state. What is open must {@link #leave}. */
    final void enter(StateTarget target, @Nullable Increment accepted) throws InterruptedException {
        acquire(target);
        boolean entered = false;
        try {
            startAt(accepted == null ? Increment.EMPTY : accepted.id(), target);
            entered = true;
        } finally {
            if (!entered) {
                lock.unlock();
            }
        }
    }

    /** Loads the version of an accepted increment if neither it nor a newer one is here. */
    final void load(Increment accepted, StateLoader<K, S> loader) throws InterruptedException, IOException {
        lock.lockInterruptibly();
        try {
            boolean here = whole
                    && (versions().find(accepted.id()) != null || versions().root().batch >= accepted.batch());
            if (!here && loader.holds(accepted)) {
                fill(loader.load(accepted, tableFor(loader, accepted)), accepted);
                whole = true;
                size = measure(size);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Visits the version of an accepted increment, or which keys differ between it and the one that was stored last. Where it is not known
     * what has changed since that one, the whole of it is visited.
     */
    final void visit(StateTarget target, String accepted, @Nullable String since, StateVisitor<K, S> visitor)
            throws InterruptedException, IOException {
        acquire(target);
        try {
            if (!whole || versions().find(accepted) == null) {
                throw lost(accepted, target);
            }
            changing(() -> show(accepted));
            visit(since, visitor);
        } finally {
            leave();
        }
    }

    /** Another name for an increment. */
    final String newId(StateTarget target) {
        return target.batch() + "-" + target.partition() + "-" + origin + "-" + counter.getAsLong();
    }

    /** Lets the next session in. */
    final void leave() {
        try {
            settle();
            size = measure(size);
        } finally {
            lock.unlock();
        }
    }

    /** Whether this thread has the session. */
    final boolean isEnteredHere() {
        return lock.isHeldByCurrentThread();
    }

    /** Refuses what another thread does. */
    final void requireEnteredHere(StateTarget target) {
        if (!isEnteredHere()) {
            throw new IllegalStateException(
                    "the session on the state of " + target + " was opened on another thread than "
                            + Thread.currentThread().getName() + ": use it on the one that opened it");
        }
    }

    /** Runs a change that must not stop half-way; if it does (no memory, a key's equals throws), the state counts as lost. */
    final void changing(Runnable change) {
        whole = false;
        try {
            change.run();
        } catch (StateUnreadableException e) {
            whole = true; // it is read before anything is changed
            throw e;
        }
        whole = true;
    }

    private void acquire(StateTarget target) throws InterruptedException {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("the state of " + target
                    + " is open already on this thread: close the first session before opening another");
        }
        lock.lockInterruptibly();
    }

    private void startAt(String wanted, StateTarget target) {
        if (!whole) {
            clear();
            whole = true;
        }
        Version<?> start = versions().find(wanted);
        if (start == null) {
            throw lost(wanted, target);
        }
        if (target.batch() <= start.batch) {
            throw new IllegalArgumentException("the state of " + target + " can't be built on increment " + wanted
                    + " of batch " + start.batch + ": give the accepted increment of an earlier batch");
        }
        changing(() -> start(wanted, target.stored()));
    }

    private StateLostException lost(String wanted, StateTarget target) {
        Version<?> root = versions().root();
        Version<?> live = versions().live();
        String name = wanted.equals(Increment.EMPTY) ? "the empty state" : "increment " + wanted;
        String here = root.id.equals(Increment.EMPTY)
                ? versions().count() == 1
                        ? "this executor has none"
                        : "this executor has none that was accepted, only increment " + live.id
                : "this executor has it from increment " + root.id + " of batch " + root.batch + " on, now increment "
                        + live.id;
        String advice = target.batch() <= root.batch
                ? "The task is left over from a batch that is done; its failure changes nothing."
                : "The executor is new, or another one has computed this partition since: go back to the last checkpoint.";
        return new StateLostException(target, wanted, name + " is wanted, but " + here + ". " + advice);
    }
}
