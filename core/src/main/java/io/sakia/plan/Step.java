package io.sakia.plan;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.function.FlatMapFunction;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import java.io.Serializable;
import java.util.Iterator;

/**
 * What a {@link NarrowNode} does to the records of a partition. A step is made once for an operator and may serve many nodes;
 * an engine may keep what it compiled for it by the step's identity.
 */
public sealed interface Step<I, T> extends Serializable {
    /** Calls the visitor's method for this kind of step. */
    <R> R accept(StepVisitor<R> visitor);

    /** One record for each record. */
    record Map<I, T>(TaskFunction<Function<I, T>> function) implements Step<I, T> {
        @Override
        public <R> R accept(StepVisitor<R> visitor) {
            return visitor.map(this);
        }
    }

    /** The records for which the function gives true. */
    record Filter<T>(TaskFunction<Function<T, Boolean>> function) implements Step<T, T> {
        @Override
        public <R> R accept(StepVisitor<R> visitor) {
            return visitor.filter(this);
        }
    }

    /** Any number of records for each record. */
    record FlatMap<I, T>(TaskFunction<FlatMapFunction<I, T>> function) implements Step<I, T> {
        @Override
        public <R> R accept(StepVisitor<R> visitor) {
            return visitor.flatMap(this);
        }
    }

    /** A partition at a time. */
    record MapPartitions<I, T>(TaskFunction<PartitionFunction<I, T>> function) implements Step<I, T> {
        @Override
        public <R> R accept(StepVisitor<R> visitor) {
            return visitor.mapPartitions(this);
        }
    }

    /** The values of each key within the partition folded into one; keys come in the order in which they were first seen. */
    record FoldByKey<K, V, C>(TaskFunction<Aggregate<V, ?, C>> aggregate) implements Step<Pair<K, V>, Pair<K, C>> {
        @Override
        public <R> R accept(StepVisitor<R> visitor) {
            return visitor.foldByKey(this);
        }

        /** The same as a function of a whole partition that holds all keys in memory, for engines with no better way. */
        public MapPartitions<Pair<K, V>, Pair<K, C>> inMemory() {
            PartitionFunction<Pair<K, V>, Pair<K, C>> fold =
                    (partition, pairs) -> InMemory.fold(pairs, aggregate.get());
            return new MapPartitions<>(TaskFunction.shared(fold));
        }
    }

    /** A function of a whole partition. */
    @FunctionalInterface
    interface PartitionFunction<I, T> extends Serializable {
        /** Turns the records of a partition into other records; pulls the input as it needs it. */
        Iterator<T> call(int partition, Iterator<I> records) throws Exception;
    }
}
