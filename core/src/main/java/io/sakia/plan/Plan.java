package io.sakia.plan;

import io.sakia.Partitioner;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node of a plan: a lazy description of a partitioned data set. Nodes are immutable and form a DAG; an engine is a function
 * from a plan to a result. The algebra is closed:
 *
 * <pre>
 *   SourceNode    ranges ─────────────► T         reads ranges of a source
 *   NarrowNode    Plan&lt;I&gt; ── Step ────► T         map, filter, flatMap, mapPartitions, foldByKey
 *   ShuffleNode   Plan&lt;Pair&lt;K,V&gt;&gt; ────► Pair&lt;K,R&gt; by a partitioner, with aggregate and order if wanted; cuts stages
 *   UnionNode     Plan&lt;T&gt;… ───────────► T         all partitions of all inputs
 *   CoalesceNode  Plan&lt;T&gt; ────────────► T         fewer partitions, or a part of them, without a shuffle
 *   ZipNode       Plan&lt;?&gt;… ───────────► T         the partitions of equal number, side by side
 *   CogroupNode   Plan&lt;Pair&lt;K,?&gt;&gt;… ───► Pair&lt;K,lists&gt; what was placed alike, grouped by key side by side
 *   CacheNode     Plan&lt;T&gt; ────────────► T         kept once computed
 *   CheckpointNode Plan&lt;T&gt; ───────────► T         read from files once it was saved
 * </pre>
 *
 * <p>Identity is the node itself: what an engine keeps for a node (a shuffle's output, cached blocks, its own translation)
 * hangs on the node by {@link #memo} and goes when the node goes. An RDD belongs to one context, so to one engine.
 */
public abstract sealed class Plan<T>
        permits SourceNode,
                NarrowNode,
                ShuffleNode,
                UnionNode,
                CoalesceNode,
                ZipNode,
                CogroupNode,
                CacheNode,
                CheckpointNode {
    private final Origin origin;
    private final int partitions;
    private final @Nullable Partitioner partitioner;
    private volatile @Nullable Object memo;

    Plan(Origin origin, int partitions, @Nullable Partitioner partitioner) {
        this.origin = origin;
        this.partitions = partitions;
        this.partitioner = partitioner;
    }

    /** The operation and the user's line. */
    public final Origin origin() {
        return origin;
    }

    /** The number of partitions, which may be 0. */
    public final int partitions() {
        return partitions;
    }

    /** What placed the records, or null if nothing known did; the records are pairs where it is not null. */
    public final @Nullable Partitioner partitioner() {
        return partitioner;
    }

    /** The nodes that this one reads, in order. */
    public abstract List<Plan<?>> inputs();

    /** Calls the visitor's method for this kind of node. */
    public abstract <R> R accept(PlanVisitor<R> visitor);

    /** This plan cut into stages, for people: see {@code RDD.explain}. */
    public final String explain() {
        return Explanation.of(this);
    }

    /** This plan from the result down to the sources, for people: see {@code RDD.toDebugString}. */
    public final String lineage() {
        return Lineage.of(this);
    }

    /** What the engine keeps for this node; made by {@code create} at the first call. For engines. */
    public final <M> M memo(Class<M> type, Supplier<M> create) {
        Object present = memo;
        if (present == null) {
            synchronized (this) {
                present = memo;
                if (present == null) {
                    present = create.get();
                    memo = present;
                }
            }
        }
        return type.cast(present);
    }

    /** What the engine keeps for this node, or null if there is nothing. For engines. */
    public final <M> @Nullable M memoIfPresent(Class<M> type) {
        Object present = memo;
        return present == null ? null : type.cast(present);
    }

    /** Forgets what the engine keeps for this node. For engines. */
    public final void forgetMemo() {
        memo = null;
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + origin + ", " + partitions + " partitions]";
    }
}
