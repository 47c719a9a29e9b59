package io.sakia.streaming.state;

import io.sakia.streaming.state.VersionTree.Version;
import java.io.IOException;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store that holds states by key: in one table, where former states go to a log. */
final class StateStore<K, S> extends PartitionStore<K, S> {
    private final MappingLoops loops;
    private final @Nullable StateSpace space;
    private final String owner;
    private StateTable<K, S> table;
    private Versions versions;
    private @Nullable ChangeLog open;
    private @Nullable StateTable<K, S> loading;
    private int lastTouched;
    private @Nullable TimerIndex timers;

    /**
     * An empty store.
     *
     * @param loops the loops of all stores
     * @param space the memory of all stores, or null if there is no limit
     */
    StateStore(StateTarget first, String origin, LongSupplier counter, MappingLoops loops, @Nullable StateSpace space) {
        super(first, origin, counter);
        this.loops = loops;
        this.space = space;
        this.owner =
                "operator '" + first.operator() + "', partition " + first.partition() + " of " + first.partitions();
        this.table = new StateTable<>(0, cold());
        this.versions = new Versions(table);
    }

    /** How many slots the last session changed, as the next one is likely to. */
    int lastTouched() {
        return lastTouched;
    }

    /** What is due when, of states that are all {@link Due}. */
    TimerIndex timers() {
        TimerIndex index = timers;
        if (index == null) {
            index = TimerIndex.of(table);
            timers = index;
        }
        return index;
    }

    /** The loops of functions over states. */
    MappingLoops loops() {
        return loops;
    }

    /**
     * Waits for the session that is open, then opens one at the accepted increment, or at the empty state.
     *
     * @param codec refuses what could not be stored, or null where nothing will be
     * @param writing how states are written when memory is short, or null where they never are
     */
    StateSession<K, S> open(
            StateTarget target,
            @Nullable Increment accepted,
            StateCopier<S> copier,
            @Nullable StateCodec<K, S> codec,
            @Nullable Supplier<StateCodec<K, S>> writing)
            throws InterruptedException {
        enter(target, accepted);
        ColdSlots<K, S> cold = table.cold();
        if (cold != null && writing != null && !cold.hasCodec()) {
            cold.use(writing.get());
        }
        StateSession<K, S> session = new StateSession<>(this, table, target, copier, codec);
        open = session.log();
        return session;
    }

    @Override
    VersionTree<?> versions() {
        return versions.tree();
    }

    @Override
    void clear() {
        replace(new StateTable<>(0, cold()));
        versions = new Versions(table);
    }

    @Override
    StateTable<K, S> tableFor(StateLoader<K, S> loader, Increment accepted) {
        forget(loading); // it was not filled to the end
        ColdSlots<K, S> cold = cold();
        if (cold != null) {
            cold.use(loader.codec());
        }
        StateTable<K, S> empty = new StateTable<>(accepted.keys(), cold);
        loading = empty;
        return empty;
    }

    @Override
    void fill(StateTable<K, S> loaded, Increment accepted) {
        loading = null;
        replace(loaded);
        versions = new Versions(loaded, accepted.id(), accepted.batch());
    }

    @Override
    void start(String id, @Nullable String stored) {
        Version<ChangeLog> start = version(id);
        leaveFor(start);
        versions.moveTo(start);
        versions.watchFrom(stored);
        versions.keepFrom(start);
        versions.compact();
        if (timers != null
                && timers.isWorthRenewing(table.size())
                && versions.tree().count() == 1) {
            timers = null;
        }
    }

    @Override
    void show(String id) {
        Version<ChangeLog> version = version(id);
        leaveFor(version);
        versions.moveTo(version);
        versions.keepFrom(version);
    }

    @Override
    void visit(@Nullable String since, StateVisitor<K, S> visitor) throws IOException {
        Changes changes = since == null ? null : versions.changesSince(since);
        visitor.begin(changes == null);
        if (changes == null) {
            table.visit(visitor);
        } else {
            changes.visit(table, visitor);
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
        open = null;
        String parent = versions.tree().live().id;
        String id = newId(target);
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
        open = null;
        if (timers != null) {
            timers.restore();
        }
        changing(() -> versions.rollback(log));
    }

    /** Before another version is moved to, or the same one is made the oldest that there is. */
    private void leaveFor(Version<ChangeLog> next) {
        if (timers != null) {
            if (next == versions.tree().live()) {
                timers.settle();
            } else {
                timers.restore();
            }
        }
    }

    @Override
    void settle() {
        ColdSlots<K, S> cold = table.cold();
        if (cold != null) {
            cold.settle();
        }
    }

    @Override
    StateSize measure(StateSize before) {
        return new StateSize(
                before.operator(),
                before.partition(),
                before.partitions(),
                table.size(),
                table.slots(),
                versions.tree().count(),
                versions.remembered(),
                versions.undone());
    }

    private @Nullable ColdSlots<K, S> cold() {
        return space == null ? null : new ColdSlots<>(space, owner, this::loggedObjects);
    }

    private long loggedObjects() {
        return versions.objects() + (open == null ? 0 : open.objects());
    }

    private void replace(StateTable<K, S> next) {
        forget(table);
        table = next;
        timers = null;
    }

    private void forget(@Nullable StateTable<K, S> old) {
        if (old != null && old.cold() != null) {
            old.cold().close();
        }
    }

    private Version<ChangeLog> version(String id) {
        return Objects.requireNonNull(versions.tree().find(id));
    }
}
