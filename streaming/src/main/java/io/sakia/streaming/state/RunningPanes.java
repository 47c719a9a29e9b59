package io.sakia.streaming.state;

import io.sakia.function.Function2;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A queue with one running total, to which new panes are added and from which an inverse takes the old ones. The panes stand
 * in two lists, the older ones oldest first and the rest newest first; the second is turned over when the first runs out
 * (Okasaki, "Purely Functional Data Structures", 1998). The first is empty only if the second is.
 */
record RunningPanes<A extends @Nullable Object>(
        @Nullable Pane<A> front,
        @Nullable Pane<A> back,
        @Nullable Sum<A> sum) implements ClosedPanes<A> {
    @Override
    public ClosedPanes<A> push(long number, A partial, PaneFold<A> fold) throws Exception {
        if (front == null) {
            return new RunningPanes<>(new Pane<>(number, partial, null), null, new Sum<>(partial, number));
        }
        A next = fold.combine().call(total(fold), partial);
        return new RunningPanes<>(front, new Pane<>(number, partial, back), new Sum<>(next, number));
    }

    @Override
    public ClosedPanes<A> evictBefore(long number, PaneFold<A> fold) throws Exception {
        Pane<A> older = front;
        Pane<A> newer = back;
        if (older == null || present().newest < number) {
            return empty(); // nothing stays, so nothing need be taken out
        }
        A rest = total(fold);
        while (older.number < number) {
            rest = inverse(fold).call(rest, older.partial);
            older = older.next;
            if (older == null) {
                older = Objects.requireNonNull(turnOver(newer));
                newer = null;
            }
        }
        return new RunningPanes<>(older, newer, new Sum<>(rest, present().newest));
    }

    @Override
    public A total(PaneFold<A> fold) {
        return present().total;
    }

    @Override
    public boolean isEmpty() {
        return front == null;
    }

    @Override
    public long oldest() {
        return Objects.requireNonNull(front).number;
    }

    @Override
    public ClosedPanes<A> empty() {
        return new RunningPanes<>(null, null, null);
    }

    private Sum<A> present() {
        return Objects.requireNonNull(sum);
    }

    private static <A extends @Nullable Object> Function2<A, A, A> inverse(PaneFold<A> fold) {
        Function2<A, A, A> inverse = fold.inverse();
        if (inverse == null) {
            throw new IllegalArgumentException(
                    "these panes have a running total, from which an inverse function takes old panes, but the fold has"
                            + " none: give it one, or start from Panes.stacked()");
        }
        return inverse;
    }

    private static <A extends @Nullable Object> @Nullable Pane<A> turnOver(@Nullable Pane<A> list) {
        Pane<A> turned = null;
        for (Pane<A> pane = list; pane != null; pane = pane.next) {
            turned = new Pane<>(pane.number, pane.partial, turned);
        }
        return turned;
    }

    /** A pane in a list. */
    record Pane<A extends @Nullable Object>(
            long number, A partial, @Nullable Pane<A> next) {}

    /** The total of all panes, and the number of the newest of them. */
    record Sum<A extends @Nullable Object>(A total, long newest) {}
}
