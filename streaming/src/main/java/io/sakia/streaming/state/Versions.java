package io.sakia.streaming.state;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one table between which a store can still move, as a tree: one is live in the table, and each edge holds the
 * log of what differs between its two ends. And which keys have changed since the version that is stored, which is older than all of them.
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
 * <p>A mere stack of undo logs would not do: where two attempts at a batch commit one after the other, either may turn out to
 * be the one that the driver accepted, and a task left over from a former batch must not take later batches away. Here nothing
 * is forgotten before the driver has let go of it. Moving costs as much as was touched on the way, whatever the size of the
 * table (Baker, "Shallow Binding Makes Functional Arrays Fast", 1991).
 */
final class Versions {
    private final StateTable<?, ?> table;
    private final Map<String, Version> byId = new LinkedHashMap<>(); // a parent stands before its children
    private Version root;
    private Version live;
    private @Nullable String since; // the version since which the changes up to the root are known
    private Changes changes = new Changes();
    private long remembered;
    private long undone;

    /** The empty version of an empty table. */
    Versions(StateTable<?, ?> table) {
        this(table, Increment.EMPTY, -1);
    }

    /** The one version of a table, of that id and batch. */
    Versions(StateTable<?, ?> table, String id, long batch) {
        this.table = table;
        root = new Version(id, batch, null, new ChangeLog(), 0);
        live = root;
        byId.put(root.id, root);
    }

    /** The version of that id, or null if it is not among them. */
    @Nullable
    Version find(String id) {
        return byId.get(id);
    }

    /** The oldest version that can be gone back to. */
    Version root() {
        return root;
    }

    /** The version that is in the table. */
    Version live() {
        return live;
    }

    /** How many versions there are. */
    int count() {
        return byId.size();
    }

    /** How many former states the logs hold. */
    long remembered() {
        return remembered;
    }

    /** How many states have been exchanged so far. */
    long undone() {
        return undone;
    }

    /** Makes what a session did to the live version a version of its own, and that the live one. */
    void commit(String id, long batch, ChangeLog log) {
        log.trim();
        Version next = new Version(id, batch, live, log, live.depth + 1);
        byId.put(id, next);
        live = next;
        remembered += log.size();
    }

    /** Takes back what a session did to the live version. */
    void rollback(ChangeLog log) {
        exchange(log);
    }

    /** Puts a version into the table. */
    void moveTo(Version target) {
        List<Version> down = new ArrayList<>();
        Version up = live;
        Version other = target;
        while (up != other) {
            if (up.depth > other.depth) {
                exchange(up.log);
                up = up.parent();
            } else {
                down.add(other);
                other = other.parent();
            }
        }
        for (int i = down.size() - 1; i >= 0; i--) {
            exchange(down.get(i).log);
        }
        live = target;
    }

    /** Makes a version the root, moving to it if the live one does not stand on it; forgets what does not stand on it. */
    void keepFrom(Version oldest) {
        if (oldest == root) {
            return;
        }
        if (!live.standsOn(oldest)) {
            moveTo(oldest);
        }
        for (Iterator<Version> versions = byId.values().iterator(); versions.hasNext(); ) {
            Version version = versions.next();
            version.kept = version == oldest || (version.parent != null && version.parent.kept);
            if (!version.kept) {
                versions.remove();
                remembered -= version.log.size();
            }
        }
        remembered -= oldest.log.size();
        if (since != null) {
            change(oldest);
        }
        oldest.parent = null;
        oldest.log = new ChangeLog();
        root = oldest;
    }

    private void change(Version newest) {
        if (newest != root) {
            change(newest.parent());
            changes.add(newest.log);
        }
    }

    /**
     * Lets it be known which keys change from a version on, which has been stored. Nothing happens if it is known already. If the version is
     * gone, it can't be known.
     *
     * @param stored the version's id; null if nothing is stored
     */
    void watchFrom(@Nullable String stored) {
        if (!Objects.equals(stored, since)) {
            Version version = stored == null ? null : byId.get(stored);
            if (version != null && live.standsOn(version)) {
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
            List<StateTable.SlotHolder> holders = new ArrayList<>(byId.size() + 1);
            byId.values().forEach(version -> holders.add(version.log));
            holders.add(changes);
            table.compact(holders);
        }
    }

    private void exchange(ChangeLog log) {
        table.exchange(log);
        undone += log.size();
    }

    /** One version. */
    static final class Version {
        final String id;
        final long batch;
        private final long depth;
        private @Nullable Version parent;
        private ChangeLog log; // between the parent and this
        private boolean kept;

        Version(String id, long batch, @Nullable Version parent, ChangeLog log, long depth) {
            this.id = id;
            this.batch = batch;
            this.parent = parent;
            this.log = log;
            this.depth = depth;
        }

        boolean standsOn(Version older) {
            Version version = this;
            while (version.depth > older.depth) {
                version = version.parent();
            }
            return version == older;
        }

        private Version parent() {
            return Objects.requireNonNull(parent);
        }
    }
}
