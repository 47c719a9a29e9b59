package io.sakia.spark;

import io.sakia.connector.Range;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.Partition;
import org.jspecify.annotations.Nullable;

/** A partition of a {@link PlanRdd}: what it reads. It travels with each task, so it holds no more than that task needs. */
final class PlanPartition implements Partition {
    private static final long serialVersionUID = 1L;

    private final int index;
    private final List<Feed> feeds;
    private final @Nullable Range range;

    private PlanPartition(int index, List<Feed> feeds, @Nullable Range range) {
        this.index = index;
        this.feeds = List.copyOf(feeds);
        this.range = range;
    }

    /** A partition that reads a range of a source. */
    static PlanPartition of(int index, Range range) {
        return new PlanPartition(index, List.of(), range);
    }

    /** A partition that reads partitions of other RDDs. */
    static PlanPartition of(int index, List<Feed> feeds) {
        return new PlanPartition(index, feeds, null);
    }

    @Override
    public int index() {
        return index;
    }

    /** What is read of other RDDs, in order. */
    List<Feed> feeds() {
        return feeds;
    }

    /** The range of a source's partition. */
    Range range() {
        if (range == null) {
            throw new IllegalStateException("partition " + index + " has no range");
        }
        return range;
    }

    /** What Scala's compiler makes of the trait's call of super.equals; a class in Java has to bring it. */
    @SuppressWarnings("MemberName")
    public boolean org$apache$spark$Partition$$super$equals(Object other) {
        return super.equals(other);
    }

    /**
     * A partition of another RDD that is read.
     *
     * @param dependency which of the dependencies of the RDD that reads
     * @param partition which of its partitions
     */
    record Feed(int dependency, Partition partition) implements Serializable {}
}
