package io.sakia.streaming.state;

import io.sakia.streaming.state.VersionTree.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one table between which a store can still move: each edge holds the log of what differs between its two ends. And which keys have
 * changed since the version that is stored, which is older than all of them.
 *
 * <pre>
 *                                        ┌── log ── 4a      the first attempt at batch 4, whose result was lost
 *   1 ─── changes: which keys ──── 3 ────┤
 *   stored                         root  └── log ── 4b      live: the second attempt
 *
 *   moveTo(4a)     exchanges the states in the log of 4b, then those in the log of 4a
 *   keepFrom(4a)   moves to 4a, forgets all the rest, and takes the keys in the log of 4a into the changes
 * </pre>
 *
 * <p>Moving costs as much as was touched on the way, whatever the size of the table (Baker, "Shallow Binding Makes Functional Arrays Fast", 1991).
 */
final class Versions {
    private final StateTable<?, ?> table;
    private final VersionTree<ChangeLog> tree;
    private @Nullable String since; // the version since which the changes up to the root are known
    private Changes changes = new Changes();
    private long remembered;
    private long objects; // of what is remembered
    private long undone;

    /** The empty version of an empty table. */
    Versions(StateTable<?, ?> table) {
        this(table, Increment.EMPTY, -1);
    }

    /** The one version of a table, of that id and batch. */
    Versions(StateTable<?, ?> table, String id, long batch) {
        this.table = table;
        tree = new VersionTree<>(id, batch);
    }

    /** The versions themselves. */
    VersionTree<ChangeLog> tree() {
        return tree;
    }

    /** How many former states the logs hold. */
    long remembered() {
        return remembered;
    }

    /** How many states have been exchanged so far. */
    long undone() {
        return undone;
    }

    /** How many of these are objects. */
    long objects() {
        return objects;
    }

    /** Makes what a session did to the live version a version of its own, and that the live one. */
    void commit(String id, long batch, ChangeLog log) {
        log.trim();
        tree.commit(id, batch, log);
        remembered += log.size();
        objects += log.objects();
    }

    /** Takes back what a session did to the live version. */
    void rollback(ChangeLog log) {
        table.restore(log);
        undone += log.size();
    }

    /** Puts a version into the table. */
    void moveTo(Version<ChangeLog> target) {
        tree.moveTo(target, this::exchange, this::exchange);
    }

    /** Makes a version the root, moving to it if the live one does not stand on it; forgets what does not stand on it. */
    void keepFrom(Version<ChangeLog> oldest) {
        if (oldest == tree.root()) {
            return;
        }
        if (!tree.live().standsOn(oldest)) {
            moveTo(oldest);
        }
        if (since != null) {
            tree.edgesTo(oldest).forEach(changes::add);
        }
        tree.keepFrom(oldest, log -> {
            remembered -= log.size();
            objects -= log.objects();
        });
    }

    /**
     * Lets it be known which keys change from a version on, which has been stored. Nothing happens if it is known already. If the version is
     * gone, it can't be known.
     *
     * @param stored the version's id; null if nothing is stored
     */
    void watchFrom(@Nullable String stored) {
        if (!Objects.equals(stored, since)) {
            Version<ChangeLog> version = stored == null ? null : tree.find(stored);
            if (version != null && tree.live().standsOn(version)) {
                keepFrom(version);
                since = stored;
            } else {
                since = null;
            }
            changes = new Changes();
        }
    }

    /** What differs between the root and an older version; null if that is not known. */
    @Nullable
    Changes changesSince(String older) {
        return older.equals(since) ? changes : null;
    }

    /** Drops dead slots from the table when that pays; never while a session is open. */
    void compact() {
        if (table.isWorthCompacting(remembered + changes.held())) {
            List<StateTable.SlotHolder> holders = new ArrayList<>(tree.edges());
            holders.add(changes);
            table.compact(holders);
        }
    }

    private void exchange(ChangeLog log) {
        table.exchange(log);
        undone += log.size();
    }
}
