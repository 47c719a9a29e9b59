package io.sakia.streaming.state;

/**
 * The {@link TimerHints} beside one table of states, for event time and for running time. It is made by one look at all states, when a session
 * first asks, and kept right from then on.
 */
final class TimerIndex {
    private final TimerHints event = new TimerHints();
    private final TimerHints running = new TimerHints();

    private TimerIndex() {}

    /** That of the states in a table, each of which is {@link Due}. */
    static TimerIndex of(StateTable<?, ?> table) {
        TimerIndex index = new TimerIndex();
        for (int slot = 0; slot < table.slots(); slot++) {
            if (table.isAlive(slot)) {
                index.add((Due) table.peek(slot).value(), table.hashAt(slot));
            }
        }
        return index;
    }

    TimerHints event() {
        return event;
    }

    TimerHints running() {
        return running;
    }

    /** Makes sure that a state is looked at in time. */
    private void add(Due state, long hash) {
        add(event, Due.NEVER, state.eventDue(), hash);
        add(running, Due.NEVER, state.runningDue(), hash);
    }

    /** Makes sure that a key is looked at in time whose first time changes. A hint that is early enough is there already. */
    static void add(TimerHints hints, long before, long now, long hash) {
        if (now < before) {
            hints.add(now, hash);
        }
    }

    /** Whether so many hints are left over that making the index again is cheaper than keeping them. */
    boolean isWorthRenewing(int keys) {
        return event.size() > 1024 + 4L * keys || running.size() > 1024 + 4L * keys;
    }

    void restore() {
        event.restore();
        running.restore();
    }

    void settle() {
        event.settle();
        running.settle();
    }
}
