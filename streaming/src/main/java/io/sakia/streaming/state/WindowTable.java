package io.sakia.streaming.state;

import io.sakia.Pair;
import io.sakia.column.Kind;
import io.sakia.column.RecordColumns;
import io.sakia.function.Function;
import io.sakia.streaming.state.VersionTree.Version;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The windows of all keys of a partition, and the versions of them between which one can still move.
 *
 * <pre>
 *   KeySlots      which slot a key has          grows at its end; an edge takes back what it added
 *   OpenPane      partials of the newest pane   changed in place; an edge takes back what it changed
 *   WindowState   closed panes and totals       immutable; an edge has the one before and the one after
 * </pre>
 *
 * <p>So a batch that puts nothing out costs what it brings; a slide copies the totals, which is little beside looking at each of them. Keys are in the
 * order in which they came; one that comes again when all it had has left comes last.
 *
 * <p>Used by one thread at a time.
 */
final class WindowTable {
    private static final int FEW = 16;

    private final KeySlots keys;
    private final OpenPane open = new OpenPane();
    private WindowState state;
    private final VersionTree<Edge> versions;

    private @Nullable String since; // the version since which it is known what was touched
    private int sinceSlots; // how many slots there were in it
    private BitSet touched = new BitSet();
    private long evicted;
    private long remembered;
    private long undone;

    // Of the session that is open.
    private WindowState begun;
    private int begunSlots;
    private @Nullable Slice closed;
    private int removed;

    /** The empty version. */
    WindowTable(boolean running) {
        this(new KeySlots(), null, WindowState.empty(running), Increment.EMPTY, -1);
    }

    /** One version. */
    WindowTable(KeySlots keys, @Nullable Slice opened, WindowState state, String id, long batch) {
        this.keys = keys;
        if (opened != null) {
            open.load(opened, keys.room());
        }
        this.state = state;
        this.begun = state;
        versions = new VersionTree<>(id, batch);
    }

    /** The keys; with {@link #open} and {@link #state} for whoever fills or visits the table. */
    KeySlots keys() {
        return keys;
    }

    OpenPane open() {
        return open;
    }

    WindowState state() {
        return state;
    }

    VersionTree<Edge> versions() {
        return versions;
    }

    /** How many keys have anything in the window. */
    int size() {
        return state.keys() + keys.used() - state.seen();
    }

    /** How many changed places and closed panes are held for going back. */
    long remembered() {
        return remembered;
    }

    /** How many changes were taken back or done again so far. */
    long undone() {
        return undone;
    }

    /** Makes a version the live one and the oldest, and lets it be known what is touched since the stored version. */
    void start(Version<Edge> start, @Nullable String stored) {
        moveTo(start);
        keepFrom(start);
        if (!Objects.equals(stored, since)) {
            since = start.id.equals(stored) ? stored : null;
            sinceSlots = keys.used();
            touched = new BitSet();
        }
        compact();
        beginSession();
    }

    /** Makes a version, on which the live one stands, the oldest. */
    void keepFrom(Version<Edge> oldest) {
        versions.keepFrom(oldest, edge -> remembered -= edge.size());
    }

    /** Makes a version the live one. */
    void moveTo(Version<Edge> version) {
        versions.moveTo(version, this::undo, this::redo);
    }

    private void beginSession() {
        begun = state;
        begunSlots = keys.used();
        closed = null;
        removed = 0;
        open.beginSession();
    }

    /**
     * Sees to it that a pane is the open one.
     *
     * @throws IllegalArgumentException when a newer one is
     */
    void openPane(long pane) {
        if (pane == open.number()) {
            return;
        }
        if (pane < open.number()) {
            throw new IllegalArgumentException("pane " + pane + " is closed, because pane " + open.number()
                    + " is open already: add in the order of panes, or send what is late elsewhere");
        }
        if (open.changes() > 0 || (closed != null && open.size() > 0)) {
            throw new IllegalStateException("the session has brought records of pane " + open.number()
                    + " already: those of pane " + pane + " need one of their own");
        }
        if (closed == null) {
            closed = open.slice();
            state = open.size() == 0 ? state : state.closing(closed);
        }
        open.begin(pane);
    }

    /** The slot of a key, or −1 if it has nothing in the window. */
    int find(int keyKind, long keyBits, @Nullable Object key, long hash) {
        int slot = keys.find(keyKind, keyBits, key, hash);
        return slot < 0 || state.isAlive(slot) ? slot : -1;
    }

    /** A slot for a key that has none, which is to be added next. */
    int append(int keyKind, long keyBits, @Nullable Object key, long hash) {
        return keys.append(keyKind, keyBits, key, hash);
    }

    /** Adds a partial of a slot to the open pane. */
    void add(int slot, int kind, long bits, @Nullable Object value, SlideLoops loops) throws Exception {
        if (state.ahead() != null && state.pending().isEmpty()) {
            state = state.withoutAhead();
        }
        int place = open.find(slot);
        if (place >= 0) {
            open.willChange(place);
            loops.merge(open.partials(), place, kind, bits, value);
        } else {
            open.partials().set(open.append(slot, keys.room()), kind, bits, value);
        }
    }

