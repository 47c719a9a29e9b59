package io.sakia.streaming.keyed;

import io.sakia.streaming.state.Due;
import io.sakia.streaming.state.StateSession;
import io.sakia.streaming.state.TimedSession;

/**
 * A run on states that have something to do at times. After the last pair of the batch all that is due comes, first by event time and then by
 * the running time of the stream, each in the order of times.
 */
abstract class TimedRun<K, I, S extends Due> extends PairwiseRun<K, I, S> {
    private final TimedSession<K, S> timed;

    TimedRun(StateFunction<K, I, S, ?> function, StateFunction.Scope scope, StateSession<K, S> session) {
        super(function, scope, session);
        this.timed = session.timed();
    }

    /** The states, all of which are put through this. */
    final TimedSession<K, S> timed() {
        return timed;
    }

    /** Does what is left to do with the pairs. */
    void finish() throws Exception {
        // most have nothing left
    }

    /** Does what a key has to do at its first event time, and puts or removes its state. */
    abstract void onEvent(K key, S state) throws Exception;

    /** Does what a key has to do at its first running time, likewise. */
    abstract void onRunning(K key, S state) throws Exception;

    @Override
    public final void end() throws Exception {
        finish();
        timed.fireEvents(scope().watermarks().now(), this::onEvent);
        timed.fireRunning(scope().batch().runningTime(), this::onRunning);
    }

    @Override
    public final long due() {
        return timed.runningDue();
    }

    @Override
    public final long eventDue() {
        return timed.eventDue();
    }
}
