package io.sakia.spark;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;

/** How a {@link PlanRdd} computes a partition. Each task has a copy of its own. */
interface PartitionBody extends Serializable {
    /**
     * Gives the records of a partition.
     *
     * @param inputs what the partition reads, in order; each is opened when it is asked for, once
     * @param task Spark's view of the running task
     */
    Iterator<Object> open(PlanPartition partition, List<Supplier<Iterator<Object>>> inputs, TaskContext task);
}
