package io.sakia.spark;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.plan.Origin;
import java.io.Serializable;
import org.apache.spark.Aggregator;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Function2;

/**
 * An aggregate as Spark's shuffle folds with it, on both sides. A null accumulator is legal there as it is here.
 *
 * @param last the pair that is on its way into the shuffle
 */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
record Folding(Origin origin, PerTask<Aggregate<Object, @Nullable Object, Object>> aggregate, LastPulled last)
        implements Serializable {
    /** The three functions that Spark wants. */
    Aggregator<Object, Object, Object> functions() {
        return new Aggregator<>(
                (Function1<Object, Object> & Serializable) this::first,
                (Function2<Object, Object, Object> & Serializable) this::add,
                (Function2<Object, Object, Object> & Serializable) this::merge);
    }

    private @Nullable Object first(Object value) {
        try {
            return aggregate.get().add(aggregate.get().create(), value);
        } catch (Throwable e) {
            throw TaskFailure.of(origin, culprit(value), e);
        }
    }

    private @Nullable Object add(@Nullable Object accumulator, Object value) {
        try {
            return aggregate.get().add(accumulator, value);
        } catch (Throwable e) {
            throw TaskFailure.of(origin, culprit(value), e);
        }
    }

    private @Nullable Object merge(@Nullable Object accumulator, @Nullable Object other) {
        try {
            return aggregate.get().merge(accumulator, other);
        } catch (Throwable e) {
            throw TaskFailure.of(origin, null, e);
        }
    }

    /** The result of the values of a key. */
    Object result(Object key, @Nullable Object accumulator) {
        try {
            return aggregate.get().result(accumulator);
        } catch (Throwable e) {
            throw TaskFailure.of(origin, Pair.of(key, accumulator), e);
        }
    }

    /** The pair of a value, where Spark folds it as it comes, before it moves; else the value alone. */
    private Object culprit(Object value) {
        return last.record() instanceof Pair<?, ?> pair && pair.value() == value ? pair : value;
    }
}
