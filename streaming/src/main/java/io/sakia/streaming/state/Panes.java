package io.sakia.streaming.state;

import org.jspecify.annotations.Nullable;

/**
 * One key's partial aggregates in a sliding window, one for each pane in which the key had data. Panes are the numbered slices of
 * time of which windows are made: new ones open at one end, old ones are evicted at the other.
 *
 * <pre>
 *   oldest                                    newest
 *     4         5       7       8               9
 *   ┌────────────────┬──────────────────────┬──────────┐
 *   │     closed: never changes, totals     │   open   │    6 has no data and no entry
 *   │     are kept ready                    │          │
 *   └────────────────┴──────────────────────┴──────────┘
 *
 *   total = (total of the closed panes) combined with (the open pane)
 * </pre>
 *
 * <pre>{@code
 * PaneFold<Long> max = PaneFold.of(Long::max);
 * Panes<Long> panes = max.noPanes();
 * panes = panes.add(4, old -> 17L, max);      // pane 4 opens
 * panes = panes.add(5, old -> 3L, max);       // pane 4 closes, pane 5 opens
 * panes.total(max);                           // 17
 * panes = panes.evictBefore(5, max);
 * panes.total(max);                           // 3
 * }</pre>
 *
 * <p>There are two forms. {@link #stacked} panes need an associative function only; used one version after the other, they
 * combine at most twice for each pane in its life, and at most twice for each {@link #total}, however many panes the window
 * has. {@link #running} panes keep one total, from which an inverse function takes what leaves: one combination and
 * one inverse for each pane and one combination for each total. Where the functions round, as those of doubles do, the errors
 * of a running total stay in it until it has run empty.
 *
 * <p>A value never changes: the former one stays as good as it was, so undoing is keeping it. That holds as long as the functions
 * do not change their arguments.
 *
 * @param <A> the partial aggregates; may be null where the fold's functions take null
 */
public final class Panes<A extends @Nullable Object> {
    final ClosedPanes<A> closed;
    final @Nullable Open<A> open; // there is one if there is any pane at all

    Panes(ClosedPanes<A> closed, @Nullable Open<A> open) {
        this.closed = closed;
        this.open = open;
    }

    /** No panes, of the form that needs no inverse. */
    public static <A extends @Nullable Object> Panes<A> stacked() {
        return new Panes<>(new StackedPanes<>(null, null), null);
    }

    /** No panes, of the form that needs an inverse. */
    public static <A extends @Nullable Object> Panes<A> running() {
        return new Panes<>(new RunningPanes<>(null, null, null), null);
    }

    /**
     * Updates the newest pane, or opens a newer one, which closes it.
     *
     * @throws IllegalArgumentException when the pane is older than the newest
     */
    public Panes<A> add(long pane, Update<A> update, PaneFold<A> fold) throws Exception {
        if (open == null) {
            return new Panes<>(closed, new Open<>(pane, update.apply(null)));
        }
        if (pane < open.number) {
            throw new IllegalArgumentException("pane " + pane + " is closed, because pane " + open.number
                    + " is open already: add in the order of panes, or send what is late elsewhere");
        }
        if (pane == open.number) {
            return new Panes<>(closed, new Open<>(pane, update.apply(open.partial)));
        }
        return new Panes<>(closed.push(open.number, open.partial, fold), new Open<>(pane, update.apply(null)));
    }

    /** Drops the panes whose number is below {@code pane}. */
    public Panes<A> evictBefore(long pane, PaneFold<A> fold) throws Exception {
        if (open == null || pane <= oldestPane()) {
            return this;
        }
        if (pane > open.number) {
            return new Panes<>(closed.empty(), null);
        }
        return new Panes<>(closed.evictBefore(pane, fold), open);
    }

    /** All panes combined, oldest to newest; an {@link IllegalStateException} if there are none. */
    public A total(PaneFold<A> fold) throws Exception {
        A newest = open().partial;
        return closed.isEmpty() ? newest : fold.combine().call(closed.total(fold), newest);
    }

    /** Whether there is no pane. */
    public boolean isEmpty() {
        return open == null;
    }

    /** The number of the oldest pane; an {@link IllegalStateException} if there are none. */
    public long oldestPane() {
        return closed.isEmpty() ? open().number : closed.oldest();
    }

    /** The number of the newest pane; an {@link IllegalStateException} if there are none. */
    public long newestPane() {
        return open().number;
    }

    @Override
    public String toString() {
        return isEmpty() ? "no panes" : "panes " + oldestPane() + " to " + newestPane();
    }

    private Open<A> open() {
        if (open == null) {
            throw new IllegalStateException("there are no panes: ask isEmpty first");
        }
        return open;
    }

    /** Makes a pane's next partial aggregate. */
    @FunctionalInterface
    public interface Update<A extends @Nullable Object> {
        /** Gives the next partial for the present one, which it does not change; null if the pane has none yet. */
        A apply(@Nullable A partial) throws Exception;
    }

    record Open<A extends @Nullable Object>(long number, A partial) {}
}
