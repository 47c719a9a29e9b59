package io.sakia.streaming.keyed;

import io.sakia.Aggregate;
import io.sakia.streaming.graph.Watermarks;
import io.sakia.streaming.state.Due;
import io.sakia.streaming.window.Timing;
import io.sakia.streaming.window.WindowsOn;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Windows of a number of records, in the order in which they come; or of all, which has its result at the end of event time. */
final class NumberRules<T, A extends @Nullable Object, R> extends WindowRules<T, A, R> {
    /** The number of records where all are in one window. */
    static final long ALL = Long.MAX_VALUE;

    private final long size;

    NumberRules(
            long size,
            WindowsOn<T> windows,
            Aggregate<T, A, R> aggregate,
            UnaryOperator<A> copier,
            StateFunction.Scope scope) {
        super(windows, aggregate, copier, scope);
        this.size = size;
    }

    @Override
    boolean add(KeyWindows<A> key, long time, T record, Results<R> out) throws Exception {
        if (size == ALL && isPast(Watermarks.END)) {
            return false;
        }
        if (key.size() == 0) {
            key.insert(0, 0, 0, nothing());
        }
        addTo(key, 0, record);
        if (size == ALL) {
            key.fire(Watermarks.END - 1);
        } else if (key.count(0) == size) {
            put(key, Timing.ON_TIME, out);
            key.remove(0, 1);
            key.early(Due.NEVER);
        }
        return true;
    }

    @Override
    void finish(KeyWindows<A> key, Results<R> out) throws Exception {
        boolean isOver = size == ALL && isDue(Watermarks.END - 1);
        if (earlyEvery() > 0 && key.size() > 0 && !isOver && passes(key.count(0), key.added(0))) {
            put(key, Timing.EARLY, out);
        }
    }

    @Override
    void onEvent(KeyWindows<A> key, Results<R> out) throws Exception {
        put(key, Timing.ON_TIME, out);
        key.remove(0, 1);
        key.fire(Due.NEVER);
    }

    @Override
    void onRunning(KeyWindows<A> key, Results<R> out) throws Exception {
        key.early(Due.NEVER);
        key.changed(0, false);
        put(key, Timing.EARLY, out);
    }

    private void put(KeyWindows<A> key, Timing timing, Results<R> out) throws Exception {
        R value = result(key, 0, 1);
        if (size == ALL) {
            out.put(Long.MIN_VALUE, Long.MAX_VALUE, value, timing);
        } else {
            out.put(0, size, value, timing);
        }
    }
}
