package io.sakia.streaming.state;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a state between which one can still move, as a tree: one is live, and each edge knows what differs between its two ends.
 *
 * <pre>
 *            ┌── 4a      the first attempt at batch 4, whose result was lost
 *   3 ───────┤
 *   root     └── 4b      live: the second attempt
 *
 *   moveTo(4a)     goes up the edge of 4b, then down that of 4a
 *   keepFrom(4a)   forgets all but 4a
 * </pre>
 *
 * <p>A mere stack of undo logs would not do: where two attempts at a batch commit one after the other, either may turn out to
 * be the one that the driver accepted, and a task left over from a former batch must not take later batches away. Here nothing
 * is forgotten before the driver has let go of it.
 *
 * @param <E> the edges
 */
final class VersionTree<E> {
    private final Map<String, Version<E>> byId = new LinkedHashMap<>(); // a parent stands before its children
    private Version<E> root;
    private Version<E> live;

    /** One version. */
    VersionTree(String id, long batch) {
        root = new Version<>(id, batch, null, null, 0);
        live = root;
        byId.put(id, root);
    }

    /** The version of that id, or null if it is not among them. */
    @Nullable
    Version<E> find(String id) {
        return byId.get(id);
    }

    /** The oldest version that can be gone back to. */
    Version<E> root() {
        return root;
    }

    Version<E> live() {
        return live;
    }

    /** How many versions there are. */
    int count() {
        return byId.size();
    }

    /** Makes a version that stands on the live one, and that the live one. */
    void commit(String id, long batch, E edge) {
        Version<E> next = new Version<>(id, batch, live, edge, live.depth + 1);
        byId.put(id, next);
        live = next;
    }

    /** Makes a version the live one, going up edges and then down. If an edge can't be gone, the live one is where the way ended. */
    void moveTo(Version<E> target, Consumer<E> up, Consumer<E> down) {
        List<Version<E>> way = new ArrayList<>();
        Version<E> from = live;
        Version<E> to = target;
        while (from != to) {
            if (from.depth > to.depth) {
                up.accept(from.edge());
                from = from.parent();
                live = from;
            } else {
                way.add(to);
                to = to.parent();
            }
        }
        for (int i = way.size() - 1; i >= 0; i--) {
            down.accept(way.get(i).edge());
            live = way.get(i);
        }
    }

    /** The edges from the root to a version, in this order. */
    List<E> edgesTo(Version<E> version) {
        List<E> edges = new ArrayList<>();
        for (Version<E> each = version; each != root; each = each.parent()) {
            edges.add(0, each.edge());
        }
        return edges;
    }

    /** All edges. */
    List<E> edges() {
        List<E> edges = new ArrayList<>(byId.size());
        for (Version<E> version : byId.values()) {
            if (version.edge != null) {
                edges.add(version.edge);
            }
        }
        return edges;
    }

    /** Makes a version on which the live one stands the root; tells which edges are forgotten, among them that to the new root. */
    void keepFrom(Version<E> oldest, Consumer<E> forgotten) {
        if (oldest == root) {
            return;
        }
        for (Iterator<Version<E>> versions = byId.values().iterator(); versions.hasNext(); ) {
            Version<E> version = versions.next();
            version.kept = version == oldest || (version.parent != null && version.parent.kept);
            if (!version.kept) {
                versions.remove();
                if (version.edge != null) {
                    forgotten.accept(version.edge);
                }
            }
        }
        forgotten.accept(oldest.edge());
        oldest.parent = null;
        oldest.edge = null;
        root = oldest;
    }

    /** One version. */
    static final class Version<E> {
        final String id;
        final long batch;
        private final long depth;
        private @Nullable Version<E> parent;
        private @Nullable E edge;
        private boolean kept;

        private Version(String id, long batch, @Nullable Version<E> parent, @Nullable E edge, long depth) {
            this.id = id;
            this.batch = batch;
            this.parent = parent;
            this.edge = edge;
            this.depth = depth;
        }

        boolean standsOn(Version<E> older) {
            Version<E> version = this;
            while (version.depth > older.depth) {
                version = version.parent();
            }
            return version == older;
        }

        private Version<E> parent() {
            return Objects.requireNonNull(parent);
        }

        private E edge() {
            return Objects.requireNonNull(edge);
        }
    }
}
