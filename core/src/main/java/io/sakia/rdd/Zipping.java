package io.sakia.rdd;

import io.sakia.Pair;
import io.sakia.function.Function2;
import io.sakia.function.TaskFunction;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.Step;
import io.sakia.plan.ZipNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** Records side by side with those of another RDD, or with their numbers, as plans. */
final class Zipping {
    private Zipping() {}

    static <T, U> Plan<Pair<T, U>> zip(Origin origin, Plan<T> left, Plan<U> right) {
        return partitions(origin, left, right, Together::new);
    }

    static <T, U, R> Plan<R> partitions(
            Origin origin, Plan<T> left, Plan<U> right, Function2<Iterator<T>, Iterator<U>, Iterator<R>> function) {
        if (left.partitions() != right.partitions()) {
            throw new IllegalArgumentException(origin + " needs RDDs of the same number of partitions, not of "
                    + left.partitions() + " and " + right.partitions()
                    + ": repartition or coalesce one of them, or join by zipWithIndex");
        }
        ZipNode.ZipFunction<R> zip = records -> function.call(typed(records.get(0)), typed(records.get(1)));
        return new ZipNode<>(origin, List.of(left, right), TaskFunction.of(origin, zip), false);
    }

    static <T> Plan<Pair<T, Long>> withIndex(SakiaContext context, Origin origin, Plan<T> plan) {
        List<Integer> butLast =
                IntStream.range(0, Math.max(0, plan.partitions() - 1)).boxed().toList();
        List<Long> firsts = new ArrayList<>(List.of(0L));
        for (long count : context.run(origin, plan, butLast, Actions.<T>count())) {
            firsts.add(firsts.get(firsts.size() - 1) + count);
        }
        List<Long> starts = List.copyOf(firsts);
        return numbered(origin, plan, (partition, records) -> new Numbered<>(records, starts.get(partition), 1));
    }

    static <T> Plan<Pair<T, Long>> withUniqueId(Origin origin, Plan<T> plan) {
        int partitions = plan.partitions();
        return numbered(origin, plan, (partition, records) -> new Numbered<>(records, partition, partitions));
    }

    private static <T> Plan<Pair<T, Long>> numbered(
            Origin origin, Plan<T> plan, Step.PartitionFunction<T, Pair<T, Long>> step) {
        return new NarrowNode<>(origin, plan, new Step.MapPartitions<>(TaskFunction.of(origin, step)), false);
    }

    @SuppressWarnings("unchecked")
    static <T> Iterator<T> typed(Iterator<?> records) {
        return (Iterator<T>) records;
    }

    /** Pairs, until both end at once. */
    private static final class Together<T, U> implements Iterator<Pair<T, U>> {
        private final Iterator<T> left;
        private final Iterator<U> right;
        private long pairs;

        Together(Iterator<T> left, Iterator<U> right) {
            this.left = left;
            this.right = right;
        }

        @Override
        public boolean hasNext() {
            boolean more = left.hasNext();
            if (more != right.hasNext()) {
                throw new IllegalStateException("the " + (more ? "second" : "first") + " RDD has " + pairs
                        + " records in this partition and the other one more: zip needs as many in each; use"
                        + " zipWithIndex and a join, or zipPartitions");
            }
            return more;
        }

        @Override
        public Pair<T, U> next() {
            pairs++;
            return Pair.of(left.next(), right.next());
        }
    }

    /** Records with numbers that go up by a step. */
    private static final class Numbered<T> implements Iterator<Pair<T, Long>> {
        private final Iterator<T> records;
        private final long step;
        private long next;

        Numbered(Iterator<T> records, long first, long step) {
            this.records = records;
            this.next = first;
            this.step = step;
        }

        @Override
        public boolean hasNext() {
            return records.hasNext();
        }

        @Override
        public Pair<T, Long> next() {
            Pair<T, Long> pair = Pair.of(records.next(), next);
            next += step;
            return pair;
        }
    }
}
