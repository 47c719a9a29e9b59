package io.sakia.stats;

import io.sakia.Aggregate;

/** The aggregates behind the factories of {@link Statistics}. */
final class ExactAggregates {
    private ExactAggregates() {}

    private interface OfSum extends Aggregate<Double, ExactSum, Double> {
        @Override
        default ExactSum create() {
            return new ExactSum();
        }

        @Override
        default ExactSum add(ExactSum accumulator, Double value) {
            accumulator.add(value);
            return accumulator;
        }

        @Override
        default ExactSum merge(ExactSum accumulator, ExactSum other) {
            accumulator.merge(other);
            return accumulator;
        }

        @Override
        default boolean canSubtract() {
            return true;
        }

        @Override
        default ExactSum subtract(ExactSum accumulator, ExactSum other) {
            accumulator.subtract(other);
            return accumulator;
        }
    }

    private interface OfMoments extends Aggregate<Double, Moments, Double> {
        @Override
        default Moments create() {
            return new Moments();
        }

        @Override
        default Moments add(Moments accumulator, Double value) {
            accumulator.add(value);
            return accumulator;
        }

        @Override
        default Moments merge(Moments accumulator, Moments other) {
            accumulator.merge(other);
            return accumulator;
        }

        @Override
        default boolean canSubtract() {
            return true;
        }

        @Override
        default Moments subtract(Moments accumulator, Moments other) {
            accumulator.subtract(other);
            return accumulator;
        }
    }

    record Sum() implements OfSum {
        @Override
        public Double result(ExactSum accumulator) {
            return accumulator.sum();
        }
    }

    record Mean() implements OfSum {
        @Override
        public Double result(ExactSum accumulator) {
            return accumulator.mean();
        }
    }

    record Variance() implements OfMoments {
        @Override
        public Double result(Moments accumulator) {
            return accumulator.variance();
        }
    }

    record SampleVariance() implements OfMoments {
        @Override
        public Double result(Moments accumulator) {
            return accumulator.sampleVariance();
        }
    }

    record Stats() implements Aggregate<Double, StatCounter, StatCounter> {
        @Override
        public StatCounter create() {
            return new StatCounter();
        }

        @Override
        public StatCounter add(StatCounter accumulator, Double value) {
            return accumulator.merge(value);
        }

        @Override
        public StatCounter merge(StatCounter accumulator, StatCounter other) {
            return accumulator.merge(other);
        }

        /** A copy, since the accumulator may go on. */
        @Override
        public StatCounter result(StatCounter accumulator) {
            return accumulator.copy();
        }
    }
}
