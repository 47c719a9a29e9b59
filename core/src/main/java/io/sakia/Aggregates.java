package io.sakia;

import io.sakia.function.Function;
import io.sakia.function.Function0;
import io.sakia.function.Function2;
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

    record Reduce<T>(Function2<T, T, T> function) implements Aggregate<T, @Nullable T, T> {
        @Override
        public @Nullable T create() {
            return null;
        }

        @Override
        public T add(@Nullable T accumulator, T value) throws Exception {
            return accumulator == null ? value : function.call(accumulator, value);
        }

        @Override
        public @Nullable T merge(@Nullable T accumulator, @Nullable T other) throws Exception {
            if (accumulator == null) {
                return other;
            }
            return other == null ? accumulator : function.call(accumulator, other);
        }

        @Override
        public T result(@Nullable T accumulator) {
            return present(accumulator);
        }
    }

    record ReduceWithInverse<T>(Function2<T, T, T> function, Function2<T, T, T> inverse)
            implements Aggregate<T, @Nullable T, T> {
        @Override
        public @Nullable T create() {
            return null;
        }

        @Override
        public T add(@Nullable T accumulator, T value) throws Exception {
            return accumulator == null ? value : function.call(accumulator, value);
        }

        @Override
        public @Nullable T merge(@Nullable T accumulator, @Nullable T other) throws Exception {
            if (accumulator == null) {
                return other;
            }
            return other == null ? accumulator : function.call(accumulator, other);
        }

        @Override
        public boolean canSubtract() {
            return true;
        }

        @Override
        public @Nullable T subtract(@Nullable T accumulator, @Nullable T other) throws Exception {
            return accumulator == null || other == null ? accumulator : inverse.call(accumulator, other);
        }

        @Override
        public T result(@Nullable T accumulator) {
            return present(accumulator);
        }
    }

    record Combine<T, C>(Function<T, C> first, Function2<C, T, C> adder, Function2<C, C, C> merger)
            implements Aggregate<T, @Nullable C, C> {
        @Override
        public @Nullable C create() {
            return null;
        }

        @Override
        public C add(@Nullable C accumulator, T value) throws Exception {
            return accumulator == null ? first.call(value) : adder.call(accumulator, value);
        }

        @Override
        public @Nullable C merge(@Nullable C accumulator, @Nullable C other) throws Exception {
            if (accumulator == null) {
                return other;
            }
            return other == null ? accumulator : merger.call(accumulator, other);
        }

        @Override
        public C result(@Nullable C accumulator) {
            return present(accumulator);
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

    private static <T> T present(@Nullable T accumulator) {
        if (accumulator == null) {
            throw new IllegalStateException("a reduction of no values has no result");
        }
        return accumulator;
    }
}
