package io.sakia.streaming.keyed;

import io.sakia.Pair;
import io.sakia.engine.OperatorException;
import io.sakia.function.Function3;
import io.sakia.function.NotNull;
import io.sakia.function.TaskFunction;
import io.sakia.streaming.state.State;
import io.sakia.streaming.state.StateSession;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls a function for each pair with the state of its key; only keys that the batch brings are touched. */
record MapWithState<K, V, S, M>(TaskFunction<Function3<K, V, State<S>, M>> function)
        implements StateFunction<K, V, S, M> {
    @Override
    public void step(Scope scope, StateSession<K, S> session, Iterator<Pair<K, V>> pairs, List<M> out) {
        Function3<K, V, State<S>, M> mapping = function.get();
        while (pairs.hasNext()) {
            Pair<K, V> pair = pairs.next();
            scope.types().require(pair.key());
            KeyState<K, S> state = new KeyState<>(session, pair.key());
            M mapped;
            try {
                mapped = NotNull.given(mapping.call(pair.key(), pair.value(), state));
            } catch (Exception e) {
                throw OperatorException.of(scope.origin(), pair, e);
            }
            out.add(mapped);
        }
    }

    private static final class KeyState<K, S> implements State<S> {
        private final StateSession<K, S> session;
        private final K key;

        KeyState(StateSession<K, S> session, K key) {
            this.session = session;
            this.key = key;
        }

        @Override
        public boolean exists() {
            return session.get(key) != null;
        }

        @Override
        public S get() {
            @Nullable S state = session.get(key);
            if (state == null) {
                throw new NoSuchElementException("key " + key + " has no state yet; ask exists(), or use getOption()");
            }
            return state;
        }

        @Override
        public Optional<S> getOption() {
            return Optional.ofNullable(session.get(key));
        }

        @Override
        public void update(S newState) {
            session.put(key, newState);
        }

        @Override
        public void remove() {
            session.remove(key);
        }
    }
}
