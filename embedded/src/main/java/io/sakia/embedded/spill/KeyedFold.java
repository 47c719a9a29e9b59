package io.sakia.embedded.spill;

import io.sakia.column.Column;
import io.sakia.column.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Folds the payloads of each key, in the order in which they come, within memory: a hybrid hash aggregation that keeps the order. Whether
 * anything had to go to disk shows neither in the order of the keys, which is that in which they were first seen, nor in the order in which
 * the payloads of a key are folded, and so not in the last bit of a sum.
 *
 * <pre>
 *            put ──► table ◄── put                     all keys in memory
 *                      │ memory is refused
 *                      ▼
 *   FROZEN   known keys ──► table                      the table takes no new key, but goes on folding those it has
 *            new keys ────► overflow [0] … [15]        raw payloads, by hash, with the number of their arrival
 *                      │ the table's accumulators grow, and memory is refused again
 *                      ▼
 *   CLOSED   all keys ────► overflow [0] … [15]        accumulators of the table first, raw payloads behind them
 *
 *   finish   table ─────► run   ┐
 *            [0] ─ fold ─► run  ├─ merged by first arrival as they are read ──► keys, results
 *            [15] ─ fold ─► run ┘  (each part by another KeyedFold, which may have to divide it again by other bits)
 * </pre>
 *
 * <p>What can't be divided, because all keys of a part have one hash, or can't be written, is kept in memory by force.
 *
 * @see <a href="https://doi.org/10.1145/152610.152611">Graefe, Query evaluation techniques for large databases, 1993</a>, section 4
 */
public final class KeyedFold implements AutoCloseable {
    private static final long[] IN_ORDER = {};

    private final Folder folder;
    private final Workspace space;
    private final Scope scope;
    private final int level;

    private AggregationTable table = new AggregationTable();
    /** The only columns so far, which need no index as long as they stay alone. */
    private @Nullable KeyedBucket alone;
    /** When each key of the table was seen; not kept on the first level, where it is the key's position. */
    private long[] seen = IN_ORDER;

    private final FoldedSize size;
    private @Nullable Overflow overflow;
    private long arrived;
    private boolean closed;
    private long beside;
    /** Whether everything stays in memory because it can't be divided further. */
    private final boolean forced;

    /** A fold of nothing yet. */
    public KeyedFold(Folder folder, Workspace space, Scope scope) {
        this(folder, space, scope, 0, false);
    }

    private KeyedFold(Folder folder, Workspace space, Scope scope, int level, boolean forced) {
        this.folder = folder;
        this.space = space;
        this.scope = scope;
        this.level = level;
        this.forced = forced;
        this.size = new FoldedSize(space, scope);
    }

    /** Is told how many keys are to be expected. */
    public void expect(int keys) {
        table.plan(keys);
    }

    /** Takes in a payload. */
    public void put(Object key, int tag, @Nullable Object payload) {
        int keyKind = Kind.of(key);
        int payloadKind = Kind.of(payload);
        long payloadBits = Kind.bits(payloadKind, payload);
        put(keyKind, Kind.keyBits(keyKind, key), key, tag, payloadKind, payloadBits, payload);
    }

    /** Takes in a payload; of key and payload the objects count where there are some, and the bits of a {@link Kind} else. */
    public void put(
            int keyKind,
            long keyBits,
            @Nullable Object key,
            int tag,
            int payloadKind,
            long payloadBits,
            @Nullable Object payload) {
        if (alone != null) {
            index(alone);
        }
        Object boxed = Objects.requireNonNull(Kind.box(keyKind, keyBits, key));
        put(boxed, AggregationTable.hash(boxed), tag, Kind.box(payloadKind, payloadBits, payload), -1);
    }

    /**
     * Takes columns over as they are, if they are the first to come; there is a table to put the next into otherwise. They may change from now
     * on.
     *
     * @param bytes what they hold, if that is known
     */
    public boolean adopts(KeyedBucket columns, long bytes) {
        if (alone == null && overflow == null && table.size() == 0) {
            alone = columns;
            size.adopted(bytes);
            return true;
        }
        if (alone != null) {
            index(alone);
        }
        return false;
    }

    /** The table, for a loop that folds into it by itself; null if something lies on disk, so that all must be put in. */
    public @Nullable AggregationTable table() {
        if (alone != null) {
            index(alone);
        }
        return overflow == null ? table : null;
    }

    /**
     * Notes the key that a loop inserted last, where keys or accumulators are objects.
     *
     * @param key null if it is a number
     * @param payload what was folded into its accumulator; may be null where its kind is that of a number
     * @return {@link #table()} as it is now
     */
    public @Nullable AggregationTable inserted(@Nullable Object key, int payloadKind, @Nullable Object payload) {
        if (size.inserted(table, key, payloadKind, payload)) {
            look();
        }
        return overflow == null ? table : null;
    }

    /**
     * Notes that a loop has folded into an accumulator, where accumulators are objects.
     *
     * @param payload what was folded; may be null where its kind is that of a number
     * @return {@link #table()} as it is now
     */
    public @Nullable AggregationTable folded(int position, int payloadKind, @Nullable Object payload) {
        if (size.folded(table, position, payloadKind, payload)) {
            look();
        }
        return overflow == null ? table : null;
    }

    /** Is told how many bytes a loop holds beside the table. */
    public void beside(long bytes) {
        beside = bytes;
    }

