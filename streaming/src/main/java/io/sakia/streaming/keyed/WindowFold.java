package io.sakia.streaming.keyed;

import io.sakia.Aggregate;
import io.sakia.streaming.state.PaneFold;
import io.sakia.streaming.state.StateCopier;
import org.jspecify.annotations.Nullable;

/**
 * Puts an aggregate's accumulators together without changing any that is kept. An aggregate may change the accumulator into which it
 * merges, and panes keep theirs, with their totals, from slide to slide and for undoing: so what is merged into is a copy each time, and
 * what is put out shares nothing with what is kept. The copy is free where accumulators cannot change.
 */
record WindowFold<A extends @Nullable Object, R>(Aggregate<?, A, R> aggregate, StateCopier<Object> copier) {
    /** The aggregate as panes use it: with a running total where it can subtract. */
    PaneFold<A> panes() {
        return aggregate.canSubtract()
                ? PaneFold.of(this::merge, (total, oldest) -> aggregate.subtract(copy(total), oldest))
                : PaneFold.of(this::merge);
    }

    /** A third accumulator that holds what both hold. */
    A merge(A older, A newer) throws Exception {
        return aggregate.merge(copy(older), newer);
    }

    /** The result of a total. */
    R result(A total) throws Exception {
        return aggregate.result(copy(total));
    }

    /** An accumulator of one's own; null, which is nothing yet, stays null. */
    @SuppressWarnings({"unchecked", "NullAway"}) // a copy is of the type of what was copied
    A copy(A accumulator) {
        return accumulator == null ? accumulator : (A) copier.copy(accumulator);
    }
}