    /** Whether the key of a slot has another slot, and with it anything in the window. */
    boolean isAliveElsewhere(int slot) {
        Object key = keys.key(slot);
        int kind = Kind.of(key);
        int last = keys.find(kind, Kind.keyBits(kind, key), key, keys.hash(slot));
        return last != slot && state.isAlive(last);
    }

    /** Lets go of panes before the first, and puts out all results. */
    void slide(
            long first,
            long last,
            SlideLoops loops,
            @Nullable Function<Pair<Object, Object>, Boolean> wanted,
            RecordColumns<Object> out) {
        if (open.number() < last && closed == null && open.changes() == 0) {
            openPane(last);
        }
        Slide slide = new Slide(state, keys, open, loops, first, last - first + 1, since == null ? null : touched);
        state = slide.run(wanted, out);
        evicted += slide.evicted();
        removed += slide.removed();
    }

    /** Ends the session with a version of its own. */
    void commit(String id, long batch) {
        if (since != null) {
            for (int i = 0; i < open.changes(); i++) {
                touched.set(open.changedSlot(i));
            }
        }
        Edge edge = new Edge(begun, state, begunSlots, closed, open.undo());
        versions.commit(id, batch, edge);
        remembered += edge.size();
        beginSession();
    }

    /** Ends the session as if it had not been. */
    void rollback() {
        back(new Edge(begun, state, begunSlots, closed, open.undo()));
        beginSession();
    }

    /** How many keys the session has put, or removed. */
    int touched() {
        return open.changes() + removed;
    }

    /** How many keys the session has removed. */
    int removed() {
        return removed;
    }

    /**
     * Visits the live version: the keys that were touched since an older one, or all of them where that is not known.
     *
     * @param older the version that the visitor knows, or null if it knows none
     */
    <K, A extends @Nullable Object> void visit(@Nullable String older, StateVisitor<K, KeyPanes<A>> visitor)
            throws IOException {
        boolean known = older != null && older.equals(since);
        new WindowVisit(this).visit(known ? touched : null, sinceSlots, visitor);
    }

    private void undo(Edge edge) {
        edge.keep(keys, open);
        back(edge);
    }

    private void back(Edge edge) {
        keys.truncate(edge.slots);
        if (edge.closed == null) {
            open.undo(edge.undo);
        } else {
            open.load(edge.closed, keys.room());
        }
        state = edge.before;
        undone += edge.size();
    }

    private void redo(Edge edge) {
        edge.restore(keys, open);
        state = edge.after;
        undone += edge.size();
    }

    /** Drops slots that nobody needs when that pays: when they are many, and as much has left as has to be looked at. */
    private void compact() {
        int dead = keys.used() - size();
        if (versions.count() > 1 || dead <= FEW + size() / 2 || evicted < (state.entries() + open.size()) / 16) {
            return;
        }
        int used = keys.used();
        int[] newSlots = new int[used];
        Arrays.fill(newSlots, -1);
        int kept = 0;
        int keptSince = 0;
        BitSet keptTouched = new BitSet();
        for (int slot = 0; slot < used; slot++) {
            boolean told = since != null && slot < sinceSlots && touched.get(slot);
            if (told || state.isAlive(slot)) {
                newSlots[slot] = kept;
                keptTouched.set(kept, touched.get(slot));
                kept++;
            }
            keptSince = slot + 1 == sinceSlots ? kept : keptSince;
        }
        state = state.renumber(newSlots, kept);
        keys.renumber(newSlots, kept);
        open.renumber(newSlots);
        touched = keptTouched;
        sinceSlots = Math.min(keptSince, kept);
        evicted = 0;
    }

    /** What differs between two versions: how to go back, and, once gone back, how to come again. */
    static final class Edge {
        private final WindowState before;
        private final WindowState after;
        private final int slots;
        private final @Nullable Slice closed;
        private final OpenPane.Undo undo;
        private @Nullable Cells addedKeys;
        private long[] addedHashes = {};
        private @Nullable Slice opened;

        private Edge(WindowState before, WindowState after, int slots, @Nullable Slice closed, OpenPane.Undo undo) {
            this.before = before;
            this.after = after;
            this.slots = slots;
            this.closed = closed;
            this.undo = undo;
        }

        private long size() {
            return undo.places().length + (closed == null ? 0L : closed.size());
        }

        private void keep(KeySlots keys, OpenPane open) {
            addedKeys = keys.keysFrom(slots);
            addedHashes = keys.hashesFrom(slots);
            opened = open.slice();
        }

        private void restore(KeySlots keys, OpenPane open) {
            keys.append(Objects.requireNonNull(addedKeys), addedHashes);
            open.load(Objects.requireNonNull(opened), keys.room());
            addedKeys = null;
            addedHashes = new long[0];
            opened = null;
        }
    }
}
