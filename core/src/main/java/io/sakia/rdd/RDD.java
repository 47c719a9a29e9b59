package io.sakia.rdd;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.PairFunction;
import io.sakia.Partitioner;
import io.sakia.StorageLevel;
import io.sakia.connector.text.OutputFolder;
import io.sakia.connector.text.StagedText;
import io.sakia.connector.text.TextPublisher;
import io.sakia.connector.text.TextSink;
import io.sakia.engine.Action;
import io.sakia.engine.SinkAction;
import io.sakia.function.FlatMapFunction;
import io.sakia.function.Function;
import io.sakia.function.Function2;
import io.sakia.function.TaskFunction;
import io.sakia.function.VoidFunction;
import io.sakia.plan.CacheNode;
import io.sakia.plan.KeyedPlans;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.Step;
import io.sakia.plan.UnionNode;
import io.sakia.plan.UserApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A resilient distributed dataset: an immutable, partitioned collection that is computed when an action asks for it (Zaharia et
 * al., NSDI 2012). Transformations give new RDDs and cost nothing; actions run a job on the context's engine.
 *
 * <p>Examples below show partitions in brackets. A record is never null.
 *
 * @param <T> the records
 */
@UserApi
public class RDD<T> {
    private final SakiaContext context;
    private final Plan<T> computed;
    private volatile @Nullable CacheNode<T> kept;

    /** Over a plan; see {@link SakiaContext#rdd}. */
    RDD(SakiaContext context, Plan<T> plan) {
        this.context = context;
        this.computed = plan;
    }

    /** The context that this RDD belongs to. */
    public final SakiaContext context() {
        return context;
    }

    /** The plan that computes this RDD, or reads what is kept of it. For layers above. */
    public final Plan<T> plan() {
        CacheNode<T> cache = kept;
        return cache == null ? computed : cache;
    }

    /** How many partitions there are. */
    public final int getNumPartitions() {
        return computed.partitions();
    }

    /** What placed the records, if anything known did. */
    public final Optional<Partitioner> partitioner() {
        return Optional.ofNullable(computed.partitioner());
    }
    /** One record for each: {@code [1, 2] [3]} with {@code x -> x * 10} gives {@code [10, 20] [30]}. */
    public final <R> RDD<R> map(Function<T, R> function) {
        Origin origin = Origin.here("map");
        return narrow(origin, new Step.Map<>(TaskFunction.of(origin, function)));
    }

    /** The records for which the function gives true: {@code [1, 2] [3]} with {@code x -> x > 1} gives {@code [2] [3]}. */
    public RDD<T> filter(Function<T, Boolean> function) {
        return new RDD<>(context, filtered(Origin.here("filter"), function));
    }

    /** Any number of records for each: {@code ["a b"] ["c"]} with {@code s -> List.of(s.split(" "))} gives {@code [a, b] [c]}. */
    public final <R> RDD<R> flatMap(FlatMapFunction<T, R> function) {
        Origin origin = Origin.here("flatMap");
        return narrow(origin, new Step.FlatMap<>(TaskFunction.of(origin, function)));
    }

    /** A function of each partition's iterator: {@code [1, 2] [3]} summed gives {@code [3] [3]}. */
    public final <R> RDD<R> mapPartitions(Function<Iterator<T>, Iterator<R>> function) {
        Origin origin = Origin.here("mapPartitions");
        TaskFunction<Function<Iterator<T>, Iterator<R>>> given = TaskFunction.of(origin, function);
        Step.PartitionFunction<T, R> step = (partition, records) -> given.get().call(records);
        return narrow(origin, new Step.MapPartitions<>(TaskFunction.of(origin, step)));
    }

    /** A key and a value for each record: {@code [a] [b]} with {@code w -> Pair.of(w, 1)} gives {@code [(a,1)] [(b,1)]}. */
    public final <K, V> PairRDD<K, V> mapToPair(PairFunction<T, K, V> function) {
        Origin origin = Origin.here("mapToPair");
        Function<T, Pair<K, V>> map = function::call;
        return new PairRDD<>(
                context, new NarrowNode<>(origin, plan(), new Step.Map<>(TaskFunction.of(origin, map)), false));
    }

    /** The records of both, repeated ones included: {@code [1] [2]} and {@code [2]} give {@code [1] [2] [2]}. */
    public final RDD<T> union(RDD<T> other) {
        return new RDD<>(context, united(Origin.here("union"), other));
    }

    /** Each record once, as equals tells: {@code [1, 2] [2]} gives 1 and 2. */
    public final RDD<T> distinct() {
        return distinct(Origin.here("distinct"), context.defaultParallelism());
    }

    /** As {@link #distinct()}, in so many partitions. */
    public final RDD<T> distinct(int numPartitions) {
        return distinct(Origin.here("distinct"), numPartitions);
    }

    /** The records spread evenly over so many partitions, by a shuffle: {@code [1, 2, 3, 4] []} gives {@code [1, 3] [2, 4]}. */
    public RDD<T> repartition(int numPartitions) {
        return new RDD<>(context, repartitioned(Origin.here("repartition"), numPartitions));
    }
    /** Keeps the partitions in memory once they were computed, for what is built on this RDD from now on. Gives this RDD. */
    public RDD<T> cache() {
        return persist(StorageLevel.MEMORY_ONLY);
    }

