package io.sakia.streaming.keyed;

import io.sakia.Pair;
import io.sakia.column.RecordColumns;
import io.sakia.engine.OperatorException;
import io.sakia.function.Function2;
import io.sakia.function.NotNull;
import io.sakia.function.TaskFunction;
import io.sakia.streaming.error.Guard;
import io.sakia.streaming.state.StateSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls a function for every key that has a state or values in the batch, with all its values, and puts out all states.
 *
 * @param guard takes the keys on whose values the function fails, which keep their states; null if they fail the batch
 */
record UpdateStateByKey<K, V, S>(
        TaskFunction<Function2<List<V>, Optional<S>, Optional<S>>> function,
        @Nullable Guard guard) implements StateFunction<K, V, S, Pair<K, S>> {
    UpdateStateByKey(TaskFunction<Function2<List<V>, Optional<S>, Optional<S>>> function) {
        this(function, null);
    }

    @Override
    public Function<Guard, StateFunction<K, V, S, Pair<K, S>>> guarding() {
        return newGuard -> new UpdateStateByKey<>(function, newGuard);
    }

    @Override
    public StateRun<K> open(Scope scope, StateOpening<K, S> opening, RecordColumns<Pair<K, S>> out) throws Exception {
        Function2<List<V>, Optional<S>, Optional<S>> update = function.get();
        Map<K, List<V>> values = new LinkedHashMap<>();
        return new PairwiseRun<K, V, S>(this, scope, opening.session()) {
            @Override
            void take(K key, V value) {
                values.computeIfAbsent(key, its -> new ArrayList<>()).add(value);
            }

            @Override
            public void end() throws Exception {
                session().forEach((key, state) -> {
                    @Nullable List<V> added = values.remove(key);
                    apply(scope, session(), update, key, added == null ? List.of() : added, Optional.of(state), out);
                });
                for (Map.Entry<K, List<V>> entry : values.entrySet()) {
                    apply(scope, session(), update, entry.getKey(), entry.getValue(), Optional.empty(), out);
                }
            }
        };
    }

    private void apply(
            Scope scope,
            StateSession<K, S> session,
            Function2<List<V>, Optional<S>, Optional<S>> update,
            K key,
            List<V> values,
            Optional<S> old,
            RecordColumns<Pair<K, S>> out)
            throws Exception {
        Optional<S> updated;
        try {
            updated = NotNull.given(update.call(values, old));
        } catch (Exception e) {
            if (guard == null) {
                throw OperatorException.of(scope.origin(), Pair.of(key, values), e);
            }
            guard.reject(Pair.of(key, values), e);
            S former = session.get(key); // not what the function was given, which it may have changed
            updated = Optional.ofNullable(former);
        }
        if (updated.isPresent()) {
            scope.types().require(key);
            session.put(key, updated.get());
            out.add(Pair.of(key, updated.get()));
        } else if (old.isPresent()) {
            session.remove(key);
        }
    }
}
