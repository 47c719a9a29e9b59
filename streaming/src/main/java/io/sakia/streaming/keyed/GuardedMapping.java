package io.sakia.streaming.keyed;

import io.sakia.Pair;
import io.sakia.function.Wrapper;
import io.sakia.streaming.error.Guard;
import io.sakia.streaming.state.Mapping;
import io.sakia.streaming.state.State;
import io.sakia.streaming.time.Time;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A function over states that leaves a state as it was when it fails on a pair, and has a {@link Guard} take the pair. */
record GuardedMapping<K, V, S, M>(Mapping<K, V, S, M> function, Guard guard) implements Mapping<K, V, S, M>, Wrapper {
    @Override
    public void call(Time time, K key, @Nullable V value, State<S> state, Consumer<? super M> out) throws Exception {
        if (value == null) { // the key times out: there is no pair to reject
            function.call(time, key, null, state, out);
            return;
        }
        UndoneState<S> undone = new UndoneState<>(state);
        try {
            function.call(time, key, value, undone, out);
        } catch (Exception e) {
            if (undone.refused()) {
                throw e; // what can't be stored is the program's fault, not the pair's
            }
            undone.undo();
            guard.reject(Pair.of(key, value), e);
        }
    }

    @Override
    public Object wrapped() {
        return function;
    }
}
