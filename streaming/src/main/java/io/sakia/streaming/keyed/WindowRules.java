package io.sakia.streaming.keyed;

import io.sakia.Aggregate;
import io.sakia.streaming.graph.Watermarks;
import io.sakia.streaming.state.Due;
import io.sakia.streaming.window.Timing;
import io.sakia.streaming.window.WindowKind;
import io.sakia.streaming.window.WindowsOn;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of windows does with the records of a key in one batch.
 *
 * <pre>
 *   add …            each record of the batch, told by its time; judged by the watermark before
 *   finish           results that come because of what was added: late ones and those after so many records
 *   onEvent …        results on time, and letting go, as the watermark now says
 *   onRunning        early results, as the clock says
 * </pre>
 *
 * @param <T> the records
 * @param <A> the partials
 * @param <R> the results
 */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
abstract class WindowRules<T, A extends @Nullable Object, R> {
    private final Aggregate<T, A, R> aggregate;
    private final UnaryOperator<A> copier;
    private final Watermarks watermarks;
    private final long allowedLateness;
    private final long early;
    private final long earlyEvery;
    private final long running;

    /** Takes the results of the key that is worked on. */
    @FunctionalInterface
    interface Results<R> {
        void put(long start, long end, R value, Timing timing) throws Exception;
    }

    /**
     * In one batch.
     *
     * @param copier copies partials
     */
    WindowRules(
            WindowsOn<T> windows, Aggregate<T, A, R> aggregate, UnaryOperator<A> copier, StateFunction.Scope scope) {
        this.aggregate = aggregate;
        this.copier = copier;
        this.watermarks = scope.watermarks();
        this.running = scope.batch().runningTime();
        this.allowedLateness = windows.allowedLatenessMillis();
        this.early = windows.earlyMillis();
        this.earlyEvery = windows.earlyRecords();
    }

    /** Those of a kind of windows. */
    static <T, A extends @Nullable Object, R> WindowRules<T, A, R> of(
            WindowsOn<T> windows, Aggregate<T, A, R> aggregate, UnaryOperator<A> copier, StateFunction.Scope scope) {
        WindowKind kind = windows.kind();
        if (kind instanceof WindowKind.Sliding sliding) {
            return new SlidingRules<>(sliding, windows, aggregate, copier, scope);
        }
        if (kind instanceof WindowKind.Session session) {
            return new SessionRules<>(session, windows, aggregate, copier, scope);
        }
        long size = kind instanceof WindowKind.Count count ? count.size() : NumberRules.ALL;
        return new NumberRules<>(size, windows, aggregate, copier, scope);
    }

    /** Adds a record; gives false if no window takes it any more. */
    abstract boolean add(KeyWindows<A> key, long time, T record, Results<R> out) throws Exception;

    /** Puts out what has changed in windows that had their results, and what has come to so many records. */
    abstract void finish(KeyWindows<A> key, Results<R> out) throws Exception;

    /** Does what is due at the key's first event time. */
    abstract void onEvent(KeyWindows<A> key, Results<R> out) throws Exception;

    /** Puts out early results, those of the windows that have changed. */
    abstract void onRunning(KeyWindows<A> key, Results<R> out) throws Exception;

    /** Whether the watermark had come to a time before this batch. */
    final boolean isPast(long time) {
        return time <= watermarks.before();
    }

    final Watermarks watermarks() {
        return watermarks;
    }

    final long allowedLateness() {
        return allowedLateness;
    }

    final long earlyEvery() {
        return earlyEvery;
    }

    /** A partial of nothing. */
    final A nothing() throws Exception {
        return aggregate.create();
    }

    /** Adds a record to a cell. */
    final void addTo(KeyWindows<A> key, int cell, T record) throws Exception {
        key.set(cell, aggregate.add(own(key, cell), record));
        key.count(cell, 1, 1);
        if (early > 0) {
            key.changed(cell, true);
            if (key.early() == Due.NEVER) {
                key.early(running + early);
            }
        }
    }

    /** Makes one cell of several. */
    final void merge(KeyWindows<A> key, int from, int to) throws Exception {
        A all = own(key, from);
        for (int cell = from + 1; cell < to; cell++) {
            all = aggregate.merge(all, key.partial(cell));
            key.count(from, key.isCounting() ? key.count(cell) : 0, key.isCounting() ? key.added(cell) : 0);
            key.changed(from, key.isChanged(from) || key.isChanged(cell));
        }
        key.set(from, all);
        key.remove(from + 1, to);
    }

    private A own(KeyWindows<A> key, int cell) {
        A partial = key.partial(cell);
        return partial == null || key.isOwned(cell) ? partial : copier.apply(partial);
    }

    /** The result of some cells, of which there is at least one. */
    final R result(KeyWindows<A> key, int from, int to) throws Exception {
        A all = key.partial(from);
        for (int cell = from + 1; cell < to; cell++) {
            if (cell == from + 1 && all != null) {
                all = copier.apply(all);
            }
            all = aggregate.merge(all, key.partial(cell));
        }
        return aggregate.result(all);
    }

    /** Whether so many records, of which some came in this batch, have passed a multiple of those after which early results come. */
    final boolean passes(long count, long added) {
        return earlyEvery > 0 && count / earlyEvery > (count - added) / earlyEvery;
    }

    /** Whether what ends at a time comes in this batch, so that nothing need come early. */
    final boolean isDue(long end) {
        return end <= watermarks.now();
    }
}
