package io.sakia.rdd;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.function.FlatMapFunction;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import io.sakia.plan.KeyedPlans;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.ShuffleSpec;
import io.sakia.plan.Step;
import io.sakia.plan.UnionNode;
import io.sakia.plan.ZipNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What two RDDs have in common, what one has alone, and each of one with each of another, as plans. */
final class SetOperations {
    private static final int IN_BOTH = 3;

    private SetOperations() {}

    /** Marks the records of one by 1 and of the other by 2, and keeps those whose marks are 3 together. */
    static <T> Plan<T> intersection(Origin origin, Plan<T> one, Plan<T> other, Partitioner partitioner) {
        Plan<Pair<T, Integer>> marked =
                new UnionNode<>(origin, List.of(marked(origin, one, 1), marked(origin, other, 2)));
        Aggregate<Integer, ?, Integer> together = Aggregate.reduce((a, b) -> a | b);
        Plan<Pair<T, Integer>> marks = KeyedPlans.aggregate(
                origin, marked, new ShuffleSpec<>(partitioner, TaskFunction.of(origin, together), true, null));
        FlatMapFunction<Pair<T, Integer>, T> inBoth = pair -> pair.value() == IN_BOTH ? List.of(pair.key()) : List.of();
        return new NarrowNode<>(origin, marks, new Step.FlatMap<>(TaskFunction.of(origin, inBoth)), false);
    }

    static <T> Plan<T> subtract(Origin origin, Plan<T> one, Plan<T> other, Partitioner partitioner) {
        Function<T, Pair<T, T>> itself = record -> Pair.of(record, record);
        Plan<Pair<T, T>> left = new NarrowNode<>(origin, one, new Step.Map<>(TaskFunction.of(origin, itself)), false);
        Aggregate<Integer, ?, Integer> once = Aggregate.reduce((a, b) -> a);
        Plan<Pair<T, Integer>> right = KeyedPlans.aggregate(
                origin,
                marked(origin, other, 1),
                new ShuffleSpec<>(partitioner, TaskFunction.of(origin, once), true, null));
        Plan<Pair<T, List<List<Object>>>> groups = KeyedPlans.cogroup(origin, partitioner, List.of(left, right));
        FlatMapFunction<Pair<T, List<List<Object>>>, T> alone =
                group -> group.value().get(1).isEmpty()
                        ? SetOperations.<T>typed(group.value().get(0))
                        : List.of();
        return new NarrowNode<>(origin, groups, new Step.FlatMap<>(TaskFunction.of(origin, alone)), false);
    }

    /**
     * Sends each partition, as one list, to all the partitions that need it.
     *
     * <pre>
     *   a0 a1  ×  b0 b1 b2   ──►   a0b0 a0b1 a0b2 a1b0 a1b1 a1b2
     * </pre>
     */
    static <T, U> Plan<Pair<T, U>> cartesian(Origin origin, Plan<T> left, Plan<U> right) {
        int rows = left.partitions();
        int columns = right.partitions();
        if (rows == 0 || columns == 0) {
            return Inputs.nothing(origin);
        }
        int cells = Math.multiplyExact(rows, columns);
        Plan<List<T>> lefts = spread(
                origin,
                left,
                cells,
                row -> IntStream.range(0, columns)
                        .map(column -> row * columns + column)
                        .boxed()
                        .toList());
        Plan<List<U>> rights = spread(
                origin,
                right,
                cells,
                column -> IntStream.range(0, rows)
                        .map(row -> row * columns + column)
                        .boxed()
                        .toList());
        ZipNode.ZipFunction<Pair<T, U>> product =
                records -> new Product<>(Zipping.typed(records.get(0)), Zipping.typed(records.get(1)));
        return new ZipNode<>(origin, List.of(lefts, rights), TaskFunction.of(origin, product), false);
    }

    /** Each partition as a list. */
    static <T> Plan<List<T>> glom(Origin origin, Plan<T> plan) {
        Step.PartitionFunction<T, List<T>> glom =
                (partition, records) -> List.of(list(records)).iterator();
        return new NarrowNode<>(origin, plan, new Step.MapPartitions<>(TaskFunction.of(origin, glom)), false);
    }

    private static <T> Plan<Pair<T, Integer>> marked(Origin origin, Plan<T> plan, int mark) {
        Function<T, Pair<T, Integer>> toMarked = record -> Pair.of(record, mark);
        return new NarrowNode<>(origin, plan, new Step.Map<>(TaskFunction.of(origin, toMarked)), false);
    }

    /** Each partition as a list in every partition that the function names. */
    private static <T> Plan<List<T>> spread(
            Origin origin, Plan<T> plan, int partitions, Function<Integer, List<Integer>> targets) {
        Step.PartitionFunction<T, Pair<Integer, List<T>>> send = (partition, records) -> {
            List<T> all = list(records);
            return targets.call(partition).stream()
                    .map(target -> Pair.of(target, all))
                    .iterator();
        };
        return KeyedPlans.placeByNumber(
                origin,
                new NarrowNode<>(origin, plan, new Step.MapPartitions<>(TaskFunction.of(origin, send)), false),
                partitions);
    }

    private static <T> List<T> list(Iterator<T> records) {
        List<T> all = new ArrayList<>();
        records.forEachRemaining(all::add);
        return all;
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> typed(List<Object> records) {
        return (List<T>) records;
    }

    /** Every record of one list with every record of another. */
    private static final class Product<T, U> implements Iterator<Pair<T, U>> {
        private final Iterator<T> rows;
        private final List<U> all;
        private Iterator<U> columns;
        private @Nullable T row;

        Product(Iterator<List<T>> left, Iterator<List<U>> right) {
            this.rows = left.next().iterator();
            this.all = right.next();
            this.columns = Collections.emptyIterator();
        }

        @Override
        public boolean hasNext() {
            while (!columns.hasNext() && rows.hasNext() && !all.isEmpty()) {
                row = rows.next();
                columns = all.iterator();
            }
            return columns.hasNext();
        }

        @Override
        public Pair<T, U> next() {
            if (!hasNext() || row == null) {
                throw new NoSuchElementException("all records were put together");
            }
            return Pair.of(row, columns.next());
        }
    }
}