    /** What was folded; nothing is put in afterwards. */
    public Folded finish() {
        if (alone != null) {
            return new Folded.InMemory(alone, size.handOverAdopted());
        }
        Overflow parts = overflow;
        if (parts == null) {
            return new Folded.InMemory(table.toBucket(), size.handOver(table));
        }
        Area area = space.area();
        List<Part> runs = new ArrayList<>(Overflow.PARTS + 1);
        try {
            if (table.size() > 0) {
                runs.add(run(area));
                table = new AggregationTable();
                size.clear();
            }
            parts.finish();
            for (int part = 0; part < Overflow.PARTS; part++) {
                if (parts.records(part) > 0) {
                    runs.add(fold(parts, part, area));
                }
            }
            parts.close();
            overflow = null;
            return new Folded.OnDisk(runs, area);
        } catch (Throwable e) {
            runs.forEach(Part::close);
            area.close();
            throw e;
        }
    }

    /** Gives up what was folded so far. */
    @Override
    public void close() {
        size.close();
        if (overflow != null) {
            overflow.close();
            overflow = null;
        }
    }

    private void put(Object key, int hash, int tag, @Nullable Object payload, long at) {
        int position = table.find(key, hash);
        if (position >= 0) {
            Column accumulators = table.accumulators();
            accumulators.set(position, folder.next(key, accumulators.get(position), tag, payload));
            if (accumulators.kind() == Kind.OBJECT && size.folded(table, position, Kind.of(payload), payload)) {
                look();
            }
        } else if (overflow == null && (!table.isFull() || mayGrow())) {
            table.insert(key, hash, tag == Entry.ACCUMULATOR ? payload : folder.first(key, tag, payload));
            if (level > 0) {
                remember(at);
            }
            if (size.inserted(table, key, Kind.of(payload), payload)) {
                look();
            }
        } else {
            overflow().add(hash, new Entry(level > 0 ? at : arrived++, tag, key, payload));
        }
    }

    /** Begins an index over columns that were alone so far. */
    private void index(KeyedBucket columns) {
        table = new AggregationTable(columns);
        alone = null;
        size.indexed(table);
        look();
    }

    /** Notes when the key that was inserted last was seen. */
    private void remember(long at) {
        int position = table.size() - 1;
        if (position == seen.length) {
            seen = Arrays.copyOf(seen, Math.max(8, 2 * position));
        }
        seen[position] = at;
    }

    private long seen(int position) {
        return level > 0 ? seen[position] : position;
    }

    /** Whether a table that is full may have arrays of twice the size, beside those that it has; if not, all must be put in from now on. */
    public boolean mayGrow() {
        if (size.fits(table, arraysWhenGrown())) {
            return true;
        }
        table.plan(0);
        if (size.fits(table, arraysWhenGrown())) {
            return true;
        }
        if (forced) {
            size.force(table, arraysWhenGrown());
            return true;
        }
        freeze();
        return false;
    }

    private long arraysWhenGrown() {
        return table.bytes() + table.grownBytes() + 2L * Long.BYTES * seen.length + 2 * beside;
    }

    /** Looks whether the table still fits; if not, takes the next step of the drawing above. */
    private void look() {
        long arrays = table.bytes() + (long) Long.BYTES * seen.length + beside;
        if (size.fits(table, arrays)) {
            return;
        }
        if (forced) {
            size.force(table, arrays);
        } else if (overflow == null) {
            freeze();
        } else if (!closed && !size.isTolerable(table)) {
            empty(overflow);
        }
    }

    private void freeze() {
        arrived = table.size();
        overflow = new Overflow(space, scope, level);
        size.tolerate(table);
    }

    /** Moves the whole table to the overflow. */
    private void empty(Overflow parts) {
        closed = true;
        for (int i = 0; i < table.size(); i++) {
            scope.checkStopped();
            parts.add(table.hashAt(i), new Entry(seen(i), Entry.ACCUMULATOR, table.key(i), table.accumulator(i)));
        }
        table = new AggregationTable();
        seen = IN_ORDER;
        size.clear();
    }

    private Overflow overflow() {
        if (overflow == null) {
            throw new IllegalStateException("this fold was finished");
        }
        return overflow;
    }

    /** Folds a part of the overflow by itself. */
    private Part fold(Overflow parts, int part, Area area) {
        try (KeyedFold fold = new KeyedFold(folder, space, scope, level + 1, !parts.isDivisible(part))) {
            for (Iterator<Object> entries = parts.take(part, scope); entries.hasNext(); ) {
                scope.checkStopped();
                Entry entry = (Entry) entries.next();
                fold.put(entry.key(), AggregationTable.hash(entry.key()), entry.tag(), entry.payload(), entry.seen());
            }
            if (fold.overflow == null) {
                return fold.run(area);
            }
            try (Folded.OnDisk folded = (Folded.OnDisk) fold.finish()) {
                return area.write(() -> folded.entries(scope), scope);
            }
        }
    }

    /** Writes keys and results in the order in which the keys were seen. */
    private Part run(Area area) {
        Integer @Nullable [] order = order();
        return area.write(
                () -> new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < table.size();
                    }

                    @Override
                    public Object next() {
                        int position = order == null ? next : order[next];
                        next++;
                        Object key = table.key(position);
                        return new Entry(seen(position), 0, key, folder.result(key, table.accumulator(position)));
                    }
                },
                scope);
    }

    /** The positions in the order in which their keys were seen, or null if they stand in it. */
    private Integer @Nullable [] order() {
        boolean ordered = true;
        for (int i = 1; i < table.size() && ordered; i++) {
            ordered = seen(i - 1) < seen(i);
        }
        if (ordered) {
            return null;
        }
        Integer[] order = new Integer[table.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        // The keys come in a few runs that are in order already, which this sort finds and merges.
        Arrays.sort(order, (a, b) -> Long.compare(seen(a), seen(b)));
        return order;
    }
}
