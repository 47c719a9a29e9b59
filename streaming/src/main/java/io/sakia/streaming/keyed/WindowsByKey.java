package io.sakia.streaming.keyed;

import io.sakia.Accumulator;
import io.sakia.Aggregate;
import io.sakia.column.RecordColumns;
import io.sakia.connector.EventTime;
import io.sakia.connector.codec.Codecs;
import io.sakia.engine.OperatorException;
import io.sakia.function.Function3;
import io.sakia.function.NotNull;
import io.sakia.function.TaskFunction;
import io.sakia.streaming.state.StateCodec;
import io.sakia.streaming.state.StateFormat;
import io.sakia.streaming.window.Window;
import io.sakia.streaming.window.WindowKind;
import io.sakia.streaming.window.Windowed;
import io.sakia.streaming.window.WindowsOn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Windows of every kind as states of keys. A batch's records are added to copies of the keys' windows first; then late and early results are put
 * out and the copies are stored; then timers put out what is due.
 *
 * @param windows which windows, without functions of the program's
 * @param time gives a record's time; null where windows do not go by time
 * @param aggregate what is made of a window's records
 * @param finish makes what is put out of a key, a window and its result; null if the result is put out
 * @param late counts the records that no window takes
 * @param <T> the records
 * @param <A> the partials
 */
record WindowsByKey<K, T, A extends @Nullable Object, R>(
        WindowsOn<T> windows,
        @Nullable TaskFunction<EventTime.Millis<T>> time,
        TaskFunction<Aggregate<T, A, R>> aggregate,
        @Nullable TaskFunction<Function3<K, Window, R, ?>> finish,
        Accumulator<Long, Long> late)
        implements StateFunction<K, T, KeyWindows<A>, Object> {
    @Override
    public StateCodec<K, KeyWindows<A>> codec(Codecs codecs) {
        return new StateCodec<>(
                StateFormat.any(codecs),
                new KeyWindowsFormat<>(windows.kind().text(), isCounting(), StateFormat.any(codecs)));
    }

    private boolean isCounting() {
        return windows.earlyRecords() > 0 || windows.kind() instanceof WindowKind.Count;
    }

    @Override
    public String note() {
        return windows.toString();
    }

    @Override
    public StateRun<K> open(Scope scope, StateOpening<K, KeyWindows<A>> opening, RecordColumns<Object> out)
            throws Exception {
        EventTime.@Nullable Millis<T> times = time == null ? null : time.get();
        @Nullable Function3<K, Window, R, ?> finisher = finish == null ? null : finish.get();
        UnaryOperator<A> copier = copier(scope);
        WindowRules<T, A, R> rules = WindowRules.of(windows, aggregate.get(), copier, scope);
        Map<K, KeyWindows<A>> touched = new LinkedHashMap<>();
        return new TimedRun<K, T, KeyWindows<A>>(this, scope, opening.session()) {
            private @Nullable K lastKey;
            private @Nullable KeyWindows<A> lastWindows;
            private WindowRules.Results<R> lastResults = (start, end, value, timing) -> {};

            @Override
            void take(K key, T record) throws Exception {
                KeyWindows<A> its = windowsOf(key);
                long at = times == null ? 0 : EventMillis.inRange(times.of(record), record);
                if (!rules.add(its, at, record, lastResults)) {
                    late.add(1L);
                    out.add(new LateRecord(record));
                }
            }

            private KeyWindows<A> windowsOf(K key) {
                KeyWindows<A> its = lastWindows;
                if (its == null || !key.equals(lastKey)) {
                    its = touched.get(key);
                    if (its == null) {
                        scope.types().require(key);
                        KeyWindows<A> kept = timed().get(key);
                        its = kept == null ? new KeyWindows<>(isCounting()) : kept.copy();
                        touched.put(key, its);
                    }
                    lastKey = key;
                    lastWindows = its;
                    lastResults = results(key);
                }
                return its;
            }

            @Override
            void finish() throws Exception {
                for (Map.Entry<K, KeyWindows<A>> each : touched.entrySet()) {
                    at(each.getKey(), each.getValue(), rules::finish);
                }
                touched.clear();
            }

            @Override
            void onEvent(K key, KeyWindows<A> kept) throws Exception {
                at(key, kept.copy(), rules::onEvent);
            }

            @Override
            void onRunning(K key, KeyWindows<A> kept) throws Exception {
                at(key, kept.copy(), rules::onRunning);
            }

            private void at(K key, KeyWindows<A> its, Rule<A, R> rule) throws Exception {
                try {
                    rule.apply(its, results(key));
                } catch (Exception e) {
                    throw OperatorException.of(scope.origin(), "the windows of " + key, e);
                }
                if (its.size() == 0) {
                    timed().remove(key);
                } else {
                    its.seal();
                    timed().put(key, its);
                }
            }

            private WindowRules.Results<R> results(K key) {
                return (start, end, value, timing) -> {
                    Window window = new Window(start, end);
                    Object result = finisher == null ? value : finisher.call(key, window, value);
                    out.add(new Windowed<>(key, window, NotNull.given(result), timing));
                };
            }
        };
    }

    /** What a batch does with the windows of a key. */
    @FunctionalInterface
    private interface Rule<A extends @Nullable Object, R> {
        void apply(KeyWindows<A> its, WindowRules.Results<R> results) throws Exception;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // a copy is of the type of what was copied; null stands for nothing
    private UnaryOperator<A> copier(Scope scope) {
        return partial -> partial == null ? partial : (A) scope.types().copy(partial);
    }
}
