package io.sakia.spark;

import io.sakia.Aggregate;
import io.sakia.function.TaskFunction;
import io.sakia.plan.CacheNode;
import io.sakia.plan.CheckpointNode;
import io.sakia.plan.CoalesceNode;
import io.sakia.plan.CogroupNode;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.PlanVisitor;
import io.sakia.plan.ShuffleNode;
import io.sakia.plan.ShuffleSpec;
import io.sakia.plan.SourceNode;
import io.sakia.plan.UnionNode;
import io.sakia.plan.ZipNode;
import io.sakia.spark.PlanPartition.Feed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.Dependency;
import org.apache.spark.OneToOneDependency;
import org.apache.spark.Partition;
import org.apache.spark.RangeDependency;
import org.apache.spark.SparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import scala.Product2;
import scala.math.Ordering;
import scala.math.Ordering$;

/**
 * Turns plan nodes into Spark's RDDs, each node once: the RDD hangs on the node, so Spark finds its shuffles and blocks again.
 *
 * <pre>
 *   source        PlanRdd(ReadRange)
 *   narrow chain  PlanRdd(RunSteps)
 *   shuffle       PlanRdd(ToTuples) ── ShuffledRDD ── PlanRdd(FromTuples)
 *   union         PlanRdd(OneAfterAnother), partitions after one another or side by side
 *   coalesce      PlanRdd(OneAfterAnother), runs of partitions
 *   zip, cogroup  PlanRdd(SideBySide)
 *   cache         PlanRdd(OneAfterAnother), persisted
 * </pre>
 */
final class Translation implements PlanVisitor<PlanRdd> {
    /**
     * Spark walks through the RDDs of a stage, and serialises them, by recursion, and where that overflows a stack its scheduler dies and
     * jobs wait for ever. With the JVM's default stack it gets to 400 or so.
     */
    private static final int DEEPEST_STAGE = 200;

    private final SparkContext spark;
    private final TaskRuntime runtime;

    Translation(SparkContext spark, TaskRuntime runtime) {
        this.spark = spark;
        this.runtime = runtime;
    }

