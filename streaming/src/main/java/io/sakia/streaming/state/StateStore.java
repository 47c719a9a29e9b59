package io.sakia.streaming.state;

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
 *     ▲    the table moves to  │  put, remove: in place,            │
 *     │    that version        │  former states go to a log         │
 *     │                        │ close: the log is put back         │ close
 *     └────────────────────────┴────────────────────────────────────┘
 * </pre>
 *
 * <p>Everything but {@link #size} is guarded by the lock, which a session holds from open to close.
 */
final class StateStore<K, S> {
    private final ReentrantLock lock = new ReentrantLock();
    private final String origin;
    private final LongSupplier counter;
    private final MappingLoops loops;
    private StateTable<K, S> table = new StateTable<>();
    private Versions versions = new Versions(table);
    private boolean whole = true;
    private int lastTouched;
    private volatile StateSize size;

    /**
     * An empty store.
     *
     * @param origin what makes names of increments differ from those of all other executors and runs
     * @param counter gives another number each time
     * @param loops the loops of all stores
     */
    StateStore(StateTarget first, String origin, LongSupplier counter, MappingLoops loops) {
        this.loops = loops;
        this.origin = origin;
        this.counter = counter;
        this.size = new StateSize(first.operator(), first.partition(), first.partitions(), 0, 0, 1, 0, 0);
    }

    /** How many slots the last session changed, as the next one is likely to. */
    int lastTouched() {
        return lastTouched;
    }

    /** The loops of functions over states. */
    MappingLoops loops() {
        return loops;
    }

    /** The size at the end of the last session; for any thread. */
    StateSize size() {
        return size;
    }

    /**
     * Waits for the session that is open, then opens one at the accepted increment, or at the empty state.
     *
     * @param codec refuses what could not be stored, or null where nothing will be
     */
    StateSession<K, S> open(
            StateTarget target, @Nullable Increment accepted, StateCopier<S> copier, @Nullable StateCodec<K, S> codec)
            throws InterruptedException {
        acquire(target);
        boolean opened = false;
        try {
            startAt(accepted == null ? Increment.EMPTY : accepted.id(), target);
            StateSession<K, S> session = new StateSession<>(this, table, target, copier, codec);
            opened = true;
            return session;
        } finally {
            if (!opened) {
                lock.unlock();
            }
        }
    }

    /** Loads the version of an accepted increment if neither it nor a newer one is here. */
    void load(Increment accepted, StateLoader<K, S> loader) throws InterruptedException, IOException {
        lock.lockInterruptibly();
        try {
            boolean here = whole && (versions.find(accepted.id()) != null || versions.root().batch >= accepted.batch());
            if (!here && loader.holds(accepted)) {
                StateTable<K, S> loaded = loader.load(accepted);
                table = loaded;
                versions = new Versions(loaded, accepted.id(), accepted.batch());
                whole = true;
                measure();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Visits the version of an accepted increment, or which keys differ between it and the one that was stored last. Where it is not known
     * what has changed since that one, the whole of it is visited.
     */
    void visit(StateTarget target, String accepted, @Nullable String since, StateVisitor<K, S> visitor)
            throws InterruptedException, IOException {
        acquire(target);
        try {
            Versions.Version wanted = whole ? versions.find(accepted) : null;
            if (wanted == null) {
                throw lost(accepted, target);
            }
            changing(() -> {
                versions.moveTo(wanted);
                versions.keepFrom(wanted);
            });
            Changes changes = since == null ? null : versions.changesSince(since);
            visitor.begin(changes == null);
            if (changes == null) {
                table.visit(visitor);
            } else {
                changes.visit(table, visitor);
            }
        } finally {
            leave();
        }
    }

    /** Makes the session's changes a version of their own. */
    Increment commit(StateTarget target, ChangeLog log) {
        int touched = 0;
        int removed = 0;
        for (int place = 0; place < log.size(); place++) {
            int slot = log.slot(place);
            if (table.isAlive(slot)) {
                touched++;
            } else {
                touched += table.isMoved(slot) ? 0 : 1;
                removed += log.hasState(place) && !table.hasState(slot) ? 1 : 0;
            }
        }
        lastTouched = log.size();
        String parent = versions.live().id;
        String id = target.batch() + "-" + target.partition() + "-" + origin + "-" + counter.getAsLong();
        versions.commit(id, target.batch(), log);
        return new Increment(
                target.operator(),
                target.partition(),
                target.partitions(),
                target.batch(),
                id,
                parent,
                table.size(),
                touched,
                removed);
    }

    /** Takes the session's changes back. */
    void rollback(ChangeLog log) {
        changing(() -> versions.rollback(log));
    }

    /** Lets the next session in. */
    void leave() {
        measure();
        lock.unlock();
    }

    /** Whether this thread has the session. */
    boolean isEnteredHere() {
        return lock.isHeldByCurrentThread();
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
            table = new StateTable<>();
            versions = new Versions(table);
            whole = true;
        }
        Versions.Version start = versions.find(wanted);
        if (start == null) {
            throw lost(wanted, target);
        }
        if (target.batch() <= start.batch) {
            throw new IllegalArgumentException("the state of " + target + " can't be built on increment " + wanted
                    + " of batch " + start.batch + ": give the accepted increment of an earlier batch");
        }
        changing(() -> {
            versions.moveTo(start);
            versions.watchFrom(target.stored());
            versions.keepFrom(start);
            versions.compact();
        });
    }

    /** Runs a change that must not stop half-way; if it does (no memory, a key's equals throws), the state counts as lost. */
    private void changing(Runnable change) {
        whole = false;
        change.run();
        whole = true;
    }

    private void measure() {
        size = new StateSize(
                size.operator(),
                size.partition(),
                size.partitions(),
                table.size(),
                table.slots(),
                versions.count(),
                versions.remembered(),
                versions.undone());
    }

    private StateLostException lost(String wanted, StateTarget target) {
        Versions.Version root = versions.root();
        String name = wanted.equals(Increment.EMPTY) ? "the empty state" : "increment " + wanted;
        String here = root.id.equals(Increment.EMPTY)
                ? versions.count() == 1
                        ? "this executor has none"
                        : "this executor has none that was accepted, only increment " + versions.live().id
                : "this executor has it from increment " + root.id + " of batch " + root.batch + " on, now increment "
                        + versions.live().id;
        String advice = target.batch() <= root.batch
                ? "The task is left over from a batch that is done; its failure changes nothing."
                : "The executor is new, or another one has computed this partition since: go back to the last checkpoint.";
        return new StateLostException(target, wanted, name + " is wanted, but " + here + ". " + advice);
    }
}
