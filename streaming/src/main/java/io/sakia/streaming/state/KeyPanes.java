package io.sakia.streaming.state;

import io.sakia.function.Function2;
import org.jspecify.annotations.Nullable;

/**
 * What a window's panes hold of one key, as it is stored.
 *
 * <pre>
 *   front, oldest first           back, oldest first         pending, oldest first
 *     4: total of 4, 5 and 7        8: partial                 9: partial
 *     5: total of 5 and 7         total of the back            in no total yet
 *     7: total of 7
 * </pre>
 *
 * Where there is an inverse, nothing is in the front, and the total of the back is that of all panes but the pending ones.
 *
 * @param <A> the partials
 */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
public final class KeyPanes<A extends @Nullable Object> {
    private final boolean running;
    private final long[] numbers;
    private final Cells values;
    private int start;
    private int front;
    private int back;
    private int pending;
    private @Nullable Object total;

    KeyPanes(boolean running, long[] numbers, Cells values) {
        this.running = running;
        this.numbers = numbers;
        this.values = values;
    }

    /** Becomes what stands at some places: first those of the front, then those of the back, then the pending ones. */
    KeyPanes<A> at(int newStart, int newFront, int newBack, int newPending, @Nullable Object newTotal) {
        start = newStart;
        front = newFront;
        back = newBack;
        pending = newPending;
        total = newTotal;
        return this;
    }

    /** Whether the total of the back is that of all, from which an inverse takes what leaves. */
    boolean isRunning() {
        return running;
    }

    int front() {
        return front;
    }

    int back() {
        return back;
    }

    int pending() {
        return pending;
    }

    int size() {
        return front + back + pending;
    }

    /** The number of a pane, counted from the oldest. */
    long number(int pane) {
        return numbers[start + pane];
    }

    /** A pane's partial, or in the front its total with all behind it there, counted likewise. */
    @SuppressWarnings("unchecked")
    A value(int pane) {
        return (A) values.get(start + pane);
    }

    /** The total of the back, if there is one. */
    @SuppressWarnings("unchecked")
    A total() {
        return (A) total;
    }

    /** Whether there is a pane from one on. */
    public boolean hasFrom(long first) {
        for (int pane = 0; pane < size(); pane++) {
            if (number(pane) >= first) {
                return true;
            }
        }
        return false;
    }

    /**
     * All panes from one on combined, or null if there are none; may be grouped otherwise than where results are made.
     *
     * @param combine puts an older and a newer part together
     */
    public @Nullable A total(long first, Function2<A, A, A> combine) throws Exception {
        Folding<A> folding = new Folding<>(combine);
        int pane = 0;
        while (pane < front && number(pane) < first) {
            pane++;
        }
        if (pane < front) {
            folding.add(value(pane));
        }
        pane = front;
        if (back > 0 && (running || number(front) >= first)) {
            folding.add(total());
            pane += back;
        }
        for (; pane < size(); pane++) {
            if (number(pane) >= first) {
                folding.add(value(pane));
            }
        }
        return folding.all;
    }

    /** As {@code panes 4 to 9}. */
    @Override
    public String toString() {
        return size() == 0 ? "no panes" : "panes " + number(0) + " to " + number(size() - 1);
    }

    private static final class Folding<A extends @Nullable Object> {
        private final Function2<A, A, A> combine;
        private @Nullable A all;
        private boolean some;

        private Folding(Function2<A, A, A> combine) {
            this.combine = combine;
        }

        private void add(A newer) throws Exception {
            all = some ? combine.call(all, newer) : newer;
            some = true;
        }
    }
}
