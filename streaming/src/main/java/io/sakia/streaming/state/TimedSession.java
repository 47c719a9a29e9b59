package io.sakia.streaming.state;

import io.sakia.function.VoidFunction2;
import org.jspecify.annotations.Nullable;

/**
 * A session on states that have something to do at times: it finds those that are due without visiting all keys.
 *
 * <pre>{@code
 * TimedSession<String, Timed<Visit>> timed = session.timed();
 * timed.put("ann", visit.until(end));
 * timed.fireEvents(watermark, (key, visit) -> timed.remove(key)); // in the order of times
 * }</pre>
 *
 * <p>All states must be put through this, and must not change.
 */
public final class TimedSession<K, S extends Due> {
    private final StateSession<K, S> session;
    private final StateTable<K, S> table;
    private final TimerHints events;
    private final TimerHints running;

    TimedSession(StateSession<K, S> session, TimerIndex index) {
        this.session = session;
        this.table = session.table();
        this.events = index.event();
        this.running = index.running();
    }

    /** The state of a key, or null if it has none. */
    public @Nullable S get(K key) {
        return table.get(key, session.hash(key));
    }

    /** Gives a key a state, in place of the one that it may have. */
    public void put(K key, S state) {
        long hash = session.hash(key);
        S old = table.get(key, hash);
        TimerIndex.add(events, old == null ? Due.NEVER : old.eventDue(), state.eventDue(), hash);
        TimerIndex.add(running, old == null ? Due.NEVER : old.runningDue(), state.runningDue(), hash);
        session.put(key, state);
    }

    /** Takes a key's state away; gives whether there was one. */
    public boolean remove(K key) {
        return session.remove(key);
    }

    /**
     * Calls an action for each key whose event time has come, in the order of these times, and among equal ones of the keys' hashes. A key is
     * met again for each time: the action puts or removes its state, so that its next time, if it has one, is later.
     */
    public void fireEvents(long now, VoidFunction2<? super K, ? super S> action) throws Exception {
        fire(events, false, now, action);
    }

    /** As {@link #fireEvents}, by the running time of the stream. */
    public void fireRunning(long now, VoidFunction2<? super K, ? super S> action) throws Exception {
        fire(running, true, now, action);
    }

    /** The smallest event time at which any state is due. */
    public long eventDue() {
        return due(events, false);
    }

    /** The smallest running time at which any state is due. */
    public long runningDue() {
        return due(running, true);
    }

    private void fire(TimerHints hints, boolean byRunning, long now, VoidFunction2<? super K, ? super S> action)
            throws Exception {
        while (hints.size() > 0 && hints.time() <= now) {
            long time = hints.time();
            long hash = hints.hash();
            hints.take();
            for (int slot : table.alive(hash)) {
                S state = table.stateAt(slot);
                if (state == null) {
                    continue;
                }
                long due = due(state, byRunning);
                if (due <= time) {
                    K key = table.keyAt(slot);
                    action.call(key, state);
                    S left = table.get(key, hash);
                    due = left == null ? Due.NEVER : due(left, byRunning);
                    if (due <= time) {
                        throw new IllegalStateException("key " + key + " is due at " + due + " and was left so");
                    }
                }
                if (due != Due.NEVER) {
                    hints.add(due, hash);
                }
            }
        }
    }

    /** Sets hints right until the first one is the time of a key. */
    private long due(TimerHints hints, boolean byRunning) {
        while (hints.size() > 0) {
            long time = hints.time();
            long hash = hints.hash();
            long first = Due.NEVER;
            for (int slot : table.alive(hash)) {
                S state = table.stateAt(slot);
                first = state == null ? first : Math.min(first, due(state, byRunning));
            }
            if (first <= time) {
                return first;
            }
            hints.take();
            if (first != Due.NEVER) {
                hints.add(first, hash);
            }
        }
        return Due.NEVER;
    }

    private static long due(Due state, boolean byRunning) {
        return byRunning ? state.runningDue() : state.eventDue();
    }
}