    /** The RDD of a node. What it reads is translated first, from a list and not by recursion: plans can be deep. */
    PlanRdd of(Plan<?> node) {
        Deque<Plan<?>> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            List<Plan<?>> missing = read(open.getLast()).stream()
                    .filter(input -> input.memoIfPresent(PlanRdd.class) == null)
                    .toList();
            if (missing.isEmpty()) {
                memo(open.removeLast());
            } else {
                open.addAll(missing);
            }
        }
        return memo(node);
    }

    private PlanRdd memo(Plan<?> node) {
        return node.memo(PlanRdd.class, () -> node.accept(this));
    }

    /** The nodes whose RDDs a node's RDD reads. */
    private static List<Plan<?>> read(Plan<?> node) {
        return node instanceof NarrowNode<?, ?> narrow
                ? List.of(RunSteps.Chain.endingIn(narrow).input())
                : node.inputs();
    }

    @Override
    public <T> PlanRdd source(SourceNode<T> node) {
        List<PlanPartition> partitions =
                partitions(node, partition -> PlanPartition.of(partition, node.range(partition)));
        return rdd(node.origin(), List.of(), partitions, new ReadRange(node.origin(), node.reader()));
    }

    @Override
    public <I, T> PlanRdd narrow(NarrowNode<I, T> node) {
        RunSteps.Chain chain = RunSteps.Chain.endingIn(node);
        return aligned(node.origin(), List.of(memo(chain.input())), chain.body());
    }

    @Override
    @SuppressWarnings("unchecked")
    public <K, V, C> PlanRdd shuffle(ShuffleNode<K, V, C> node) {
        Origin origin = node.origin();
        ShuffleSpec<K, V, C> spec = node.spec();
        LastPulled last = new LastPulled();
        PlanRdd tuples = aligned(origin, List.of(memo(node.input())), new ToTuples(origin, last));
        ShuffledRDD<Object, Object, Object> shuffled = new ShuffledRDD<>(
                (RDD<? extends Product2<Object, Object>>) (RDD<?>) tuples,
                new KeyPlacement(origin, spec.partitioner()),
                Tags.any(),
                Tags.any(),
                Tags.any());
        shuffled.setSerializer(new ShuffleSerializer(origin, new JavaSerializer(spark.conf())));
        Folding folding = folding(origin, spec.aggregate(), last);
        if (folding != null) {
            shuffled.setAggregator(folding.functions()).setMapSideCombine(spec.mapSide());
        }
        TaskFunction<Comparator<? super K>> order = spec.order();
        if (order != null) {
            shuffled.setKeyOrdering(ordering(origin, order));
        }
        shuffled.setName(origin.toString());
        return aligned(origin, List.of(shuffled), new FromTuples(origin, folding));
    }

    @Override
    public <T> PlanRdd union(UnionNode<T> node) {
        List<PlanRdd> inputs = node.parts().stream().map(this::memo).toList();
        if (node.sideBySide()) {
            return aligned(node.origin(), inputs, new OneAfterAnother());
        }
        List<Dependency<?>> dependencies = new ArrayList<>();
        List<PlanPartition> partitions = new ArrayList<>();
        for (PlanRdd input : inputs) {
            int dependency = dependencies.size();
            dependencies.add(new RangeDependency<>(input, 0, partitions.size(), input.getNumPartitions()));
            for (Partition partition : input.partitions()) {
                partitions.add(PlanPartition.of(partitions.size(), List.of(new Feed(dependency, partition))));
            }
        }
        return rdd(node.origin(), dependencies, partitions, new OneAfterAnother());
    }

    @Override
    public <T> PlanRdd coalesce(CoalesceNode<T> node) {
        PlanRdd input = memo(node.input());
        int[] firsts = IntStream.rangeClosed(0, node.partitions())
                .map(partition -> node.partitions() == 0 ? 0 : node.first(partition))
                .toArray();
        List<PlanPartition> partitions = partitions(
                node,
                partition -> PlanPartition.of(
                        partition,
                        IntStream.range(firsts[partition], firsts[partition + 1])
                                .mapToObj(each -> new Feed(0, input.partitions()[each]))
                                .toList()));
        return rdd(node.origin(), List.of(new RunDependency(input, firsts)), partitions, new OneAfterAnother());
    }

    @Override
    public <T> PlanRdd zip(ZipNode<T> node) {
        List<PlanRdd> inputs = node.inputs().stream().map(this::memo).toList();
        return aligned(node.origin(), inputs, new SideBySide(node.origin(), new PerTask<>(node.function())));
    }

    @Override
    public <K> PlanRdd cogroup(CogroupNode<K> node) {
        List<PlanRdd> inputs = node.inputs().stream().map(this::memo).toList();
        return aligned(
                node.origin(),
                inputs,
                new SideBySide(node.origin(), new PerTask<>(TaskFunction.shared(node.inMemory()))));
    }

    @Override
    public <T> PlanRdd checkpoint(CheckpointNode<T> node) {
        return aligned(node.origin(), List.of(memo(node.current())), new OneAfterAnother());
    }

    @Override
    public <T> PlanRdd cache(CacheNode<T> node) {
        PlanRdd rdd = aligned(node.origin(), List.of(memo(node.input())), new OneAfterAnother());
        rdd.persist(StorageLevel.fromString(node.level().name()));
        return rdd;
    }

    /** An RDD whose partitions read the partitions of equal number of its inputs. */
    private PlanRdd aligned(Origin origin, List<? extends RDD<?>> inputs, PartitionBody body) {
        List<Dependency<?>> dependencies = new ArrayList<>();
        for (RDD<?> input : inputs) {
            dependencies.add(new OneToOneDependency<>(input));
        }
        List<PlanPartition> partitions = new ArrayList<>();
        for (int i = 0; i < inputs.get(0).getNumPartitions(); i++) {
            List<Feed> feeds = new ArrayList<>(inputs.size());
            for (RDD<?> input : inputs) {
                feeds.add(new Feed(feeds.size(), input.partitions()[i]));
            }
            partitions.add(PlanPartition.of(i, feeds));
        }
        return rdd(origin, dependencies, partitions, body);
    }

    private PlanRdd rdd(
            Origin origin, List<Dependency<?>> dependencies, List<PlanPartition> partitions, PartitionBody body) {
        int depth = 1;
        for (Dependency<?> dependency : dependencies) {
            depth = Math.max(depth, dependency.rdd() instanceof PlanRdd input ? input.depth() + 1 : 1);
        }
        if (depth > DEEPEST_STAGE) {
            throw new IllegalStateException(origin + " stands on " + (depth - 1)
                    + " RDDs in one stage, and more may be too much for Spark: unite many RDDs in one call of"
                    + " SakiaContext.union, or begin a new stage with repartition");
        }
        return new PlanRdd(spark, runtime, origin, depth, dependencies, partitions, body);
    }

    private static List<PlanPartition> partitions(Plan<?> node, IntFunction<PlanPartition> partition) {
        return IntStream.range(0, node.partitions()).mapToObj(partition).toList();
    }

    @SuppressWarnings("unchecked")
    private static <V, C> @Nullable Folding folding(
            Origin origin, @Nullable TaskFunction<Aggregate<V, ?, C>> aggregate, LastPulled last) {
        return aggregate == null
                ? null
                : new Folding(
                        origin,
                        new PerTask<>((TaskFunction<Aggregate<Object, @Nullable Object, Object>>)
                                (TaskFunction<?>) aggregate),
                        last);
    }

    @SuppressWarnings("unchecked")
    private static <K> Ordering<Object> ordering(Origin origin, TaskFunction<Comparator<? super K>> order) {
        PerTask<Comparator<Object>> comparator =
                new PerTask<>((TaskFunction<Comparator<Object>>) (TaskFunction<?>) order);
        return Ordering$.MODULE$.comparatorToOrdering(new KeyOrder(origin, comparator));
    }
}
