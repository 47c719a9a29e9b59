package io.sakia.streaming.state;

import io.sakia.column.PairSink;
import io.sakia.column.RecordColumns;
import io.sakia.connector.KeyGroups;
import io.sakia.connector.StableHash;
import io.sakia.function.Function2;
import io.sakia.function.TaskFunction;
import io.sakia.function.VoidFunction2;
import io.sakia.plan.Origin;
import io.sakia.streaming.time.Time;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One task's work on the state of one partition: it starts at the accepted increment, and all it does counts together, by
 * {@link #commit}, or not at all.
 *
 * <pre>{@code
 * try (StateSession<String, Long> session = stores.open(target, accepted, StateCopier.immutable())) {
 *     Long old = session.get("apple");
 *     session.put("apple", old == null ? 1 : old + 1);
 *     return session.commit();
 * } // without commit: as if nothing had been done
 * }</pre>
 *
 * <p><b>Copies.</b> Nobody but the store holds a reference to a state in it. {@link #get} and {@link #forEach} hand out copies, so
 * a function may change what it was given and then fail. {@link #put} stores a copy, because the caller usually sends the state on
 * as output as well, where the program may change it after the commit. Both are free for states that cannot change
 * ({@link StateCopier#immutable}). Keys are never copied: a key must not change.
 *
 * <p><b>Order.</b> Keys are visited in the order in which they got their state; a key that is removed and put again in one session
 * keeps its place, unless it is {@linkplain #renew renewed}. Sessions that were not accepted leave no trace in the order.
 *
 * <p>A session is used on the thread that opened it, and excludes all other sessions on the same state until it is closed. The
 * cost of everything here follows the number of keys touched, not the number of keys there are, except for {@link #forEach}.
 */
public final class StateSession<K, S> implements AutoCloseable {
    private enum Phase {
        OPEN,
        COMMITTED,
        CLOSED
    }

    private final StateStore<K, S> store;
    private final StateTable<K, S> table;
    private final StateTarget target;
    private final StateCopier<S> copier;
    private final @Nullable StateCodec<K, S> codec;
    private final int firstGroup;
    private final int endGroup;
    private final ChangeLog log;
    private Phase phase = Phase.OPEN;

    StateSession(
            StateStore<K, S> store,
            StateTable<K, S> table,
            StateTarget target,
            StateCopier<S> copier,
            @Nullable StateCodec<K, S> codec) {
        this.store = store;
        this.table = table;
        this.target = target;
        this.copier = copier;
        this.codec = codec;
        this.log = new ChangeLog(store.lastTouched());
        this.firstGroup = KeyGroups.first(target.partition(), target.partitions());
        this.endGroup = KeyGroups.first(target.partition() + 1, target.partitions());
    }

    /**
     * What takes pairs and calls a function for each with the state of its key. It is used within this session.
     *
     * @param origin the operator, for errors
     * @param keys refuses keys that can't be stored
     * @param out takes what the function sends on
     */
    @SuppressWarnings("unchecked") // the loop hands the function what it takes
    public <I, M> PairSink mapping(
            TaskFunction<? extends Mapping<K, I, S, M>> function,
            Time time,
            Origin origin,
            Consumer<Object> keys,
            RecordColumns<M> out) {
        requireOpen();
        return store.loops()
                .loop(
                        (TaskFunction<Mapping<Object, Object, Object, Object>>) (TaskFunction<?>) function,
                        new MappingPlace(
                                time, origin, keys, (RecordColumns<Object>) out, (StateSession<Object, Object>) this));
    }

    /** The state of a key, or null if it has none. */
    public @Nullable S get(K key) {
        S state = table.get(key, hash(key));
        return state == null ? null : copier.copy(state);
    }

    /** Gives a key a state, in place of the one that it may have. */
    public void put(K key, S state) {
        long hash = hash(key);
        requireState(key, state);
        table.put(key, hash, copied(key, state), log);
    }

    /**
     * Gives a key a state, as {@link #put}, and moves the key to the end of the order. So keys that are renewed whenever they come are
     * visited in the order in which they came last, and {@link #forEachWhile} finds those that have been away for longest at the cost of
     * those alone.
     */
    public void renew(K key, S state) {
        long hash = hash(key);
        requireState(key, state);
        table.renew(key, hash, copied(key, state), log);
    }

    /** Whether a key has a state. */
    public boolean contains(K key) {
        return table.contains(key, hash(key));
    }

    /** Takes a key's state away; gives whether there was one. */
    public boolean remove(K key) {
        return table.remove(key, hash(key), log);
    }

    /** How many keys have a state. */
    public int size() {
        requireOpen();
        return table.size();
    }

    /**
     * Visits every key that has a state, in order. The action may put and remove, its own key and others: keys that come later
     * are met as it left them; keys that it adds are not met.
     */
    public void forEach(VoidFunction2<? super K, ? super S> action) throws Exception {
        requireOpen();
        table.forEach(copier, action);
    }

    /** As {@link #forEach}, until the action gives false. */
    public void forEachWhile(Function2<? super K, ? super S, Boolean> action) throws Exception {
        requireOpen();
        table.forEachWhile(copier, action);
    }

    /** Makes the work of this session an increment; it counts when the driver has accepted it. Last before {@link #close}. */
    public Increment commit() {
        requireOpen();
        store.requireEnteredHere(target);
        Increment increment = store.commit(target, log);
        phase = Phase.COMMITTED;
        return increment;
    }

    /** Ends the session and lets the next one in; what was not committed is undone. Closing again does nothing. */
    @Override
    public void close() {
        if (phase == Phase.CLOSED) {
            return;
        }
        store.requireEnteredHere(target);
        try {
            if (phase == Phase.OPEN) {
                store.rollback(log);
            }
        } finally {
            phase = Phase.CLOSED;
            store.leave();
        }
    }

    /** This session on states that are all {@link Due}. */
    @SuppressWarnings("unchecked") // the caller has such states
    public <D extends Due> TimedSession<K, D> timed() {
        requireOpen();
        return new TimedSession<>((StateSession<K, D>) this, store.timers());
    }

    /** The table, while the session is open. */
    StateTable<K, S> table() {
        return table;
    }

    /** What this session has changed. */
    ChangeLog log() {
        return log;
    }

    /** Whether states are stored, so that what can't be stored is refused. */
    boolean stores() {
        return codec != null;
    }

    /** A state in the store, for the function. */
    S copied(S state) {
        return copier.copy(state);
    }

    /** A state of the function's, for the store. */
    S kept(K key, S state) {
        requireState(key, state);
        return copied(key, state);
    }

    /** Refuses a state that is null or could not be stored, and a key that could not be. */
    void requireState(K key, @Nullable S state) {
        if (state == null) {
            throw new IllegalArgumentException(
                    "key " + key + " of " + target + " can't have the state null: use remove to take its state away");
        }
        if (codec != null) {
            codec.require(target.operator(), key, state);
        }
    }

    private S copied(K key, S state) {
        return Objects.requireNonNull(
                copier.copy(state), () -> "the copier gave null for the state of key " + key + " of " + target);
    }

    /** The hash of a key, which is not null and belongs here. */
    long hash(K key) {
        requireOpen();
        if (key == null) {
            throw new IllegalArgumentException("the state of " + target + " has no key null: give each record a key");
        }
        long hash = StableHash.of(key);
        if (!isHere(hash)) {
            throw elsewhere(key, hash);
        }
        return hash;
    }

    /** Whether a key with this hash belongs to the partition. */
    boolean isHere(long hash) {
        int group = KeyGroups.ofHash(hash);
        return group >= firstGroup && group < endGroup;
    }

    /** What to throw for a key that belongs to another partition. */
    IllegalStateException elsewhere(K key, long hash) {
        return new IllegalStateException("key " + key + " belongs to partition "
                + KeyGroups.partition(KeyGroups.ofHash(hash), target.partitions())
                + ", but the state that is open is that of "
                + target
                + ": place the records by HashPartitioner(" + target.partitions() + ") first");
    }

    private void requireOpen() {
        if (phase != Phase.OPEN) {
            throw new IllegalStateException("the session on the state of " + target + " is "
                    + (phase == Phase.COMMITTED ? "committed" : "closed") + ": open another one");
        }
    }
}
