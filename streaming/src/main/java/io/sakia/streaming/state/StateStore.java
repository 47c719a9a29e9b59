package io.sakia.streaming.state;

import io.sakia.streaming.state.VersionTree.Version;
import java.io.IOException;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A store that holds states by key: in one table, where former states go to a log. */
final class StateStore<K, S> extends PartitionStore<K, S> {
    private final MappingLoops loops;
    private StateTable<K, S> table = new StateTable<>();
    private Versions versions = new Versions(table);
    private int lastTouched;

    /**
     * An empty store.
     *
     * @param loops the loops of all stores
     */
    StateStore(StateTarget first, String origin, LongSupplier counter, MappingLoops loops) {
        super(first, origin, counter);
        this.loops = loops;
    }

    /** How many slots the last session changed, as the next one is likely to. */
    int lastTouched() {
        return lastTouched;
    }

    /** The loops of functions over states. */
    MappingLoops loops() {
        return loops;
    }

    /**
     * Waits for the session that is open, then opens one at the accepted increment, or at the empty state.
     *
     * @param codec refuses what could not be stored, or null where nothing will be
     */
    StateSession<K, S> open(
            StateTarget target, @Nullable Increment accepted, StateCopier<S> copier, @Nullable StateCodec<K, S> codec)
            throws InterruptedException {
        enter(target, accepted);
        return new StateSession<>(this, table, target, copier, codec);
    }

    @Override
    VersionTree<?> versions() {
        return versions.tree();
    }

    @Override
    void clear() {
        table = new StateTable<>();
        versions = new Versions(table);
    }

    @Override
    void fill(StateTable<K, S> loaded, Increment accepted) {
        table = loaded;
        versions = new Versions(loaded, accepted.id(), accepted.batch());
    }

    @Override
    void start(String id, @Nullable String stored) {
        Version<ChangeLog> start = version(id);
        versions.moveTo(start);
        versions.watchFrom(stored);
        versions.keepFrom(start);
        versions.compact();
    }

    @Override
    void show(String id) {
        Version<ChangeLog> version = version(id);
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
        changing(() -> versions.rollback(log));
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

    private Version<ChangeLog> version(String id) {
        return Objects.requireNonNull(versions.tree().find(id));
    }
}
