package io.sakia.spark;

import io.sakia.plan.Origin;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.Dependency;
import org.apache.spark.InterruptibleIterator;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a plan node is on Spark: one RDD class for all kinds, told apart by their {@link PartitionBody}. It makes the running
 * task known before anything is read, so wherever Spark calls our code there is an {@link io.sakia.TaskContext}.
 */
final class PlanRdd extends RDD<Object> {
    private static final long serialVersionUID = 1L;

    private final TaskRuntime runtime;
    private final PartitionBody body;
    private final transient PlanPartition[] planned;
    private final transient int depth;

    PlanRdd(
            SparkContext spark,
            TaskRuntime runtime,
            Origin origin,
            int depth,
            List<Dependency<?>> dependencies,
            List<PlanPartition> partitions,
            PartitionBody body) {
        super(spark, CollectionConverters.asScala(dependencies).toSeq(), Tags.any());
        this.runtime = runtime;
        this.body = body;
        this.planned = partitions.toArray(new PlanPartition[0]);
        this.depth = depth;
        setName(origin.toString());
    }

    /** How many RDDs of the plan stand on one another in a stage, down from this one. Known to the driver only. */
    int depth() {
        return depth;
    }

    @Override
    public Partition[] getPartitions() {
        return planned;
    }

    @Override
    public scala.collection.Iterator<Object> compute(Partition split, TaskContext task) {
        runtime.enter(task);
        PlanPartition partition = (PlanPartition) split;
        List<Supplier<Iterator<Object>>> inputs =
                new ArrayList<>(partition.feeds().size());
        for (PlanPartition.Feed feed : partition.feeds()) {
            inputs.add(() -> input(feed, task));
        }
        Iterator<Object> records = body.open(partition, inputs, task);
        return new InterruptibleIterator<>(task, CollectionConverters.asScala(records));
    }

    @SuppressWarnings("unchecked")
    private Iterator<Object> input(PlanPartition.Feed feed, TaskContext task) {
        RDD<Object> rdd = (RDD<Object>) dependencies().apply(feed.dependency()).rdd();
        return CollectionConverters.asJava(rdd.iterator(feed.partition(), task));
    }
}
