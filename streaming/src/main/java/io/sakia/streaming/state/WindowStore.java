package io.sakia.streaming.state;

import io.sakia.streaming.state.VersionTree.Version;
import java.io.IOException;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A store that holds windows: by pane, all keys together. */
final class WindowStore<K, A extends @Nullable Object> extends PartitionStore<K, KeyPanes<A>> {
    private final boolean subtracts;
    private final boolean timed;
    private final SlideCopies copies;
    private WindowTable table;

    /**
     * An empty store.
     *
     * @param panes how it is stored, or would be
     * @param copies the loops of all stores
     */
    WindowStore(StateTarget first, String origin, LongSupplier counter, PanesFormat<?> panes, SlideCopies copies) {
        super(first, origin, counter);
        this.subtracts = panes.subtracts();
        this.timed = panes.isTimed();
        this.copies = copies;
        this.table = new WindowTable(subtracts);
    }

    /** Waits for the session that is open, then opens one at the accepted increment, or at no windows. */
    WindowSession<K, A> open(
            StateTarget target,
            @Nullable Increment accepted,
            @Nullable StateCodec<K, KeyPanes<A>> codec,
            WindowPlace<A> place)
            throws InterruptedException {
        enter(target, accepted);
        boolean opened = false;
        try {
            WindowSession<K, A> session =
                    new WindowSession<>(this, table, target, codec, place, place.loops(copies, table.keys()));
            opened = true;
            return session;
        } finally {
            if (!opened) {
                leave();
            }
        }
    }

    @Override
    VersionTree<?> versions() {
        return table.versions();
    }

    @Override
    void clear() {
        table = new WindowTable(subtracts);
    }

    @Override
    void fill(StateTable<K, KeyPanes<A>> loaded, Increment accepted) {
        table = WindowFill.table(loaded, subtracts, timed, accepted.id(), accepted.batch());
    }

    @Override
    void start(String id, @Nullable String stored) {
        table.start(version(id), stored);
    }

    @Override
    void show(String id) {
        table.moveTo(version(id));
        table.keepFrom(version(id));
    }

    @Override
    void visit(@Nullable String since, StateVisitor<K, KeyPanes<A>> visitor) throws IOException {
        table.visit(since, visitor);
    }

    /** Makes the session's changes a version of their own. */
    Increment commit(StateTarget target) {
        int touched = table.touched();
        int removed = table.removed();
        String parent = table.versions().live().id;
        String id = newId(target);
        table.commit(id, target.batch());
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
    void rollback() {
        changing(table::rollback);
    }

    @Override
    StateSize measure(StateSize before) {
        return new StateSize(
                before.operator(),
                before.partition(),
                before.partitions(),
                table.size(),
                table.keys().used(),
                table.versions().count(),
                table.remembered(),
                table.undone());
    }

    private Version<WindowTable.Edge> version(String id) {
        return Objects.requireNonNull(table.versions().find(id));
    }
}
