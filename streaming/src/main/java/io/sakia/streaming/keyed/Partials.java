package io.sakia.streaming.keyed;

import io.sakia.Aggregate;
import org.jspecify.annotations.Nullable;

/** An aggregate that gives its accumulators instead of its results: what a batch adds to a pane. */
record Partials<V, A extends @Nullable Object>(Aggregate<V, A, ?> aggregate) implements Aggregate<V, A, A> {
    @Override
    public A create() throws Exception {
        return aggregate.create();
    }

    @Override
    public A add(A accumulator, V value) throws Exception {
        return aggregate.add(accumulator, value);
    }

    @Override
    public A merge(A accumulator, A other) throws Exception {
        return aggregate.merge(accumulator, other);
    }

    @Override
    public A result(A accumulator) {
        return accumulator;
    }
}
