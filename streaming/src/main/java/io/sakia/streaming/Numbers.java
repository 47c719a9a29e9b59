package io.sakia.streaming;

import io.sakia.Aggregate;
import org.jspecify.annotations.Nullable;

/** Aggregates of numbers that DoubleDStream needs besides {@link io.sakia.stats.Statistics}. */
final class Numbers {
    private Numbers() {}

    /** The smallest, where NaN is larger than all others. */
    static Aggregate<Double, ?, Double> min() {
        return Aggregate.reduce((one, other) -> Double.compare(one, other) <= 0 ? one : other);
    }

    /** The largest, where NaN is larger than all others. */
    static Aggregate<Double, ?, Double> max() {
        return Aggregate.reduce((one, other) -> Double.compare(one, other) >= 0 ? one : other);
    }

    /** The square root of a result. */
    static <A extends @Nullable Object> Aggregate<Double, A, Double> rooted(Aggregate<Double, A, Double> square) {
        return new Rooted<>(square);
    }

    private record Rooted<A extends @Nullable Object>(Aggregate<Double, A, Double> square)
            implements Aggregate<Double, A, Double> {
        @Override
        public A create() throws Exception {
            return square.create();
        }

        @Override
        public A add(A accumulator, Double value) throws Exception {
            return square.add(accumulator, value);
        }

        @Override
        public A merge(A accumulator, A other) throws Exception {
            return square.merge(accumulator, other);
        }

        @Override
        public Double result(A accumulator) throws Exception {
            return Math.sqrt(square.result(accumulator));
        }

        @Override
        public boolean canSubtract() {
            return square.canSubtract();
        }

        @Override
        public A subtract(A accumulator, A other) throws Exception {
            return square.subtract(accumulator, other);
        }
    }
}
