package io.sakia.streaming.keyed;

import io.sakia.Pair;
import io.sakia.column.RecordColumns;
import io.sakia.connector.codec.Codecs;
import io.sakia.engine.OperatorException;
import io.sakia.function.TaskFunction;
import io.sakia.streaming.error.Guard;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.state.Mapping;
import io.sakia.streaming.state.State;
import io.sakia.streaming.state.StateCodec;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.state.StateFormat;
import io.sakia.streaming.time.Durations;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * As {@link MapWithState}, with keys that time out. The batch's pairs come first; then the function is called for each key that did not
 * come for so long, and its state is removed. Keys stand in the order in which they came last, so the idle ones are found at the front.
 *
 * <pre>
 *   timeout 3     batch     1      2      3      4             5
 *                 in        a      b             c             b
 *                 keys      a      a b    a b    b c           c b
 *                 out       f(a)   f(b)          f(c), a out   f(b), though 3 after its last
 * </pre>
 *
 * @param timeout in milliseconds
 * @param guard takes the pairs on which the function fails; null if they fail the batch
 */
record MapWithTimeout<K, V, S, M>(
        TaskFunction<Mapping<K, V, S, M>> function,
        long timeout,
        @Nullable Guard guard) implements StateFunction<K, V, Touched<S>, M> {
    MapWithTimeout(TaskFunction<Mapping<K, V, S, M>> function, long timeout) {
        this(function, timeout, null);
    }

    @Override
    public String note() {
        return "timeout of " + Durations.text(Duration.ofMillis(timeout));
    }

    @Override
    public StateCodec<K, Touched<S>> codec(Codecs codecs) {
        return new StateCodec<>(StateFormat.any(codecs), new TouchedFormat<>(StateFormat.any(codecs)));
    }

    @Override
    public ToLongFunction<Touched<S>> order() {
        return Touched::at;
    }

    @Override
    public StateRun<K> open(Scope scope, StateOpening<K, Touched<S>> opening, RecordColumns<M> out) throws Exception {
        Mapping<K, V, S, M> mapping = function.get();
        StateCopier<S> copier = scope.types().copier();
        long now = scope.batch().runningTime();
        return new PairwiseRun<K, V, Touched<S>>(this, scope, opening.session()) {
            @Override
            void take(K key, V value) throws Exception {
                scope.types().require(key);
                TouchedState<K, S> state = new TouchedState<>(session(), copier, key, now);
                try {
                    mapping.call(scope.batch().time(), key, value, state, out::add);
                } catch (Exception e) {
                    if (guard == null) {
                        throw e;
                    }
                    guard.reject(Pair.of(key, value), e);
                    return;
                }
                state.keep();
            }

            @Override
            public void end() throws Exception {
                session().forEachWhile((key, held) -> {
                    if (now - held.at() < timeout) {
                        return false;
                    }
                    timeOut(scope, mapping, key, new TimingOut<>(key, copier.copy(held.state())), out);
                    session().remove(key);
                    return true;
                });
            }

            @Override
            public long due() throws Exception {
                long[] due = {StatefulOperator.NEVER};
                session().forEachWhile((key, held) -> {
                    due[0] =
                            timeout < StatefulOperator.NEVER - held.at() ? held.at() + timeout : StatefulOperator.NEVER;
                    return false;
                });
                return due[0];
            }
        };
    }

    @Override
    public Function<Guard, StateFunction<K, V, Touched<S>, M>> guarding() {
        return newGuard -> new MapWithTimeout<>(function, timeout, newGuard);
    }

    @Override
    public Touched<S> kept(Scope scope, Object state) {
        StateCopier<S> copier = scope.types().copier();
        @SuppressWarnings("unchecked") // what the program gives as states are states
        S given = (S) state;
        return new Touched<>(copier.copy(given), scope.batch().runningTime());
    }

    @Override
    public Object shown(Scope scope, Touched<S> kept) {
        return scope.types().copy(kept.state());
    }

    private static <K, V, S, M> void timeOut(
            Scope scope, Mapping<K, V, S, M> mapping, K key, State<S> state, RecordColumns<M> out) {
        try {
            mapping.call(scope.batch().time(), key, null, state, out::add);
        } catch (Exception e) {
            throw OperatorException.of(scope.origin(), key + ", which is timing out", e);
        }
    }
}
