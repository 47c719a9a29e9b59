package io.sakia.streaming.keyed;

import io.sakia.Pair;
import io.sakia.column.PairSink;
import io.sakia.column.RecordColumns;
import io.sakia.connector.EventTime;
import io.sakia.engine.OperatorException;
import io.sakia.function.Function3;
import io.sakia.function.VoidFunction2;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.state.Increment;
import io.sakia.streaming.state.RecordPanes;
import io.sakia.streaming.state.WindowSession;
import io.sakia.streaming.window.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One batch of {@link PlainWindowsByKey}: adds its records to their panes, and then ends the windows that the watermark has come to, one after the
 * other. Ends at which no window has anything are passed over at once.
 */
final class PlainWindowsRun<K, T, A extends @Nullable Object, R> implements StateRun<K> {
    private final PlainWindowsByKey<K, T, A, R> windows;
    private final StateFunction.Scope scope;
    private final WindowSession<K, A> session;
    private final EventTime.Millis<T> times;
    private final @Nullable Function3<K, Window, R, ?> finisher;
    private final RecordColumns<Object> out;
    private final PaneNumbers numbers;
    private final long firstPane;
    private final PairSink sink;
    private long next = Long.MAX_VALUE;

    PlainWindowsRun(
            PlainWindowsByKey<K, T, A, R> windows,
            StateFunction.Scope scope,
            WindowSession<K, A> session,
            EventTime.Millis<T> times,
            @Nullable Function3<K, Window, R, ?> finisher,
            RecordColumns<Object> out) {
        this.windows = windows;
        this.scope = scope;
        this.session = session;
        this.times = times;
        this.finisher = finisher;
        this.out = out;
        this.numbers = new PaneNumbers(windows.kind());
        this.firstPane = numbers.firstAfter(scope.watermarks().before());
        this.sink = session.records(this::pane);
    }

    @SuppressWarnings("unchecked") // it is given the records of its operator
    private long pane(Object record) throws Exception {
        long time = EventMillis.inRange(times.of((T) record), record);
        long number = numbers.of(time);
        if (number < firstPane) {
            windows.late().add(1L);
            out.add(new LateRecord(record));
            return RecordPanes.NONE;
        }
        return number;
    }

    @Override
    public void begin(K key, Object state) {
        throw new IllegalStateException("a window begins empty, but key " + key + " was given state " + state);
    }

    @Override
    public PairSink sink() {
        return sink;
    }

    @Override
    public void end() throws Exception {
        long now = scope.watermarks().now();
        long past = scope.watermarks().before();
        next = next(past);
        while (next <= now && next != Long.MAX_VALUE) {
            RecordColumns<Pair<K, R>> results = new RecordColumns<>();
            session.end(numbers.first(next), numbers.last(next), results);
            put(new Window(next - windows.kind().size(), next), results);
            past = next;
            next = next(past);
        }
        if (session.newestClosed() != Long.MIN_VALUE && numbers.lastEnd(session.newestClosed()) <= past) {
            session.forget();
        }
    }

    private long next(long watermark) {
        return numbers.nextEnd(watermark, session.newestClosed(), session.oldestOpen(numbers.firstAfter(watermark)));
    }

    private void put(Window window, RecordColumns<Pair<K, R>> results) {
        if (results.isEmpty()) {
            return;
        }
        results.trim();
        if (finisher == null) {
            out.add(new WindowResults<>(window, results));
            return;
        }
        RecordColumns<Pair<K, Object>> finished = new RecordColumns<>();
        for (Pair<K, R> each : results) {
            try {
                finished.add(Pair.of(each.key(), finisher.call(each.key(), window, each.value())));
            } catch (Exception e) {
                throw OperatorException.of(scope.origin(), "the windows of " + each.key(), e);
            }
        }
        out.add(new WindowResults<>(window, finished));
    }

    @Override
    public void states(VoidFunction2<? super K, Object> action) throws Exception {
        List<Pair<K, Object>> all = new ArrayList<>();
        session.forEach((key, kept) -> {
            Object shown = windows.shown(scope, kept);
            if (shown != null) {
                all.add(Pair.of(key, shown));
            }
        });
        for (Pair<K, Object> each : all) {
            action.call(each.key(), each.value());
        }
    }

    @Override
    public long due() {
        return StatefulOperator.NEVER;
    }

    @Override
    public long eventDue() {
        return next;
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
