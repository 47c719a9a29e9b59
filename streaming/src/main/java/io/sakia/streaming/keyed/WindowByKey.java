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
import io.sakia.streaming.state.KeyPanes;
import io.sakia.streaming.state.StateCodec;
import io.sakia.streaming.state.StateFormat;
import io.sakia.streaming.state.WindowPlace;
import org.jspecify.annotations.Nullable;

/**
 * A sliding aggregation by key: a partition's state is one partial accumulator for each key and pane in which it came, so a batch is folded
 * once, whatever the window's length. A key whose panes have all left the window leaves the memory. A filter tells what is put out; what it
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
        implements StateFunction<K, A, KeyPanes<A>, Pair<K, R>> {
    @Override
    public StateCodec<K, KeyPanes<A>> codec(Codecs codecs) {
        return new StateCodec<>(
                StateFormat.any(codecs),
                StateFormat.panes(StateFormat.any(codecs), aggregate.get().canSubtract()));
    }

    @Override
    public StateRun<K> open(Scope scope, StateOpening<K, KeyPanes<A>> opening, RecordColumns<Pair<K, R>> out)
            throws Exception {
        Batch batch = scope.batch();
        Function<Pair<K, R>, Boolean> wanted = filter == null ? null : filter.get();
        return new WindowRun<>(
                this,
                scope,
                opening.windows(
                        codec(scope.types().codecs()),
                        new WindowPlace<>(aggregate, scope.types(), scope.origin(), scope.types()::require)),
                batch.reaches(window.slide()),
                pane(batch, batch.boundary(window.slide())),
                pane(batch, batch.time().milliseconds()),
                wanted,
                out);
    }

    /** The first pane of the window that ends with a pane. */
    long first(long last) {
        return last - window.length() / window.pane() + 1;
    }

    /** What the panes of the last window, and those since, are together. */
    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // a copy is of the type of what was copied; null stands for nothing
    public Object shown(Scope scope, KeyPanes<A> kept) {
        Aggregate<?, A, R> fold = aggregate.get();
        long first = first(pane(scope.batch(), scope.batch().boundary(window.slide())));
        try {
            A total = kept.total(
                    first,
                    (older, newer) ->
                            fold.merge(older == null ? older : (A) scope.types().copy(older), newer));
            return NotNull.given(fold.result(total));
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
