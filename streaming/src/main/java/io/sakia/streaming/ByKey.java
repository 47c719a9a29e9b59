package io.sakia.streaming;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Cogroups;
import io.sakia.plan.KeyedPlans;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.ShuffleSpec;
import io.sakia.streaming.graph.FoldOperator;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.Operators;
import io.sakia.streaming.graph.WindowOperator;
import io.sakia.streaming.graph.WindowSpec;

/** What works by key in each batch for itself, as operators. */
final class ByKey {
    private ByKey() {}

    /** Puts the pairs of two plans together by key. */
    @FunctionalInterface
    interface Joining<K, V, W, R> {
        Plan<Pair<K, R>> plan(Origin origin, Plan<Pair<K, V>> left, Plan<Pair<K, W>> right, Partitioner partitioner);
    }

    /** Folds the values of each key. */
    static <K, V, R> Operator<Pair<K, R>> fold(
            Origin origin,
            Operator<Pair<K, V>> input,
            Partitioner partitioner,
            Aggregate<V, ?, R> aggregate,
            boolean mapSide) {
        return new FoldOperator<>(origin, input, partitioner, aggregate, mapSide);
    }

    /** All values of each key. */
    static <K, V> Operator<Pair<K, Iterable<V>>> group(
            Origin origin, Operator<Pair<K, V>> input, Partitioner partitioner) {
        ShuffleSpec<K, V, Iterable<V>> spec =
                new ShuffleSpec<>(partitioner, TaskFunction.of(origin, Aggregate.<V>iterable()), false, null);
        return Operators.unary(origin, input, (plan, batch, at) -> KeyedPlans.aggregate(at, plan, spec));
    }

    /** All values of each key in a window: each batch is placed once and kept, so that only the grouping is done again. */
    static <K, V> Operator<Pair<K, Iterable<V>>> group(
            Origin origin, Operator<Pair<K, V>> input, Partitioner partitioner, WindowSpec window) {
        Operator<Pair<K, V>> placed =
                Operators.unary(origin, input, (plan, batch, at) -> KeyedPlans.partition(at, plan, partitioner));
        return group(origin, new WindowOperator<>(origin, placed, window), partitioner);
    }

    /** The values of each key in both, as {@link Joining} wants it. */
    static <K, V, W> Plan<Pair<K, Pair<Iterable<V>, Iterable<W>>>> cogroup(
            Origin origin, Plan<Pair<K, V>> left, Plan<Pair<K, W>> right, Partitioner partitioner) {
        return Cogroups.of(origin, partitioner, left, right);
    }

    /** Two streams put together by key. */
    static <K, V, W, R> Operator<Pair<K, R>> joined(
            Origin origin,
            Operator<Pair<K, V>> left,
            Operator<Pair<K, W>> right,
            Partitioner partitioner,
            Joining<K, V, W, R> joining) {
        return Operators.binary(
                origin, left, right, (first, second, batch, at) -> joining.plan(at, first, second, partitioner));
    }
}
