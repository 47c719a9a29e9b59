package io.sakia.streaming.graph;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.function.TaskFunction;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.ShuffleNode;
import io.sakia.plan.ShuffleSpec;
import io.sakia.plan.Step;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folds all records of a batch into one: each partition where it lies, then the parts in the order of the partitions.
 *
 * <pre>
 *   [1, 2] [] [4] ── parts ──► [(0,3)] [] [(0,4)] ── shuffle, merge ──► [(0,7)] ── value ──► [7]
 *   [] []         ───────────► [] []              ────────────────────► []      ── of nothing, or none ──► [0] or []
 * </pre>
 *
 * <p>All steps are made once and serve every batch.
 */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
public final class Totals {
    /** Where the parts meet. */
    public static final HashPartitioner ONE = new HashPartitioner(1);

    private static final Integer KEY = 0;

    private Totals() {}

    /**
     * An operator of at most one record a batch.
     *
     * @param ofNothing whether a batch without records gives the result of no records; if not, it gives none
     */
    public static <T, A extends @Nullable Object, R> Operator<R> of(
            Origin origin, Operator<T> input, Aggregate<T, A, R> aggregate, boolean ofNothing) {
        ShuffleSpec<Integer, A, R> merge =
                new ShuffleSpec<>(ONE, TaskFunction.of(origin, new Merging<>(aggregate)), true, null);
        Operator<Pair<Integer, R>> totals = Operators.unary(
                origin, parts(origin, input, aggregate), (plan, batch, at) -> new ShuffleNode<>(at, plan, merge));
        return values(origin, totals, aggregate, ofNothing);
    }

    /** The accumulator of each partition that has records, all under one key. */
    public static <T, A extends @Nullable Object> Operator<Pair<Integer, A>> parts(
            Origin origin, Operator<T> input, Aggregate<T, A, ?> aggregate) {
        TaskFunction<Aggregate<T, A, ?>> given = TaskFunction.of(origin, aggregate);
        Step.PartitionFunction<T, Pair<Integer, A>> fold = (partition, records) ->
                records.hasNext() ? List.of(fold(records, given.get())).iterator() : Collections.emptyIterator();
        return Operators.narrow(origin, input, new Step.MapPartitions<>(TaskFunction.shared(fold)), false);
    }

    /** The aggregate that folds accumulators as {@code aggregate} merges them. */
    public static <A extends @Nullable Object, R> Aggregate<A, A, R> merging(Aggregate<?, A, R> aggregate) {
        return new Merging<>(aggregate);
    }

    /** What stands under the one key; if there is nothing, the result of no records or nothing. */
    public static <A extends @Nullable Object, R> Operator<R> values(
            Origin origin, Operator<Pair<Integer, R>> totals, Aggregate<?, A, R> aggregate, boolean ofNothing) {
        TaskFunction<Aggregate<?, A, R>> given = TaskFunction.of(origin, aggregate);
        Step.PartitionFunction<Pair<Integer, R>, R> value = (partition, pairs) -> {
            if (pairs.hasNext()) {
                return List.of(pairs.next().value()).iterator();
            }
            return ofNothing ? List.of(nothing(given.get())).iterator() : Collections.emptyIterator();
        };
        Step<Pair<Integer, R>, R> step = new Step.MapPartitions<>(TaskFunction.shared(value));
        return Operators.unary(origin, totals, (plan, batch, at) -> new NarrowNode<>(at, plan, step, false));
    }

    private static <T, A extends @Nullable Object> Pair<Integer, A> fold(
            Iterator<T> records, Aggregate<T, A, ?> aggregate) throws Exception {
        A total = aggregate.create();
        while (records.hasNext()) {
            total = aggregate.add(total, records.next());
        }
        return Pair.of(KEY, total);
    }

    private static <A extends @Nullable Object, R> R nothing(Aggregate<?, A, R> aggregate) throws Exception {
        return aggregate.result(aggregate.create());
    }

    /** Takes in accumulators instead of values. */
    private record Merging<A extends @Nullable Object, R>(Aggregate<?, A, R> of) implements Aggregate<A, A, R> {
        @Override
        public A create() throws Exception {
            return of.create();
        }

        @Override
        public A add(A accumulator, A part) throws Exception {
            return of.merge(accumulator, part);
        }

        @Override
        public A merge(A accumulator, A other) throws Exception {
            return of.merge(accumulator, other);
        }

        @Override
        public R result(A accumulator) throws Exception {
            return of.result(accumulator);
        }

        @Override
        public boolean canSubtract() {
            return of.canSubtract();
        }

        @Override
        public A subtract(A accumulator, A other) throws Exception {
            return of.subtract(accumulator, other);
        }
    }
}
