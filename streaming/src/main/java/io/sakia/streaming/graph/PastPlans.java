package io.sakia.streaming.graph;

import io.sakia.plan.Plan;
import io.sakia.streaming.time.Time;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plans of an operator's last batches, for as long as the program wants them remembered. A plan is a description: what it costs is what
 * hangs on it, such as kept blocks and shuffled records. Thread-safe: the batch loop adds, and anybody may look back.
 *
 * <pre>
 *   remembered for 3 s    times  1 2 3 4 5 6
 *                                forgotten │ now: from 6 − 3, included
 * </pre>
 */
public final class PastPlans<T> {
    private final long length;
    private final Deque<Past<T>> plans = new ArrayDeque<>();
    private @Nullable Time forgotten;

    /** Remembers the batches of so many milliseconds before the last one. */
    PastPlans(long length) {
        this.length = length;
    }

    /** In milliseconds for how long batches are remembered. */
    long length() {
        return length;
    }

    /** Adds a batch, whose plan is null if nothing is put out in it, and forgets what is too old now. */
    synchronized void add(Time time, @Nullable Plan<T> plan) {
        if (plan != null) {
            plans.addLast(new Past<>(time, plan));
        }
        long oldest = time.milliseconds() - length;
        while (!plans.isEmpty() && plans.getFirst().time.milliseconds() < oldest) {
            forgotten = plans.removeFirst().time;
        }
    }

    /** The time of the last batch that was forgotten, or null if none was. */
    public synchronized @Nullable Time forgotten() {
        return forgotten;
    }

    /** The plans of the batches whose time lies between two times, both included, in their order. */
    public synchronized List<Plan<T>> between(Time from, Time to) {
        List<Plan<T>> inside = new ArrayList<>();
        for (Past<T> past : plans) {
            if (past.time.compareTo(from) >= 0 && past.time.compareTo(to) <= 0) {
                inside.add(past.plan);
            }
        }
        return inside;
    }

    private record Past<T>(Time time, Plan<T> plan) {}
}
