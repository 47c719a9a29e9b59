package io.sakia.streaming.keyed;

import io.sakia.Accumulator;
import io.sakia.Aggregate;
import io.sakia.column.RecordColumns;
import io.sakia.connector.EventTime;
import io.sakia.connector.codec.Codecs;
import io.sakia.engine.OperatorException;
import io.sakia.function.Function3;
import io.sakia.function.TaskFunction;
import io.sakia.streaming.state.KeyPanes;
import io.sakia.streaming.state.StateCodec;
import io.sakia.streaming.state.StateFormat;
import io.sakia.streaming.state.WindowPlace;
import io.sakia.streaming.window.Window;
import io.sakia.streaming.window.WindowKind;
import org.jspecify.annotations.Nullable;

/**
 * Windows of one length with one result each, on time: a partition's state is one partial for each key and pane in which it came, all in one table.
 * What a result costs does not depend on how many panes a window has.
 *
 * <pre>
 *   windows of 30 by 10, watermark 40 → 62
 *
 *   panes            0   10   20   30   40   50   60
 *                    └────────┬────────┘└────┬─────┘
 *                     closed: in totals     open: take records
 *
 *   ends at 50       40 closes, the totals of [20, 50) are put out
 *   ends at 60       50 closes, the totals of [30, 60) are put out
 * </pre>
 *
 * <p>A pane closes with the first window that ends with it or later. What comes for it after that, and not too late for all of its windows, opens it
 * again for those that are to come.
 *
 * @param time gives a record's time
 * @param aggregate what is made of a window's records
 * @param finish makes what is put out of a key, a window and its result; null if the result is put out
 * @param late counts the records that no window takes
 * @param <T> the records
 * @param <A> the partials
 */
record PlainWindowsByKey<K, T, A extends @Nullable Object, R>(
        WindowKind.Sliding kind,
        TaskFunction<EventTime.Millis<T>> time,
        TaskFunction<Aggregate<T, A, R>> aggregate,
        @Nullable TaskFunction<Function3<K, Window, R, ?>> finish,
        Accumulator<Long, Long> late)
        implements StateFunction<K, T, KeyPanes<A>, Object> {
    @Override
    public StateCodec<K, KeyPanes<A>> codec(Codecs codecs) {
        return new StateCodec<>(StateFormat.any(codecs), StateFormat.timedPanes(StateFormat.any(codecs), kind.text()));
    }

    @Override
    public String note() {
        return kind.text();
    }

    @Override
    public StateRun<K> open(Scope scope, StateOpening<K, KeyPanes<A>> opening, RecordColumns<Object> out)
            throws Exception {
        EventTime.Millis<T> times = time.get();
        Function3<K, Window, R, ?> finisher = finish == null ? null : finish.get();
        return new PlainWindowsRun<>(
                this,
                scope,
                opening.windows(
                        codec(scope.types().codecs()),
                        new WindowPlace<>(aggregate, scope.types(), scope.origin(), scope.types()::require)),
                times,
                finisher,
                out);
    }

    /** What all records are together that windows to come have; null if there are none. */
    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // a copy is of the type of what was copied; null stands for nothing
    public @Nullable Object shown(Scope scope, KeyPanes<A> kept) {
        Aggregate<T, A, R> fold = aggregate.get();
        long first = new PaneNumbers(kind).firstAfter(scope.watermarks().now());
        if (!kept.hasFrom(first)) {
            return null;
        }
        try {
            A total = kept.total(
                    first,
                    (older, newer) ->
                            fold.merge(older == null ? older : (A) scope.types().copy(older), newer));
            return fold.result(total);
        } catch (Exception e) {
            throw OperatorException.of(scope.origin(), kept, e);
        }
    }
}
