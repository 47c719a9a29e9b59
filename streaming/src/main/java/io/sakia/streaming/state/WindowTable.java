package io.sakia.streaming.state;

import io.sakia.Pair;
import io.sakia.column.Kind;
import io.sakia.column.RecordColumns;
import io.sakia.function.Function;
import io.sakia.streaming.state.VersionTree.Version;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The windows of all keys of a partition, and the versions of them between which one can still move.
 *
 * <pre>
 *   KeySlots      which slot a key has           grows at its end; an edge takes back what it added
 *   OpenPanes     partials of the newest panes   changed in place; an edge takes back what it changed
 *   WindowState   closed panes and totals        immutable; an edge has the one before and the one after
 * </pre>
 *
 * <p>By the time of batches one pane is open, which closes when the next one opens; a {@link #slide} may come before. By event time a pane stays
 * open until a window {@linkplain #end ends} with it or later.
 *
 * <p>So a batch that puts nothing out costs what it brings; a slide copies the totals, which is little beside looking at each of them. Keys are in the
 * order in which they came; one that comes again when all it had has left comes last.
 *
 * <p>Used by one thread at a time.
 */
final class WindowTable {
    private static final int FEW = 16;

    private final KeySlots keys;
    private final OpenPanes open = new OpenPanes();
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
    private int removed;

    /** The empty version. */
    WindowTable(boolean running) {
        this(new KeySlots(), List.of(), WindowState.empty(running), Increment.EMPTY, -1);
    }

    /** One version, in which some panes are open. */
    WindowTable(KeySlots keys, List<Slice> opened, WindowState state, String id, long batch) {
        this.keys = keys;
        open.load(opened);
        this.state = state;
        this.begun = state;
        versions = new VersionTree<>(id, batch);
    }

    /** The keys; with {@link #open} and {@link #state} for whoever fills or visits the table. */
    KeySlots keys() {
        return keys;
    }

    OpenPanes open() {
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
        removed = 0;
        open.beginSession();
    }

    /**
     * Sees to it that a pane is the only one that is open.
     *
     * @throws IllegalArgumentException when a newer one is
     */
    void openPane(long pane) {
        OpenPane newest = open.newest();
        if (newest != null) {
            if (pane == newest.number()) {
                return;
            }
            if (pane < newest.number()) {
                throw new IllegalArgumentException("pane " + pane + " is closed, because pane " + newest.number()
                        + " is open already: add in the order of panes, or send what is late elsewhere");
            }
            if (newest.touch() != null && newest.changes() > 0) {
                throw new IllegalStateException("the session has brought records of pane " + newest.number()
                        + " already: those of pane " + pane + " need one of their own");
            }
            for (Slice closed : open.close(pane - 1)) {
                state = state.closing(closed);
            }
        }
        open.toAdd(pane);
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
        OpenPane pane = open.toAdd(Objects.requireNonNull(open.newest()).number());
        int place = pane.find(slot);
        if (place >= 0) {
            pane.willChange(place);
            loops.merge(pane.partials(), place, kind, bits, value);
        } else {
            pane.partials().set(open.append(pane, slot), kind, bits, value);
        }
    }

    /**
     * Adds a record of a slot to a pane, which may be any.
     *
     * @return the partial that it was the first record of, where that is an object; null if not
     */
    @Nullable
    Object addRecord(int slot, long number, Object record, SlideLoops loops) throws Exception {
        OpenPane pane = open.toAdd(number);
        int place = pane.find(slot);
        if (place < 0) {
            return loops.begin(pane.partials(), open.append(pane, slot), record);
        }
        loops.add(pane.partials(), place, record, pane.willChange(place));
        return null;
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
        OpenPane newest = open.newest();
        if (newest == null || (newest.number() < last && open.touched().isEmpty())) {
            openPane(last);
        }
        Slide slide = slide(first, last, loops);
        state = slide.run(wanted, out);
        count(slide);
    }

    /** Ends a window of event time: closes all panes up to its last one, and puts out its results. */
    void end(long first, long last, SlideLoops loops, RecordColumns<Object> out) {
        List<Slice> closing = open.close(last);
        Slide slide = slide(first, last, loops);
        state = slide.end(closing, out);
        count(slide);
    }

    /** Lets go of all that has closed, as no window will end that has any of it. */
    void forget(SlideLoops loops) {
        Slide slide = slide(0, 0, loops);
        state = slide.forget();
        count(slide);
    }

    private Slide slide(long first, long last, SlideLoops loops) {
        return new Slide(state, keys, open, loops, first, last - first + 1, since == null ? null : touched);
    }

    private void count(Slide slide) {
        evicted += slide.evicted();
        removed += slide.removed();
    }

    /** Ends the session with a version of its own. */
    void commit(String id, long batch) {
        if (since != null) {
            for (OpenPane pane : open.touched()) {
                for (int i = 0; i < pane.changes(); i++) {
                    touched.set(pane.changedSlot(i));
                }
            }
        }
        Edge edge = new Edge(begun, state, begunSlots, open.changesOfSession());
        versions.commit(id, batch, edge);
        remembered += edge.size();
        beginSession();
    }

    /** Ends the session as if it had not been. */
    void rollback() {
        back(new Edge(begun, state, begunSlots, open.changesOfSession()));
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
        edge.keep(keys);
        back(edge);
    }

    private void back(Edge edge) {
        keys.truncate(edge.slots);
        open.undo(edge.panes);
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
        if (versions.count() > 1 || dead <= FEW + size() / 2 || evicted < (state.entries() + open.entries()) / 16) {
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
        private final List<OpenPanes.Change> panes;
        private @Nullable Cells addedKeys;
        private long[] addedHashes = {};

        private Edge(WindowState before, WindowState after, int slots, List<OpenPanes.Change> panes) {
            this.before = before;
            this.after = after;
            this.slots = slots;
            this.panes = panes;
        }

        private long size() {
            long size = 0;
            for (OpenPanes.Change pane : panes) {
                size += pane.size();
            }
            return size;
        }

        private void keep(KeySlots keys) {
            addedKeys = keys.keysFrom(slots);
            addedHashes = keys.hashesFrom(slots);
            OpenPanes.keep(panes);
        }

        private void restore(KeySlots keys, OpenPanes open) {
            keys.append(Objects.requireNonNull(addedKeys), addedHashes);
            open.redo(panes);
            addedKeys = null;
            addedHashes = new long[0];
        }
    }
}
