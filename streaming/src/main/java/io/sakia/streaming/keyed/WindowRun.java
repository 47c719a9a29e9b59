package io.sakia.streaming.keyed;

import io.sakia.Pair;
import io.sakia.column.PairSink;
import io.sakia.column.RecordColumns;
import io.sakia.function.Function;
import io.sakia.function.VoidFunction2;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.state.Increment;
import io.sakia.streaming.state.WindowSession;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One batch of a {@link WindowByKey}: adds its partials to the pane of its time, and puts out what the window holds if a slide has ended.
 *
 * <pre>
 *   batch at the end of a slide     add … slide
 *   batch that begins late          slide, add …
 *   any other                       add …
 * </pre>
 */
final class WindowRun<K, A extends @Nullable Object, R> implements StateRun<K> {
    private final WindowByKey<K, A, R> window;
    private final StateFunction.Scope scope;
    private final WindowSession<K, A> session;
    private final boolean slides;
    private final long last;
    private final PairSink sink;
    private final boolean late;
    private final @Nullable Function<Pair<K, R>, Boolean> wanted;
    private final RecordColumns<Pair<K, R>> out;
    private boolean begun;

    /**
     * A batch.
     *
     * @param slides whether a slide has ended with it or since the batch before
     * @param last the last pane of that slide
     * @param pane that of the batch
     * @param wanted what is put out, or null for all
     */
    WindowRun(
            WindowByKey<K, A, R> window,
            StateFunction.Scope scope,
            WindowSession<K, A> session,
            boolean slides,
            long last,
            long pane,
            @Nullable Function<Pair<K, R>, Boolean> wanted,
            RecordColumns<Pair<K, R>> out) {
        this.window = window;
        this.scope = scope;
        this.session = session;
        this.slides = slides;
        this.last = last;
        this.sink = session.add(pane);
        this.late = scope.batch().boundary(window.window().slide())
                < scope.batch().time().milliseconds();
        this.wanted = wanted;
        this.out = out;
    }

    @Override
    public void begin(K key, Object state) {
        throw new IllegalStateException("a window begins empty, but key " + key + " was given state " + state);
    }

    @Override
    public PairSink sink() {
        begin();
        return sink;
    }

    @Override
    public void end() {
        begin();
        if (slides && !late) {
            slide();
        }
    }

    private void begin() {
        if (!begun && slides && late) {
            slide();
        }
        begun = true;
    }

    private void slide() {
        session.slide(window.first(last), last, wanted, out);
    }

    @Override
    public void states(VoidFunction2<? super K, Object> action) throws Exception {
        List<Pair<K, Object>> all = new ArrayList<>();
        session.forEach((key, kept) -> all.add(Pair.of(key, window.shown(scope, kept))));
        for (Pair<K, Object> each : all) {
            action.call(each.key(), each.value());
        }
    }

    @Override
    public long due() {
        return StatefulOperator.NEVER;
    }

    @Override
    public Increment commit() {
        return session.commit();
    }

    @Override
    public void close() {
        session.close();
    }
}
