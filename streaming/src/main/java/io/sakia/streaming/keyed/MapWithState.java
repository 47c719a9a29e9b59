package io.sakia.streaming.keyed;

import io.sakia.column.PairSink;
import io.sakia.column.RecordColumns;
import io.sakia.connector.codec.Codecs;
import io.sakia.function.TaskFunction;
import io.sakia.streaming.error.Guard;
import io.sakia.streaming.state.Mapping;
import io.sakia.streaming.state.StateCodec;
import io.sakia.streaming.state.StateFormat;
import io.sakia.streaming.state.StateSession;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls a function for each pair with the state of its key; only keys that the batch brings are touched.
 *
 * @param declared the class of the states, or null if the program gave none
 */
record MapWithState<K, V, S, M>(
        TaskFunction<Mapping<K, V, S, M>> function,
        @Nullable Class<S> declared) implements StateFunction<K, V, S, M> {
    @Override
    public StateCodec<K, S> codec(Codecs codecs) {
        return new StateCodec<>(
                StateFormat.any(codecs),
                declared == null ? StateFormat.any(codecs) : StateFormat.declared(codecs, declared));
    }

    @Override
    public Function<Guard, StateFunction<K, V, S, M>> guarding() {
        return guard -> new MapWithState<>(function.wrapped(its -> new GuardedMapping<>(its, guard)), declared);
    }

    @Override
    public StateRun<K> open(Scope scope, StateOpening<K, S> opening, RecordColumns<M> out) throws Exception {
        StateSession<K, S> session = opening.session();
        PairSink sink = session.mapping(function, scope.batch().time(), scope.origin(), scope.types()::require, out);
        return new SessionRun<K, S>(this, scope, session) {
            @Override
            public PairSink sink() {
                return sink;
            }
        };
    }
}
