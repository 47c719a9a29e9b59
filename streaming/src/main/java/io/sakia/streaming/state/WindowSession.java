package io.sakia.streaming.state;

import io.sakia.Pair;
import io.sakia.column.Column;
import io.sakia.column.Kind;
import io.sakia.column.PairSink;
import io.sakia.column.RecordColumns;
import io.sakia.connector.KeyGroups;
import io.sakia.connector.StableHash;
import io.sakia.engine.OperatorException;
import io.sakia.function.Function;
import java.io.IOException;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One task's work on the windows of one partition: it starts at the accepted increment, and all it does counts together, by
 * {@link #commit}, or not at all.
 *
 * <pre>{@code
 * try (WindowSession<String, Long> session = stores.openWindows(target, accepted, codec, null, place)) {
 *     PairSink sink = session.add(7);              // pane 7 opens
 *     sink.put(Pair.of("apple", 3L));
 *     session.slide(5, 7, null, out);              // results of panes 5 to 7
 *     return session.commit();
 * } // without commit: as if nothing had been done
 * }</pre>
 *
 * <p>Partials of a pane are merged in the order in which they come, panes from the oldest to the newest. Keys are put out in the order in which they
 * came; sessions that were not accepted leave no trace in it. Pairs are added to one pane in a session, in which a slide may come before or after.
 *
 * <p>A session is used on the thread that opened it, and excludes all other sessions on the same state until it is closed. Adding costs what is
 * added, a slide follows the number of keys, however many panes there are.
 *
 * @param <A> the partials
 */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
public final class WindowSession<K, A extends @Nullable Object> implements AutoCloseable {
    private final WindowStore<K, A> store;
    private final WindowTable table;
    private final StateTarget target;
    private final @Nullable StateCodec<K, KeyPanes<A>> codec;
    private final WindowPlace<A> place;
    private final SlideLoops loops;
    private final int firstGroup;
    private final int endGroup;
    private boolean committed;
    private boolean closed;

    WindowSession(
            WindowStore<K, A> store,
            WindowTable table,
            StateTarget target,
            @Nullable StateCodec<K, KeyPanes<A>> codec,
            WindowPlace<A> place,
            SlideLoops loops) {
        this.store = store;
        this.table = table;
        this.target = target;
        this.codec = codec;
        this.place = place;
        this.loops = loops;
        this.firstGroup = KeyGroups.first(target.partition(), target.partitions());
        this.endGroup = KeyGroups.first(target.partition() + 1, target.partitions());
    }

    /**
     * What adds partials by key to a pane, which is opened with the first of them.
     *
     * @throws IllegalArgumentException from the sink, when a newer pane is open
     */
    public PairSink add(long pane) {
        requireOpen();
        return new Adding(pane);
    }

    /**
     * Lets go of what is older than the first pane, and puts out the results of all keys.
     *
     * @param last the last pane, as many panes behind the first as the window always has
     * @param wanted what is put out, or null for all
     */
    @SuppressWarnings("unchecked") // keys and results are of the types of the operator
    public <R> void slide(
            long first, long last, @Nullable Function<Pair<K, R>, Boolean> wanted, RecordColumns<Pair<K, R>> out) {
        requireOpen();
        table.slide(
                first, last, loops, (Function<Pair<Object, Object>, Boolean>) (Function<?, ?>) wanted, (RecordColumns<
                                Object>)
                        (RecordColumns<?>) out);
    }

    /** What adds records by key to panes of event time, of which any may be told; those of which none is told are left out. */
    public PairSink records(RecordPanes panes) {
        requireOpen();
        return new AddingRecords(panes);
    }

    /**
     * Ends a window of event time, and puts out the results of its keys. What has closed and is older than its first pane goes.
     *
     * @param last the last pane, as many panes behind the first as the window always has
     */
    @SuppressWarnings("unchecked") // keys and results are of the types of the operator
    public <R> void end(long first, long last, RecordColumns<Pair<K, R>> out) {
        requireOpen();
        table.end(first, last, loops, (RecordColumns<Object>) (RecordColumns<?>) out);
    }

    /** The newest pane that has closed with a window and was not {@linkplain #forget forgotten}; the lowest number if there is none. */
    public long newestClosed() {
        return table.state().newest();
    }

    /** The oldest pane that is open and not older than one; the highest number if there is none. */
    public long oldestOpen(long from) {
        int at = table.open().from(from);
        return at == table.open().count()
                ? Long.MAX_VALUE
                : table.open().get(at).number();
    }

    /** Lets go of all that has closed, as no window will end that has any of it. */
    public void forget() {
        requireOpen();
        table.forget(loops);
    }

    /** Shows all keys with what the panes hold of them, which nobody may change or keep. */
    public void forEach(BiConsumer<? super K, ? super KeyPanes<A>> action) throws IOException {
        requireOpen();
        table.visit(null, new StateLooker<K, KeyPanes<A>>(action));
    }

    /** Makes the work of this session an increment; it counts when the driver has accepted it. Last before {@link #close}. */
    public Increment commit() {
        requireOpen();
        store.requireEnteredHere(target);
        Increment increment = store.commit(target);
        committed = true;
        return increment;
    }

    /** Ends the session and lets the next one in; what was not committed is undone. Closing again does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        store.requireEnteredHere(target);
        try {
            if (!committed) {
                store.rollback();
            }
        } finally {
            closed = true;
            store.leave();
        }
    }

    /** The slot of a key, which is a new one if it has none. */
    private int slot(int keyKind, long keyBits, @Nullable Object key) {
        long hash;
        if (keyKind == Kind.LONG || keyKind == Kind.INTEGER) {
            hash = StableHash.mix(keyBits);
        } else if (keyKind == Kind.OBJECT && key == null) {
            throw new IllegalArgumentException("the state of " + target + " has no key null: give each record a key");
        } else {
            hash = StableHash.of(Kind.box(keyKind, keyBits, key));
        }
        int slot = table.find(keyKind, keyBits, key, hash);
        return slot < 0 ? append(keyKind, keyBits, key, hash) : slot;
    }

    private void add(int slot, int kind, long bits, @Nullable Object value) throws Exception {
        if (kind == Kind.OBJECT) {
            Object own = loops.copy(value);
            require(own);
            table.add(slot, kind, 0, own, loops);
        } else {
            table.add(slot, kind, bits, null, loops);
        }
    }

    @SuppressWarnings("unchecked") // the operator's keys
    private int append(int keyKind, long keyBits, @Nullable Object key, long hash) {
        int group = KeyGroups.ofHash(hash);
        Object boxed = Kind.box(keyKind, keyBits, key);
        if (group < firstGroup || group >= endGroup) {
            throw new IllegalStateException("key " + boxed + " belongs to partition "
                    + KeyGroups.partition(group, target.partitions()) + ", but the state that is open is that of "
                    + target + ": place the records by HashPartitioner(" + target.partitions() + ") first");
        }
        place.keys().accept(boxed);
        if (codec != null) {
            codec.requireKey(target.operator(), (K) boxed);
        }
        return table.append(keyKind, keyBits, key, hash);
    }

    @SuppressWarnings("unchecked") // the operator's partials
    private void require(@Nullable Object partial) {
        if (codec != null && partial != null && codec.states() instanceof PanesFormat<A> format) {
            codec.requireState(target.operator(), () -> format.requirePartial((A) partial));
        }
    }

    private void requireOpen() {
        if (closed || committed) {
            throw new IllegalStateException("the session on the state of " + target + " is "
                    + (closed ? "closed" : "committed") + ": open another one");
        }
    }

    private void addRecord(int slot, long pane, Object record) throws Exception {
        Object made = table.addRecord(slot, pane, record, loops);
        if (made != null) {
            require(made);
        }
    }

    private OperatorException failed(@Nullable Object key, @Nullable Object value, Exception e) {
        return OperatorException.of(place.origin(), new Pair<>(key, value), e);
    }

    /** Adds pairs to a pane. */
    private final class Adding extends PairSink {
        private static final int BLOCK = 64;

        private final long pane;
        private final long[] hashes = new long[BLOCK];
        private final int[] slots = new int[BLOCK];

        private Adding(long pane) {
            this.pane = pane;
        }

        @Override
        public void put(int keyKind, long keyBits, @Nullable Object key, int kind, long bits, @Nullable Object value) {
            requireOpen();
            try {
                table.openPane(pane);
                add(slot(keyKind, keyBits, key), kind, bits, value);
            } catch (Exception e) {
                throw failed(Kind.box(keyKind, keyBits, key), Kind.box(kind, bits, value), e);
            }
        }

        @Override
        public void putAll(Column keys, Column values, int from, int to) throws Exception {
            if (keys.kind() != Kind.LONG && keys.kind() != Kind.INTEGER) {
                super.putAll(keys, values, from, to);
                return;
            }
            requireOpen();
            for (int at = from; at < to; at += BLOCK) {
                putBlock(keys, values, at, Math.min(BLOCK, to - at));
            }
        }

        private void putBlock(Column keys, Column values, int from, int count) {
            int keyKind = keys.kind();
            table.keys().find(keyKind, keys.bits(), from, count, hashes, slots);
            for (int i = 0; i < count; i++) {
                long keyBits = keys.bits()[from + i];
                int kind = values.kind();
                long bits = 0;
                Object value = null;
                if (kind == Kind.OBJECT) {
                    value = values.objects()[from + i];
                    kind = Kind.of(value);
                    bits = Kind.bits(kind, value);
                } else {
                    bits = values.bits()[from + i];
                }
                try {
                    table.openPane(pane);
                    int slot = slots[i];
                    if (slot < 0
                            || !table.state().isAlive(slot)) { // an earlier pair of this block may have changed that
                        slot = table.find(keyKind, keyBits, null, hashes[i]);
                    }
                    add(slot < 0 ? append(keyKind, keyBits, null, hashes[i]) : slot, kind, bits, value);
                } catch (Exception e) {
                    throw failed(Kind.box(keyKind, keyBits), Kind.box(kind, bits, value), e);
                }
            }
        }
    }

    /** Adds records to the panes that are told of them. */
    private final class AddingRecords extends PairSink {
        private static final int BLOCK = 64;

        private final RecordPanes panes;
        private final long[] hashes = new long[BLOCK];
        private final int[] slots = new int[BLOCK];

        private AddingRecords(RecordPanes panes) {
            this.panes = panes;
        }

        @Override
        public void put(int keyKind, long keyBits, @Nullable Object key, int kind, long bits, @Nullable Object value) {
            requireOpen();
            Object record = Kind.box(kind, bits, value);
            try {
                long pane = panes.of(Objects.requireNonNull(record));
                if (pane != RecordPanes.NONE) {
                    addRecord(slot(keyKind, keyBits, key), pane, record);
                }
            } catch (Exception e) {
                throw failed(Kind.box(keyKind, keyBits, key), record, e);
            }
        }

        @Override
        public void putAll(Column keys, Column values, int from, int to) throws Exception {
            if (keys.kind() != Kind.LONG && keys.kind() != Kind.INTEGER) {
                super.putAll(keys, values, from, to);
                return;
            }
            requireOpen();
            for (int at = from; at < to; at += BLOCK) {
                putBlock(keys, values, at, Math.min(BLOCK, to - at));
            }
        }

        private void putBlock(Column keys, Column values, int from, int count) {
            int keyKind = keys.kind();
            table.keys().find(keyKind, keys.bits(), from, count, hashes, slots);
            for (int i = 0; i < count; i++) {
                long keyBits = keys.bits()[from + i];
                Object record = Objects.requireNonNull(values.get(from + i));
                try {
                    long pane = panes.of(record);
                    if (pane == RecordPanes.NONE) {
                        continue;
                    }
                    int slot = slots[i];
                    if (slot < 0
                            || !table.state().isAlive(slot)) { // an earlier record of this block may have changed that
                        slot = slot(keyKind, keyBits, null);
                    }
                    addRecord(slot, pane, record);
                } catch (Exception e) {
                    throw failed(Kind.box(keyKind, keyBits), record, e);
                }
            }
        }
    }
}
