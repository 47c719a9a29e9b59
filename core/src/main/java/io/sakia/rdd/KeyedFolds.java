package io.sakia.rdd;

import io.sakia.Aggregate;
import io.sakia.function.Function2;
import io.sakia.function.NotNull;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import org.jspecify.annotations.Nullable;

/** The aggregates behind the folds of {@link PairRDD}. */
final class KeyedFolds {
    private KeyedFolds() {}

    /** Folds from a zero, of which each key gets a copy in each partition. */
    static <V, A> Aggregate<V, ?, A> fromZero(
            Origin origin, @Nullable A zero, Function2<A, V, A> add, Function2<A, A, A> merge) {
        if (zero == null) {
            throw new IllegalArgumentException(origin + " folds from a zero, which can't be null");
        }
        TaskFunction<A> zeros = TaskFunction.of(origin, zero);
        return Aggregate.of(zeros::get, add, merge, NotNull::given);
    }

    /** How many values there are. */
    static <V> Aggregate<V, ?, Long> count() {
        return Aggregate.of(() -> 0L, (count, value) -> count + 1, Long::sum, count -> count);
    }
}
