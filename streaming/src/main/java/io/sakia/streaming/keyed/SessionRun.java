package io.sakia.streaming.keyed;

import io.sakia.function.VoidFunction2;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.state.Increment;
import io.sakia.streaming.state.StateSession;

/** A run on states by key. */
abstract class SessionRun<K, S> implements StateRun<K> {
    private final StateFunction<K, ?, S, ?> function;
    private final StateFunction.Scope scope;
    private final StateSession<K, S> session;

    SessionRun(StateFunction<K, ?, S, ?> function, StateFunction.Scope scope, StateSession<K, S> session) {
        this.function = function;
        this.scope = scope;
        this.session = session;
    }

    final StateFunction.Scope scope() {
        return scope;
    }

    final StateSession<K, S> session() {
        return session;
    }

    @Override
    public final void begin(K key, Object state) throws Exception {
        if (session.contains(key)) {
            throw new IllegalArgumentException("the initial states have key " + key
                    + " more than once: give each key one state, by reduceByKey for instance");
        }
        scope.types().require(key);
        session.put(key, function.kept(scope, state));
    }

    @Override
    public void end() throws Exception {
        // most have nothing left to do
    }

    @Override
    public final void states(VoidFunction2<? super K, Object> action) throws Exception {
        session.forEach((key, kept) -> {
            Object shown = function.shown(scope, kept);
            if (shown != null) {
                action.call(key, shown);
            }
        });
    }

    @Override
    public long due() throws Exception {
        return StatefulOperator.NEVER;
    }

    @Override
    public final Increment commit() {
        return session.commit();
    }

    @Override
    public final void close() {
        session.close();
    }
}
