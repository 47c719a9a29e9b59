package io.sakia.streaming.keyed;

import io.sakia.Pair;
import io.sakia.column.RecordColumns;
import io.sakia.connector.codec.Codecs;
import io.sakia.engine.OperatorException;
import io.sakia.function.NotNull;
import io.sakia.function.TaskFunction;
import io.sakia.streaming.error.Guard;
import io.sakia.streaming.state.StateCodec;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.state.StateFormat;
import io.sakia.streaming.state.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls a function for each pair with the state of its key, which may set timers, and another one for each timer that comes up.
 *
 * @param declared the class of the states
 * @param hasEventTime whether event timers can come up
 * @param guard takes the pairs and the timers on which the functions fail, and leaves their keys as they were; null if they fail the batch
 */
record MapWithTimers<K, V, S, M>(
        TaskFunction<TimerFunctions<K, V, S, M>> functions,
        Class<S> declared,
        boolean hasEventTime,
        @Nullable Guard guard)
        implements StateFunction<K, V, Timed<S>, M> {
    @Override
    public String note() {
        return "timers";
    }

    @Override
    public Function<Guard, StateFunction<K, V, Timed<S>, M>> guarding() {
        return newGuard -> new MapWithTimers<>(functions, declared, hasEventTime, newGuard);
    }

    @Override
    public StateCodec<K, Timed<S>> codec(Codecs codecs) {
        return new StateCodec<>(StateFormat.any(codecs), new TimedFormat<>(StateFormat.declared(codecs, declared)));
    }

    @Override
    public @Nullable Object shown(Scope scope, Timed<S> kept) {
        S state = kept.state();
        return state == null ? null : scope.types().copy(state);
    }

    @Override
    public StateRun<K> open(Scope scope, StateOpening<K, Timed<S>> opening, RecordColumns<M> out) throws Exception {
        TimerFunctions<K, V, S, M> body = functions.get();
        StateCopier<S> copier = scope.types().copier();
        return new TimedRun<K, V, Timed<S>>(this, scope, opening.session()) {
            @Override
            void take(K key, V value) throws Exception {
                scope.types().require(key);
                KeyTimers<S> state = new KeyTimers<>(scope, hasEventTime, copier, key, timed().get(key));
                List<M> sent;
                try {
                    sent = sent(body.onRecord().call(key, value, state));
                } catch (Exception e) {
                    if (guard == null) {
                        throw OperatorException.of(scope.origin(), Pair.of(key, value), e);
                    }
                    guard.reject(Pair.of(key, value), e);
                    return;
                }
                out.addAll(sent);
                keep(key, state);
            }

            @Override
            void onEvent(K key, Timed<S> kept) throws Exception {
                long time = kept.eventDue();
                fire(
                        key,
                        new Timer(Instant.ofEpochMilli(time), true),
                        () -> KeyTimers.atEvent(scope, hasEventTime, copier, key, kept));
            }

            @Override
            void onRunning(K key, Timed<S> kept) throws Exception {
                long time = kept.runningDue() + scope.batch().paused();
                fire(
                        key,
                        new Timer(Instant.ofEpochMilli(time), false),
                        () -> KeyTimers.atRunning(scope, hasEventTime, copier, key, kept));
            }

            /** A timer that fails is gone, and nothing else has changed: it would fail again and again. */
            private void fire(K key, Timer timer, Supplier<KeyTimers<S>> begun) throws Exception {
                KeyTimers<S> state = begun.get();
                List<M> sent;
                try {
                    sent = sent(body.onTimer().call(key, timer, state));
                } catch (Exception e) {
                    if (guard == null) {
                        throw OperatorException.of(scope.origin(), key + " at its timer of " + timer.time(), e);
                    }
                    guard.reject(Pair.of(key, timer), e);
                    keep(key, begun.get());
                    return;
                }
                out.addAll(sent);
                keep(key, state);
            }

            private List<M> sent(Iterable<M> records) {
                List<M> sent = new ArrayList<>();
                for (M record : NotNull.given(records)) {
                    sent.add(NotNull.given(record));
                }
                return sent;
            }

            private void keep(K key, KeyTimers<S> state) {
                Timed<S> kept = state.kept();
                if (!state.isChanged()) {
                    return;
                }
                if (kept.isEmpty()) {
                    timed().remove(key);
                } else {
                    timed().put(key, kept);
                }
            }
        };
    }
}
