package io.sakia.spark;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.NarrowDependency;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Tells Spark that each partition reads a run of neighbouring partitions of its input. */
final class RunDependency extends NarrowDependency<Object> {
    private static final long serialVersionUID = 1L;

    /** Only the driver asks. */
    private final transient int[] firsts;

    /**
     * Runs of partitions.
     *
     * @param firsts where the run of each partition begins, and behind the last where it ends
     */
    RunDependency(PlanRdd input, int[] firsts) {
        super(input);
        this.firsts = firsts.clone();
    }

    @Override
    public Seq<Object> getParents(int partition) {
        List<Object> run = IntStream.range(firsts[partition], firsts[partition + 1])
                .<Object>mapToObj(Integer::valueOf)
                .toList();
        return CollectionConverters.asScala(run).toSeq();
    }
}
