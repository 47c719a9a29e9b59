package io.sakia.streaming.keyed;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.column.RecordColumns;
import io.sakia.connector.codec.Codecs;
import io.sakia.function.NotNull;
import io.sakia.streaming.state.KeyPanes;
import io.sakia.streaming.state.StateCodec;
import org.jspecify.annotations.Nullable;

/**
 * A sliding aggregation of all records together: a {@link WindowByKey} of one key, which is not put out.
 *
 * @param window folds what comes under the one key
 * @param ofNothing whether a window without records gives the result of no records; if not, it gives none
 */
record WindowTotal<A extends @Nullable Object, R>(WindowByKey<Integer, A, R> window, boolean ofNothing)
        implements StateFunction<Integer, A, KeyPanes<A>, R> {
    @Override
    public StateCodec<Integer, KeyPanes<A>> codec(Codecs codecs) {
        return window.codec(codecs);
    }

    @Override
    public StateRun<Integer> open(Scope scope, StateOpening<Integer, KeyPanes<A>> opening, RecordColumns<R> out)
            throws Exception {
        RecordColumns<Pair<Integer, R>> totals = new RecordColumns<>();
        return new ForwardingRun<>(window.open(scope, opening, totals)) {
            @Override
            public void end() throws Exception {
                super.end();
                for (Pair<Integer, R> total : totals) {
                    out.add(total.value());
                }
                if (ofNothing
                        && totals.isEmpty()
                        && scope.batch().reaches(window.window().slide())) {
                    out.add(NotNull.given(nothing(window.aggregate().get())));
                }
            }
        };
    }

    @Override
    public Object shown(Scope scope, KeyPanes<A> kept) {
        return window.shown(scope, kept);
    }

    @Override
    public String note() {
        return window.note();
    }

    private static <A extends @Nullable Object, R> R nothing(Aggregate<?, A, R> aggregate) throws Exception {
        return aggregate.result(aggregate.create());
    }
}
