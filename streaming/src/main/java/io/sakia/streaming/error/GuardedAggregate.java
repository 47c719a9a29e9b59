package io.sakia.streaming.error;

import io.sakia.Aggregate;
import io.sakia.Pair;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate that leaves out the values which the one inside fails on, and has a {@link Guard} take them. Values come with their keys. While no value
 * was taken the accumulator is null, and its result is {@link Rejecting.Mark#REJECTED}.
 *
 * @param <V> the values
 * @param <A> the accumulators
 */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
record GuardedAggregate<K, V, A>(Aggregate<V, A, ?> aggregate, Guard guard)
        implements Aggregate<Pair<K, V>, @Nullable A, Object> {
    @Override
    public @Nullable A create() {
        return null;
    }

    @Override
    public @Nullable A add(@Nullable A accumulator, Pair<K, V> pair) throws Exception {
        A before = accumulator == null ? aggregate.create() : accumulator;
        try {
            return aggregate.add(before, pair.value());
        } catch (Exception e) {
            guard.reject(pair, e);
            return accumulator;
        }
    }

    @Override
    public @Nullable A merge(@Nullable A accumulator, @Nullable A other) throws Exception {
        if (accumulator == null || other == null) {
            return accumulator == null ? other : accumulator;
        }
        return aggregate.merge(accumulator, other);
    }

    @Override
    public Object result(@Nullable A accumulator) throws Exception {
        return accumulator == null ? Rejecting.Mark.REJECTED : aggregate.result(accumulator);
    }
}
