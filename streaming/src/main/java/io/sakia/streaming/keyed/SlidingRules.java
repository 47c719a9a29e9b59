package io.sakia.streaming.keyed;

import io.sakia.Aggregate;
import io.sakia.streaming.state.Due;
import io.sakia.streaming.window.Timing;
import io.sakia.streaming.window.WindowKind;
import io.sakia.streaming.window.WindowsOn;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Windows of one length, in panes: a record is added once, to the pane in which its time lies, and each window's result is put together of its
 * panes.
 *
 * <pre>
 *   panes      0    10   20   30   40
 *   window     ├──────────────┤            ends at 30
 *                   ├──────────────┤       ends at 40
 *   fire = 30: puts out [0, 30), drops pane 0, goes on to 40
 * </pre>
 *
 * With an allowed lateness a pane stays for so long after its last window has ended, and what comes into it then is put out again.
 */
final class SlidingRules<T, A extends @Nullable Object, R> extends WindowRules<T, A, R> {
    private final WindowKind.Sliding kind;
    private final long pane;

    SlidingRules(
            WindowKind.Sliding kind,
            WindowsOn<T> windows,
            Aggregate<T, A, R> aggregate,
            UnaryOperator<A> copier,
            StateFunction.Scope scope) {
        super(windows, aggregate, copier, scope);
        this.kind = kind;
        this.pane = kind.pane();
    }

    @Override
    boolean add(KeyWindows<A> key, long time, T record, Results<R> out) throws Exception {
        long last = kind.lastEnd(time);
        if (isPast(last + allowedLateness())) {
            return false;
        }
        long start = time - Math.floorMod(time - kind.offset(), pane);
        int cell = key.find(start);
        if (cell < 0) {
            cell = -cell - 1;
            key.insert(cell, start, start + pane, nothing());
        }
        addTo(key, cell, record);
        long first = kind.endAfter(time);
        if (!isPast(last)) {
            long open = isPast(first) ? kind.endAfter(watermarks().before()) : first;
            key.fire(Math.min(key.fire(), open));
        }
        if (allowedLateness() > 0) {
            if (isPast(first)) {
                key.refined(cell, true);
            }
            key.drop(Math.min(key.drop(), last + allowedLateness()));
        }
        return true;
    }

    @Override
    void finish(KeyWindows<A> key, Results<R> out) throws Exception {
        TreeSet<Long> late = new TreeSet<>();
        TreeSet<Long> early = new TreeSet<>();
        for (int cell = 0; cell < key.size(); cell++) {
            long last = kind.lastEnd(key.start(cell));
            boolean isEarly = earlyEvery() > 0 && key.added(cell) > 0;
            for (long end = kind.endAfter(key.start(cell));
                    (key.isRefined(cell) || isEarly) && end <= last;
                    end += kind.slide()) {
                if (isPast(end) && end < key.fire()) {
                    if (!isPast(end + allowedLateness())) {
                        late.add(end);
                    }
                } else if (isEarly && !isDue(end)) {
                    early.add(end);
                }
            }
        }
        for (long end : late) {
            put(key, end, Timing.LATE, out);
        }
        for (long end : early) {
            long count = 0;
            long added = 0;
            for (int cell = from(key, end - kind.size()); cell < from(key, end); cell++) {
                count += key.count(cell);
                added += key.added(cell);
            }
            if (passes(count, added)) {
                put(key, end, Timing.EARLY, out);
            }
        }
    }

    @Override
    void onEvent(KeyWindows<A> key, Results<R> out) throws Exception {
        long now = key.eventDue();
        if (key.fire() == now) {
            put(key, now, Timing.ON_TIME, out);
            key.fire(next(key, now));
        }
        int over = 0;
        while (over < key.size() && kind.lastEnd(key.start(over)) + allowedLateness() <= now) {
            over++;
        }
        key.remove(0, over);
        key.drop(
                allowedLateness() == 0 || key.size() == 0 ? Due.NEVER : kind.lastEnd(key.start(0)) + allowedLateness());
    }

    @Override
    void onRunning(KeyWindows<A> key, Results<R> out) throws Exception {
        key.early(Due.NEVER);
        TreeSet<Long> ends = new TreeSet<>();
        for (int cell = 0; cell < key.size(); cell++) {
            if (key.isChanged(cell)) {
                key.changed(cell, false);
                long last = kind.lastEnd(key.start(cell));
                for (long end = kind.endAfter(key.start(cell)); end <= last; end += kind.slide()) {
                    if (end >= key.fire()) {
                        ends.add(end);
                    }
                }
            }
        }
        for (long end : ends) {
            put(key, end, Timing.EARLY, out);
        }
    }

    /** The end of the first window after one in which there is a pane. */
    private long next(KeyWindows<A> key, long end) {
        for (int cell = 0; cell < key.size(); cell++) {
            if (kind.lastEnd(key.start(cell)) > end) {
                return Math.max(end + kind.slide(), kind.endAfter(key.start(cell)));
            }
        }
        return Due.NEVER;
    }

    private void put(KeyWindows<A> key, long end, Timing timing, Results<R> out) throws Exception {
        long start = end - kind.size();
        out.put(start, end, result(key, from(key, start), from(key, end)), timing);
    }

    /** The first pane that does not begin before a time. */
    private int from(KeyWindows<A> key, long time) {
        int cell = key.find(time);
        return cell < 0 ? -cell - 1 : cell;
    }
}
