package io.sakia.streaming.keyed;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.column.RecordColumns;
import io.sakia.connector.codec.Codecs;
import io.sakia.engine.OperatorException;
import io.sakia.function.Function;
import io.sakia.function.NotNull;
import io.sakia.function.TaskFunction;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.WindowSpec;
import io.sakia.streaming.state.PaneFold;
import io.sakia.streaming.state.Panes;
import io.sakia.streaming.state.StateCodec;
import io.sakia.streaming.state.StateFormat;
import io.sakia.streaming.state.StateSession;
import org.jspecify.annotations.Nullable;

/**
 * A sliding aggregation by key: each key's state is one partial accumulator for each pane in which it came, so a batch is folded once,
 * whatever the window's length. A key whose panes have all left the window leaves the memory. A filter tells what is put out; what it
 * leaves out is kept all the same, for later totals are made of it.
 *
 * <pre>
 *   zero      pane 0        pane 1        pane 2       pane = the largest step that divides length and slide
 *     ├─────────────────┼─────────────┼─────────────┤
 *     a batch at time t falls into pane (t − zero − 1) / pane: a pane holds its end, not its begin
 * </pre>
 *
 * A batch that begins late, after the end of a slide, first puts out what the slide holds and is folded in afterwards.
 *
 * @param <A> the accumulators, which are what comes in
 * @param <R> the results
 */
record WindowByKey<K, A extends @Nullable Object, R>(
        WindowSpec window,
        TaskFunction<Aggregate<?, A, R>> aggregate,
        @Nullable TaskFunction<Function<Pair<K, R>, Boolean>> filter)
        implements StateFunction<K, A, Panes<A>, Pair<K, R>> {
    @Override
    public StateCodec<K, Panes<A>> codec(Codecs codecs) {
        return new StateCodec<>(StateFormat.any(codecs), StateFormat.panes(StateFormat.any(codecs)));
    }

    @Override
    public StateRun<K> open(Scope scope, StateOpening<K, Panes<A>> opening, RecordColumns<Pair<K, R>> out)
            throws Exception {
        WindowFold<A, R> fold = new WindowFold<>(aggregate.get(), scope.types());
        PaneFold<A> panes = fold.panes();
        Batch batch = scope.batch();
        boolean emits = batch.reaches(window.slide());
        long boundary = batch.boundary(window.slide());
        boolean late = boundary < batch.time().milliseconds();
        long pane = pane(batch, batch.time().milliseconds());
        return new PairwiseRun<K, A, Panes<A>>(this, scope, opening.session()) {
            private boolean begun;

            @Override
            void take(K key, A value) throws Exception {
                begin();
                A partial = fold.copy(value);
                Panes<A> old = session().get(key);
                if (old == null) {
                    scope.types().require(key);
                }
                session()
                        .put(
                                key,
                                (old == null ? panes.noPanes() : old)
                                        .add(
                                                pane,
                                                former -> former == null ? partial : fold.merge(former, partial),
                                                panes));
            }

            @Override
            public void end() throws Exception {
                begin();
                if (emits && !late) {
                    emit(scope, session(), fold, boundary, out);
                }
            }

            private void begin() throws Exception {
                if (!begun && emits && late) {
                    emit(scope, session(), fold, boundary, out);
                }
                begun = true;
            }
        };
    }

    private void emit(
            Scope scope,
            StateSession<K, Panes<A>> session,
            WindowFold<A, R> fold,
            long boundary,
            RecordColumns<Pair<K, R>> out)
            throws Exception {
        PaneFold<A> panes = fold.panes();
        Function<Pair<K, R>, Boolean> wanted = filter == null ? pair -> true : filter.get();
        long first = pane(scope.batch(), boundary - window.length()) + 1;
        session.forEach((key, held) -> {
            Object at = key;
            try {
                Panes<A> live = held.evictBefore(first, panes);
                if (live.isEmpty()) {
                    session.remove(key);
                    return;
                }
                if (live != held) {
                    session.put(key, live);
                }
                Pair<K, R> result = Pair.of(key, NotNull.given(fold.result(live.total(panes))));
                at = result;
                if (wanted.call(result)) {
                    out.add(result);
                }
            } catch (Exception e) {
                throw OperatorException.of(scope.origin(), at, e);
            }
        });
    }

    /** What the panes are together, also those that the next slide lets go of. */
    @Override
    public Object shown(Scope scope, Panes<A> kept) {
        WindowFold<A, R> fold = new WindowFold<>(aggregate.get(), scope.types());
        try {
            return NotNull.given(fold.result(kept.total(fold.panes())));
        } catch (Exception e) {
            throw OperatorException.of(scope.origin(), kept, e);
        }
    }

    @Override
    public String note() {
        return window.note();
    }

    private long pane(Batch batch, long time) {
        return Math.floorDiv(time - batch.zero().milliseconds() - 1, window.pane());
    }
}
