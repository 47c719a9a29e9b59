package io.sakia;

import io.sakia.function.Function;
import io.sakia.function.Function0;
import io.sakia.function.Function2;
import io.sakia.function.NotNull;
import java.util.ArrayList;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** The aggregates behind the factories of {@link Aggregate}. They are records, so that an engine can see what they hold. */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
final class Aggregates {
    private Aggregates() {}

    record Of<T, A, R>(Function0<A> zero, Function2<A, T, A> adder, Function2<A, A, A> merger, Function<A, R> finisher)
            implements Aggregate<T, A, R> {
        @Override
        public A create() throws Exception {
            return zero.call();
        }

        @Override
        public A add(A accumulator, T value) throws Exception {
            return adder.call(accumulator, value);
        }

        @Override
        public A merge(A accumulator, A other) throws Exception {
            return merger.call(accumulator, other);
        }

        @Override
        public R result(A accumulator) throws Exception {
            return finisher.call(accumulator);
        }
    }

    /** What folds without a zero: null is the accumulator of nothing. */
    private interface WithoutZero<T, A> extends Aggregate<T, @Nullable A, A> {
        A join(A first, A second) throws Exception;

        @Override
        default @Nullable A create() {
            return null;
        }

        @Override
        default @Nullable A merge(@Nullable A accumulator, @Nullable A other) throws Exception {
            if (accumulator == null) {
                return other;
            }
            return other == null ? accumulator : NotNull.given(join(accumulator, other));
        }

        @Override
        default A result(@Nullable A accumulator) {
            if (accumulator == null) {
                throw new IllegalStateException("a reduction of no values has no result");
            }
            return accumulator;
        }
    }

    record Reduce<T>(Function2<T, T, T> function, @Nullable Function2<T, T, T> inverse) implements WithoutZero<T, T> {
        @Override
        public T join(T first, T second) throws Exception {
            return function.call(first, second);
        }

        @Override
        public T add(@Nullable T accumulator, T value) throws Exception {
            return accumulator == null ? value : NotNull.given(function.call(accumulator, value));
        }

        @Override
        public boolean canSubtract() {
            return inverse != null;
        }

        @Override
        public @Nullable T subtract(@Nullable T accumulator, @Nullable T other) throws Exception {
            if (inverse == null) {
                throw new IllegalStateException("this reduction has no inverse: " + this);
            }
            return accumulator == null || other == null ? accumulator : NotNull.given(inverse.call(accumulator, other));
        }
    }

    record Combine<T, C>(Function<T, C> first, Function2<C, T, C> adder, Function2<C, C, C> merger)
            implements WithoutZero<T, C> {
        @Override
        public C join(C one, C other) throws Exception {
            return merger.call(one, other);
        }

        @Override
        public C add(@Nullable C accumulator, T value) throws Exception {
            return NotNull.given(accumulator == null ? first.call(value) : adder.call(accumulator, value));
        }
    }

    record ToIterable<T>() implements Aggregate<T, ArrayList<T>, Iterable<T>> {
        @Override
        public ArrayList<T> create() {
            return new ArrayList<>();
        }

        @Override
        public ArrayList<T> add(ArrayList<T> accumulator, T value) {
            accumulator.add(value);
            return accumulator;
        }

        @Override
        public ArrayList<T> merge(ArrayList<T> accumulator, ArrayList<T> other) {
            accumulator.addAll(other);
            return accumulator;
        }

        @Override
        public Iterable<T> result(ArrayList<T> accumulator) {
            return Collections.unmodifiableList(accumulator);
        }
    }
}
