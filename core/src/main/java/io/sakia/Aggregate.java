package io.sakia;

import io.sakia.function.Function;
import io.sakia.function.Function0;
import io.sakia.function.Function2;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A way to fold many values into one result, in parts that can be merged. The same aggregate serves
 * {@code aggregateByKey}, windows, state and statistics.
 *
 * <p>Ownership: {@link #add} and {@link #merge} may change and return their <em>first</em> argument. They never change the
 * second, and never keep a reference into it that a later call could change: an accumulator may be merged into more than
 * one total. {@code null} is a legal accumulator and means "nothing yet" to the aggregate that uses it.
 *
 * <pre>{@code
 * record Mean(long n, double sum) {}
 * Aggregate<Double, Mean, Double> mean = Aggregate.of(
 *     () -> new Mean(0, 0), (m, x) -> new Mean(m.n() + 1, m.sum() + x),
 *     (a, b) -> new Mean(a.n() + b.n(), a.sum() + b.sum()), m -> m.sum() / m.n());
 * }</pre>
 *
 * @param <T> the values
 * @param <A> the accumulator
 * @param <R> the result
 */
public interface Aggregate<T, A extends @Nullable Object, R> extends Serializable {
    /** A new, empty accumulator. */
    A create() throws Exception;

    /** Takes one value into an accumulator; may change and return the accumulator. */
    A add(A accumulator, T value) throws Exception;

    /** Takes another accumulator into the first; may change and return the first, never the second. */
    A merge(A accumulator, A other) throws Exception;

    /** The result of an accumulator, which it does not change. */
    R result(A accumulator) throws Exception;

    /** Whether {@link #subtract} undoes {@link #merge}, so that a window may run instead of being added up again. */
    default boolean canSubtract() {
        return false;
    }

    /** Takes an accumulator that was merged earlier out of the first; only where {@link #canSubtract} holds. */
    default A subtract(A accumulator, A other) throws Exception {
        throw new IllegalStateException("this aggregate has no inverse: " + this);
    }

    /** An aggregate of four functions. */
    static <T, A, R> Aggregate<T, A, R> of(
            Function0<A> create, Function2<A, T, A> add, Function2<A, A, A> merge, Function<A, R> result) {
        return new Aggregates.Of<>(create, add, merge, result);
    }

    /** The aggregate of an associative function, as {@code reduceByKey} takes it; it has no zero. */
    static <T> Aggregate<T, ?, T> reduce(Function2<T, T, T> function) {
        return new Aggregates.Reduce<>(function, null);
    }

    /** As {@link #reduce(Function2)}, with the function that takes a value out of a total again. */
    static <T> Aggregate<T, ?, T> reduce(Function2<T, T, T> function, Function2<T, T, T> inverse) {
        return new Aggregates.Reduce<>(function, inverse);
    }

    /** The aggregate of {@code combineByKey}: the first value makes the accumulator. */
    static <T, C> Aggregate<T, ?, C> combine(
            Function<T, C> create, Function2<C, T, C> mergeValue, Function2<C, C, C> mergeCombiners) {
        return new Aggregates.Combine<>(create, mergeValue, mergeCombiners);
    }

    /** Collects the values, in their order. */
    static <T> Aggregate<T, ?, Iterable<T>> iterable() {
        return new Aggregates.ToIterable<>();
    }
}
