package io.sakia.streaming.keyed;

import io.sakia.Aggregate;
import io.sakia.streaming.state.Due;
import io.sakia.streaming.window.Timing;
import io.sakia.streaming.window.WindowKind;
import io.sakia.streaming.window.WindowsOn;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sessions, each from its first record to the gap after its last. A record joins all sessions that it overlaps with its own gap:
 *
 * <pre>
 *   gap 10       [3 ……… 19)      [25 … 35)
 *   16 comes         16 ─────── 26            [3 ……………………………… 35)
 * </pre>
 *
 * It is late only if no session that it would belong to is kept. With an allowed lateness sessions are kept for so long after their result; a record
 * that lengthens one beyond the watermark opens it again, and it has another result on time.
 */
final class SessionRules<T, A extends @Nullable Object, R> extends WindowRules<T, A, R> {
    private final long gap;

    SessionRules(
            WindowKind.Session kind,
            WindowsOn<T> windows,
            Aggregate<T, A, R> aggregate,
            UnaryOperator<A> copier,
            StateFunction.Scope scope) {
        super(windows, aggregate, copier, scope);
        this.gap = kind.gap();
    }

    @Override
    boolean add(KeyWindows<A> key, long time, T record, Results<R> out) throws Exception {
        int from = key.find(time);
        from = from < 0 ? -from - 1 : from;
        if (from > 0 && key.end(from - 1) > time) {
            from--;
        }
        int to = from;
        while (to < key.size() && key.start(to) < time + gap) {
            to++;
        }
        boolean fired = true;
        if (from == to) {
            if (isPast(time + gap + allowedLateness())) {
                return false;
            }
            key.insert(from, time, time + gap, nothing());
        } else {
            long start = Math.min(time, key.start(from));
            long end = Math.max(time + gap, key.end(to - 1));
            for (int cell = from; cell < to; cell++) {
                fired &= key.isFired(cell);
            }
            merge(key, from, to);
            key.stretch(from, start, end);
        }
        addTo(key, from, record);
        boolean past = isPast(key.end(from));
        key.fired(from, fired && past);
        key.refined(from, fired && past);
        schedule(key);
        return true;
    }

    @Override
    void finish(KeyWindows<A> key, Results<R> out) throws Exception {
        for (int cell = 0; cell < key.size(); cell++) {
            if (key.isRefined(cell)) {
                put(key, cell, Timing.LATE, out);
            } else if (earlyEvery() > 0
                    && !key.isFired(cell)
                    && !isDue(key.end(cell))
                    && passes(key.count(cell), key.added(cell))) {
                put(key, cell, Timing.EARLY, out);
            }
        }
    }

    @Override
    void onEvent(KeyWindows<A> key, Results<R> out) throws Exception {
        long now = key.eventDue();
        for (int cell = key.size() - 1; cell >= 0; cell--) {
            if (!key.isFired(cell) && key.end(cell) <= now) {
                put(key, cell, Timing.ON_TIME, out);
                key.fired(cell, true);
            }
            if (key.isFired(cell) && key.end(cell) + allowedLateness() <= now) {
                key.remove(cell, cell + 1);
            }
        }
        schedule(key);
    }

    @Override
    void onRunning(KeyWindows<A> key, Results<R> out) throws Exception {
        key.early(Due.NEVER);
        for (int cell = 0; cell < key.size(); cell++) {
            if (key.isChanged(cell)) {
                key.changed(cell, false);
                if (!key.isFired(cell)) {
                    put(key, cell, Timing.EARLY, out);
                }
            }
        }
    }

    private void put(KeyWindows<A> key, int cell, Timing timing, Results<R> out) throws Exception {
        out.put(key.start(cell), key.end(cell), result(key, cell, cell + 1), timing);
    }

    private void schedule(KeyWindows<A> key) {
        key.fire(Due.NEVER);
        key.drop(Due.NEVER);
        for (int cell = key.size() - 1; cell >= 0; cell--) {
            if (key.isFired(cell)) {
                key.drop(key.end(cell) + allowedLateness()); // the first one's is the smallest
            } else {
                key.fire(key.end(cell));
            }
        }
    }
}
