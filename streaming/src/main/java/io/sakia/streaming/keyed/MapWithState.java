package io.sakia.streaming.keyed;

import io.sakia.Pair;
import io.sakia.connector.codec.Codecs;
import io.sakia.engine.OperatorException;
import io.sakia.function.TaskFunction;
import io.sakia.streaming.state.StateCodec;
import io.sakia.streaming.state.StateFormat;
import io.sakia.streaming.state.StateSession;
import io.sakia.streaming.time.Time;
import java.util.Iterator;
import java.util.List;
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
    public void step(Scope scope, StateSession<K, S> session, Iterator<Pair<K, V>> pairs, List<M> out) {
        Mapping<K, V, S, M> mapping = function.get();
        Time time = scope.batch().time();
        while (pairs.hasNext()) {
            Pair<K, V> pair = pairs.next();
            scope.types().require(pair.key());
            try {
                mapping.call(time, pair.key(), pair.value(), new KeyState<>(session, pair.key()), out);
            } catch (Exception e) {
                throw OperatorException.of(scope.origin(), pair, e);
            }
        }
    }
}
