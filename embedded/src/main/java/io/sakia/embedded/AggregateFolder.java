package io.sakia.embedded;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.embedded.spill.KeyedFold;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import org.jspecify.annotations.Nullable;

/** Folds by a user's aggregate: values on the map side, accumulators or values where the parts of a partition meet. */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
final class AggregateFolder extends PairFolder {
    /** The payload is a value. */
    static final int VALUE = 0;

    /** The payload is the accumulator of a part, which may be changed. */
    static final int PART = 1;

    private final Origin origin;
    private final boolean partial;
    private final Aggregate<Object, @Nullable Object, Object> aggregate;
    private final boolean shared;

    private AggregateFolder(
            Origin origin, boolean partial, Aggregate<Object, @Nullable Object, Object> aggregate, boolean shared) {
        this.origin = origin;
        this.partial = partial;
        this.aggregate = aggregate;
        this.shared = shared;
    }

    /**
     * A folder with an attempt's own copy of an aggregate.
     *
     * @param partial whether the accumulators themselves are the results, to be merged elsewhere
     */
    @SuppressWarnings("unchecked")
    static AggregateFolder of(Origin origin, boolean partial, @Nullable TaskFunction<?> aggregate, Attempt attempt) {
        if (aggregate == null) {
            throw new IllegalArgumentException(origin + " has no aggregate");
        }
        Aggregate<Object, @Nullable Object, Object> mine = (Aggregate<Object, @Nullable Object, Object>)
                attempt.<Object>function((TaskFunction<Object>) aggregate);
        return new AggregateFolder(origin, partial, mine, aggregate.isShared());
    }

    Origin origin() {
        return origin;
    }

    Aggregate<Object, @Nullable Object, Object> aggregate() {
        return aggregate;
    }

    /** Whether all tasks have the same aggregate. */
    boolean isShared() {
        return shared;
    }

    /** Folds pairs of a key and what the tag says: a value, or the accumulator of a part. */
    @Override
    AggregateLink link(KeyedFold fold, int tag, Attempt attempt) {
        return attempt.loops().loop(this, fold, tag == PART, attempt);
    }

    @Override
    public @Nullable Object first(Object key, int tag, @Nullable Object payload) {
        if (tag == PART) {
            return payload;
        }
        try {
            return aggregate.add(aggregate.create(), payload);
        } catch (Throwable e) {
            throw Failures.at(origin, new Pair<>(key, payload), e);
        }
    }

    @Override
    public @Nullable Object next(Object key, @Nullable Object accumulator, int tag, @Nullable Object payload) {
        try {
            return tag == PART ? aggregate.merge(accumulator, payload) : aggregate.add(accumulator, payload);
        } catch (Throwable e) {
            throw Failures.at(origin, new Pair<>(key, payload), e);
        }
    }

    @Override
    public @Nullable Object result(Object key, @Nullable Object accumulator) {
        if (partial) {
            return accumulator;
        }
        try {
            return aggregate.result(accumulator);
        } catch (Throwable e) {
            throw Failures.at(origin, new Pair<>(key, accumulator), e);
        }
    }
}