    /** As {@link #cache()}, at a level. A level that was set can't be changed before {@link #unpersist}. */
    public RDD<T> persist(StorageLevel level) {
        keep(Origin.here("persist"), level);
        return this;
    }

    /** Forgets what was kept; it is computed again when it is asked for again. Gives this RDD. */
    public RDD<T> unpersist() {
        CacheNode<T> cache = kept;
        if (cache != null) {
            kept = null;
            context.engine().release(cache);
        }
        return this;
    }
    /** All records, in the order of partitions: {@code [1, 2] [3]} gives the list 1, 2, 3. */
    public final List<T> collect() {
        List<List<T>> parts = context.run(Origin.here("collect"), plan(), Actions.collect());
        List<T> all = new ArrayList<>(parts.stream().mapToInt(List::size).sum());
        parts.forEach(all::addAll);
        return all;
    }

    /** How many records there are. */
    public final long count() {
        long total = 0;
        for (long part : context.run(Origin.here("count"), plan(), Actions.<T>count())) {
            total += part;
        }
        return total;
    }

    /** The first records, computing no more partitions than are needed: {@code [1, 2] [3]} with 2 gives the list 1, 2. */
    public final List<T> take(int num) {
        return take(Origin.here("take"), num);
    }

    /** Puts all records together two by two with an associative function; an error if there is none. */
    public final T reduce(Function2<T, T, T> function) {
        Origin origin = Origin.here("reduce");
        @Nullable T total = null;
        for (List<T> part : context.run(origin, plan(), Actions.reduce(origin, function))) {
            for (T partial : part) {
                total = total == null ? partial : Actions.merge(origin, function, total, partial);
            }
        }
        if (total == null) {
            throw new NoSuchElementException(origin + " has no result: the RDD is empty; ask take(1) or count() first");
        }
        return total;
    }

    /** Calls the function for each record, inside tasks. */
    public final void foreach(VoidFunction<T> function) {
        Origin origin = Origin.here("foreach");
        context.run(origin, plan(), Actions.foreach(origin, function));
    }

    /** Calls the function for each partition, inside tasks. */
    public final void foreachPartition(VoidFunction<Iterator<T>> function) {
        Origin origin = Origin.here("foreachPartition");
        context.run(origin, plan(), Actions.foreachPartition(origin, function));
    }

    /**
     * Writes each record's text as a line to {@code path/part-00000} and so on. The folder appears whole, or not at all; it must
     * not exist.
     */
    public final void saveAsTextFile(String path) {
        Origin origin = Origin.here("saveAsTextFile");
        TextSink<T> sink = new TextSink<>(new OutputFolder.Fixed(path));
        try (TextPublisher publisher = sink.open()) {
            publisher.requireFree();
            List<StagedText> staged =
                    context.run(origin, plan(), SinkAction.write(sink.writers(), origin.operation(), 0, 0));
            publisher.publish(0, staged);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + computed.origin() + ", " + getNumPartitions() + " partitions]";
    }

    final Plan<T> filtered(Origin origin, Function<T, Boolean> function) {
        return new NarrowNode<>(origin, plan(), new Step.Filter<>(TaskFunction.of(origin, function)), true);
    }

    final Plan<T> united(Origin origin, RDD<T> other) {
        return new UnionNode<>(origin, List.of(plan(), other.plan()));
    }

    final Plan<T> repartitioned(Origin origin, int numPartitions) {
        return KeyedPlans.repartition(origin, plan(), numPartitions);
    }

    final synchronized void keep(Origin origin, StorageLevel level) {
        CacheNode<T> cache = kept;
        if (cache == null) {
            kept = new CacheNode<>(origin, computed, level);
        } else if (cache.level() != level) {
            throw new IllegalStateException(origin + ": this RDD is kept at " + cache.level()
                    + " already; call unpersist() before another level");
        }
    }

    private <R> RDD<R> narrow(Origin origin, Step<T, R> step) {
        return new RDD<>(context, new NarrowNode<>(origin, plan(), step, false));
    }

    private RDD<T> distinct(Origin origin, int numPartitions) {
        return new RDD<>(context, KeyedPlans.distinct(origin, plan(), new HashPartitioner(numPartitions)));
    }

    /**
     * As {@link #take(int)}, for layers above. Asks for one partition, then for four times as many each time, as most calls are served by the
     * first.
     */
    public final List<T> take(Origin origin, int num) {
        if (num < 0) {
            throw new IllegalArgumentException("take needs a number of at least 0, not " + num);
        }
        List<T> taken = new ArrayList<>();
        int from = 0;
        int wave = 1;
        while (taken.size() < num && from < getNumPartitions()) {
            int to = Math.min(from + wave, getNumPartitions());
            Action<T, List<T>> action = Actions.take(num - taken.size());
            for (List<T> part : context.run(
                    origin, plan(), IntStream.range(from, to).boxed().toList(), action)) {
                taken.addAll(part.subList(0, Math.min(part.size(), num - taken.size())));
            }
            from = to;
            wave *= 4;
        }
        return taken;
    }
}
