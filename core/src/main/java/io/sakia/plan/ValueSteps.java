package io.sakia.plan;

import io.sakia.Pair;
import io.sakia.function.FlatMapFunction;
import io.sakia.function.Function;
import io.sakia.function.NotNull;
import io.sakia.function.TaskFunction;

/** Steps over pairs that leave the keys alone, so that pairs stay where a partitioner has placed them. */
public final class ValueSteps {
    private ValueSteps() {}

    /** Another value for each: {@code (a,1)} with {@code x -> x * 10} gives (a,10). */
    public static <K, V, W> Step<Pair<K, V>, Pair<K, W>> map(Origin origin, Function<V, W> function) {
        Function<Pair<K, V>, Pair<K, W>> map = pair -> Pair.of(pair.key(), NotNull.given(function.call(pair.value())));
        return new Step.Map<>(TaskFunction.of(origin, map));
    }

    /** Any number of values for each: {@code (a,2)} with {@code x -> List.of(x, x + 1)} gives (a,2) and (a,3). */
    public static <K, V, W> Step<Pair<K, V>, Pair<K, W>> flatMap(Origin origin, FlatMapFunction<V, W> function) {
        FlatMapFunction<Pair<K, V>, Pair<K, W>> map = pair -> {
            Iterable<W> values = NotNull.given(function.call(pair.value()));
            return () -> new Mapped<>(values.iterator(), value -> Pair.of(pair.key(), NotNull.given(value)));
        };
        return new Step.FlatMap<>(TaskFunction.of(origin, map));
    }
}
