package io.sakia.streaming.state;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A queue of two stacks, each with the totals that will be asked for (Adamax's answer for a queue with a minimum, as analysed
 * by Tangwongsan, Hirzel and Schneider, "Low-Latency Sliding-Window Aggregation in Worst-Case Constant Time", 2017).
 *
 * <pre>
 *   front, oldest on top                     back, newest on top
 *     4: p4⊕p5⊕p7                              9: p8⊕p9   and p9
 *     5:    p5⊕p7                              8: p8      and p8
 *     7:       p7
 *
 *   total  = top of front ⊕ top of back
 *   push   = one ⊕ on the back
 *   evict  = pop the front; when that is empty, turn the back over into a new front, one ⊕ for each pane that stays
 * </pre>
 *
 * <p>A pane is pushed once and turned over at most once. The front is empty only if the back is.
 */
record StackedPanes<A extends @Nullable Object>(
        @Nullable Suffix<A> front, @Nullable Prefix<A> back) implements ClosedPanes<A> {
    @Override
    public ClosedPanes<A> push(long number, A partial, PaneFold<A> fold) throws Exception {
        if (front == null) {
            return new StackedPanes<>(new Suffix<>(number, partial, null), null);
        }
        A total = back == null ? partial : fold.combine().call(back.total, partial);
        return new StackedPanes<>(front, new Prefix<>(number, partial, total, back));
    }

    @Override
    public ClosedPanes<A> evictBefore(long number, PaneFold<A> fold) throws Exception {
        Suffix<A> rest = front;
        while (rest != null && rest.number < number) {
            rest = rest.newer;
        }
        return rest == null ? new StackedPanes<>(turnOver(number, fold), null) : new StackedPanes<>(rest, back);
    }

    @Override
    public A total(PaneFold<A> fold) throws Exception {
        A older = top().total;
        return back == null ? older : fold.combine().call(older, back.total);
    }

    @Override
    public boolean isEmpty() {
        return front == null;
    }

    @Override
    public long oldest() {
        return top().number;
    }

    @Override
    public ClosedPanes<A> empty() {
        return new StackedPanes<>(null, null);
    }

    private @Nullable Suffix<A> turnOver(long from, PaneFold<A> fold) throws Exception {
        Suffix<A> turned = null;
        for (Prefix<A> pane = back; pane != null && pane.number >= from; pane = pane.older) {
            A total = turned == null ? pane.partial : fold.combine().call(pane.partial, turned.total);
            turned = new Suffix<>(pane.number, total, turned);
        }
        return turned;
    }

    private Suffix<A> top() {
        return Objects.requireNonNull(front);
    }

    /** A pane with the total of itself and all newer ones in the front. */
    record Suffix<A extends @Nullable Object>(
            long number, A total, @Nullable Suffix<A> newer) {}

    /** A pane with its partial and the total of itself and all older ones in the back. */
    record Prefix<A extends @Nullable Object>(
            long number, A partial, A total, @Nullable Prefix<A> older) {}
}
