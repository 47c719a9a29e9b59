package io.sakia.streaming.state;

import org.jspecify.annotations.Nullable;

/** The closed panes of {@link Panes}: an immutable queue that knows the combination of all its elements. */
sealed interface ClosedPanes<A extends @Nullable Object> permits StackedPanes, RunningPanes {
    /** The queue with a newer pane. */
    ClosedPanes<A> push(long number, A partial, PaneFold<A> fold) throws Exception;

    /** The queue without the panes below a number. */
    ClosedPanes<A> evictBefore(long number, PaneFold<A> fold) throws Exception;

    /** All panes combined; only if there are any. */
    A total(PaneFold<A> fold) throws Exception;

    boolean isEmpty();

    /** The number of the oldest pane; only if there is one. */
    long oldest();

    /** An empty queue of the same form. */
    ClosedPanes<A> empty();
}
