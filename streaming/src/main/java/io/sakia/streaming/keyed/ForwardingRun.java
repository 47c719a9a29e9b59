package io.sakia.streaming.keyed;

import io.sakia.column.PairSink;
import io.sakia.function.VoidFunction2;
import io.sakia.streaming.state.Increment;

/** A run that does what another one does. */
abstract class ForwardingRun<K> implements StateRun<K> {
    private final StateRun<K> run;

    ForwardingRun(StateRun<K> run) {
        this.run = run;
    }

    @Override
    public void begin(K key, Object state) throws Exception {
        run.begin(key, state);
    }

    @Override
    public PairSink sink() {
        return run.sink();
    }

    @Override
    public void end() throws Exception {
        run.end();
    }

    @Override
    public void states(VoidFunction2<? super K, Object> action) throws Exception {
        run.states(action);
    }

    @Override
    public long due() throws Exception {
        return run.due();
    }

    @Override
    public long eventDue() throws Exception {
        return run.eventDue();
    }

    @Override
    public Increment commit() {
        return run.commit();
    }

    @Override
    public void close() {
        run.close();
    }
}
