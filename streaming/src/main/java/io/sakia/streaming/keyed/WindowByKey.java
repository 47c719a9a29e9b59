package io.sakia.streaming.keyed;

import io.sakia.Pair;
import io.sakia.engine.OperatorException;
import io.sakia.function.Function2;
import io.sakia.function.NotNull;
import io.sakia.function.TaskFunction;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.WindowSpec;
import io.sakia.streaming.state.PaneFold;
import io.sakia.streaming.state.Panes;
import io.sakia.streaming.state.StateSession;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sliding reduction by key: each key's state is one partial for each pane in which it came, so a batch is folded once, whatever the
 * window's length. A key whose panes have all left the window leaves the memory.
 *
 * <pre>
 *   zero      pane 0        pane 1        pane 2       pane = the largest step that divides length and slide
 *     ├─────────────────┼─────────────┼─────────────┤
 *     a batch at time t falls into pane (t − zero − 1) / pane: a pane holds its end, not its begin
 * </pre>
 *
 * A batch that begins late, after the end of a slide, first puts out what the slide holds and is folded in afterwards.
 */
record WindowByKey<K, V>(
        WindowSpec window,
        TaskFunction<Function2<V, V, V>> function,
        @Nullable TaskFunction<Function2<V, V, V>> inverse)
        implements StateFunction<K, V, Panes<V>, Pair<K, V>> {
    @Override
    public void step(Scope scope, StateSession<K, Panes<V>> session, Iterator<Pair<K, V>> pairs, List<Pair<K, V>> out)
            throws Exception {
        PaneFold<V> fold = new PaneFold<>(given(function.get()), inverse == null ? null : given(inverse.get()));
        Batch batch = scope.batch();
        boolean emits = batch.reaches(window.slide());
        long boundary = batch.boundary(window.slide());
        boolean late = boundary < batch.time().milliseconds();
        if (emits && late) {
            emit(scope, session, fold, boundary, out);
        }
        long pane = pane(batch, batch.time().milliseconds());
        while (pairs.hasNext()) {
            Pair<K, V> pair = pairs.next();
            Panes<V> old = session.get(pair.key());
            if (old == null) {
                scope.types().require(pair.key());
                scope.types().require(pair.value());
            }
            try {
                Panes<V> panes = old == null ? fold.noPanes() : old;
                session.put(
                        pair.key(),
                        panes.add(
                                pane,
                                partial -> partial == null
                                        ? pair.value()
                                        : fold.combine().call(partial, pair.value()),
                                fold));
            } catch (Exception e) {
                throw OperatorException.of(scope.origin(), pair, e);
            }
        }
        if (emits && !late) {
            emit(scope, session, fold, boundary, out);
        }
    }

    private void emit(
            Scope scope, StateSession<K, Panes<V>> session, PaneFold<V> fold, long boundary, List<Pair<K, V>> out)
            throws Exception {
        long first = pane(scope.batch(), boundary - window.length()) + 1;
        session.forEach((key, panes) -> {
            try {
                Panes<V> live = panes.evictBefore(first, fold);
                if (live.isEmpty()) {
                    session.remove(key);
                    return;
                }
                if (live != panes) {
                    session.put(key, live);
                }
                out.add(Pair.of(key, live.total(fold)));
            } catch (Exception e) {
                throw OperatorException.of(scope.origin(), key, e);
            }
        });
    }

    private static <V> Function2<V, V, V> given(Function2<V, V, V> function) {
        return (a, b) -> NotNull.given(function.call(a, b));
    }

    private long pane(Batch batch, long time) {
        return Math.floorDiv(time - batch.zero().milliseconds() - 1, window.pane());
    }
}
