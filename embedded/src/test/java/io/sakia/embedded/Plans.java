package io.sakia.embedded;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.StorageLevel;
import io.sakia.connector.Range;
import io.sakia.connector.Reader;
import io.sakia.engine.Action;
import io.sakia.engine.Cancellation;
import io.sakia.engine.Engine;
import io.sakia.engine.Job;
import io.sakia.function.FlatMapFunction;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import io.sakia.plan.CacheNode;
import io.sakia.plan.CoalesceNode;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.ShuffleNode;
import io.sakia.plan.ShuffleSpec;
import io.sakia.plan.SourceNode;
import io.sakia.plan.Step;
import io.sakia.plan.UnionNode;
import io.sakia.plan.ZipNode;
import io.sakia.plan.ZipNode.ZipFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Short ways to build plans and jobs in tests. */
final class Plans {
    private Plans() {}

    /** A partition that is given as a list. */
    record Given<T>(List<T> content) implements Range {}

    @SafeVarargs
    @SuppressWarnings("varargs")
    static <T> SourceNode<T> source(List<T>... partitions) {
        return source(List.of(partitions));
    }

    static <T> SourceNode<T> source(List<List<T>> partitions) {
        List<Given<T>> ranges = partitions.stream().map(Given::new).toList();
        return new SourceNode<>(origin("source"), ranges, Plans::read);
    }

    static <T> Reader<T> read(Given<T> range) {
        Iterator<T> records = range.content().iterator();
        return () -> records.hasNext() ? records.next() : null;
    }

    static <I, T> NarrowNode<I, T> map(Plan<I> input, Function<I, T> function) {
        return new NarrowNode<>(origin("map"), input, new Step.Map<>(task(function)), false);
    }

    static <T> NarrowNode<T, T> filter(Plan<T> input, Function<T, Boolean> function) {
        return new NarrowNode<>(origin("filter"), input, new Step.Filter<>(task(function)), true);
    }

    static <I, T> NarrowNode<I, T> flatMap(Plan<I> input, FlatMapFunction<I, T> function) {
        return new NarrowNode<>(origin("flatMap"), input, new Step.FlatMap<>(task(function)), false);
    }

    static <I, T> NarrowNode<I, T> mapPartitions(Plan<I> input, Step.PartitionFunction<I, T> function) {
        return new NarrowNode<>(origin("mapPartitions"), input, new Step.MapPartitions<>(task(function)), false);
    }

    static <K, V> ShuffleNode<K, V, V> partitionBy(Plan<Pair<K, V>> input, int partitions) {
        return shuffle(input, new HashPartitioner(partitions), null, false, null);
    }

    static <K, V, C> ShuffleNode<K, V, C> aggregate(
            Plan<Pair<K, V>> input, int partitions, Aggregate<V, ?, C> aggregate) {
        return shuffle(input, new HashPartitioner(partitions), aggregate, true, null);
    }

    static <K, V> ShuffleNode<K, V, Iterable<V>> group(Plan<Pair<K, V>> input, int partitions) {
        return shuffle(input, new HashPartitioner(partitions), Aggregate.<V>iterable(), false, null);
    }

    static <K, V, C> ShuffleNode<K, V, C> shuffle(
            Plan<Pair<K, V>> input,
            Partitioner partitioner,
            @Nullable Aggregate<V, ?, C> aggregate,
            boolean mapSide,
            @Nullable Comparator<? super K> order) {
        return new ShuffleNode<>(
                origin("shuffle"),
                input,
                new ShuffleSpec<>(
                        partitioner,
                        aggregate == null ? null : Plans.<Aggregate<V, ?, C>>task(aggregate),
                        mapSide,
                        order == null ? null : Plans.<Comparator<? super K>>task(order)));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    static <T> UnionNode<T> union(Plan<T>... inputs) {
        return new UnionNode<>(origin("union"), List.of(inputs));
    }

    static <T> CoalesceNode<T> coalesce(Plan<T> input, int partitions) {
        return new CoalesceNode<>(origin("coalesce"), input, partitions);
    }

    static <T> ZipNode<T> zip(ZipFunction<T> function, Plan<?>... inputs) {
        return new ZipNode<>(origin("zip"), List.of(inputs), task(function), false);
    }

    static <T> CacheNode<T> cache(Plan<T> input) {
        return new CacheNode<>(origin("cache"), input, StorageLevel.MEMORY_ONLY);
    }

    static <F> TaskFunction<F> task(F function) {
        return TaskFunction.of("test", function);
    }

    /** The line of the test that calls a method of this class. */
    static Origin origin(String operation) {
        return StackWalker.getInstance().walk(frames -> caller(frames, operation));
    }

    private static Origin caller(Stream<StackWalker.StackFrame> frames, String operation) {
        StackWalker.StackFrame caller = frames.filter(
                        frame -> !frame.getClassName().equals(Plans.class.getName()))
                .findFirst()
                .orElseThrow();
        return new Origin(operation, null, caller.getFileName(), caller.getLineNumber());
    }

    /** The records of every partition. */
    static <T> List<List<T>> collect(Engine engine, Plan<T> plan) {
        return engine.run(Job.over(origin("collect"), plan, toList(), new Cancellation()));
    }

    /** The records of every partition, pulled. */
    static <T> List<List<T>> pull(Engine engine, Plan<T> plan) {
        return engine.run(Job.over(origin("collect"), plan, Action.pull(Plans::drain), new Cancellation()));
    }

    /** The records of some partitions. */
    static <T> List<List<T>> collect(Engine engine, Plan<T> plan, List<Integer> partitions) {
        return engine.run(new Job<>(origin("collect"), plan, partitions, toList(), new Cancellation()));
    }

    static <T> Action<T, List<T>> toList() {
        return Action.push(ListCollector::new);
    }

    static <T> List<T> drain(Iterator<T> records) {
        List<T> all = new ArrayList<>();
        records.forEachRemaining(all::add);
        return all;
    }

    private static final class ListCollector<T> implements Action.Collector<T, List<T>> {
        private final List<T> records = new ArrayList<>();

        @Override
        public void accept(T record) {
            records.add(record);
        }

        @Override
        public List<T> finish() {
            return records;
        }
    }
}
