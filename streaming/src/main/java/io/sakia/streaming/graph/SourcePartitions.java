package io.sakia.streaming.graph;

import io.sakia.plan.CacheNode;
import io.sakia.plan.CheckpointNode;
import io.sakia.plan.CoalesceNode;
import io.sakia.plan.CogroupNode;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Plan;
import io.sakia.plan.PlanVisitor;
import io.sakia.plan.ShuffleNode;
import io.sakia.plan.SourceNode;
import io.sakia.plan.UnionNode;
import io.sakia.plan.ZipNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From which partition of a source each partition of a plan comes. The plan tells it and not the running task, so that it does not matter what was
 * read from a cache.
 *
 * <pre>
 *   source clicks: ranges of 3, 3, 4 ── map ── cache ─┐
 *                                                     ├─ union      clicks/3 clicks/3 clicks/4 other other
 *   source users ── shuffle, 2 partitions ────────────┘
 * </pre>
 */
final class SourcePartitions implements PlanVisitor<List<PartitionName>> {
    private final Set<@Nullable String> sources = new HashSet<>();

    private SourcePartitions(List<InputOperator<?>> inputs) {
        inputs.forEach(input -> sources.add(input.name()));
    }

    /** One for each partition; {@link PartitionName#OTHER} for those that come from no single one. */
    static List<PartitionName> of(Plan<?> plan, List<InputOperator<?>> inputs) {
        return plan.accept(new SourcePartitions(inputs));
    }

    @Override
    public <T> List<PartitionName> source(SourceNode<T> node) {
        String name = node.origin().name();
        if (name == null || !sources.contains(name)) {
            return others(node);
        }
        List<PartitionName> partitions = new ArrayList<>(node.partitions());
        for (int i = 0; i < node.partitions(); i++) {
            partitions.add(new PartitionName(name, node.range(i).partition()));
        }
        return partitions;
    }

    @Override
    public <I, T> List<PartitionName> narrow(NarrowNode<I, T> node) {
        return node.input().accept(this);
    }

    @Override
    public <K, V, C> List<PartitionName> shuffle(ShuffleNode<K, V, C> node) {
        return others(node);
    }

    @Override
    public <T> List<PartitionName> union(UnionNode<T> node) {
        if (node.sideBySide()) {
            return others(node);
        }
        List<PartitionName> partitions = new ArrayList<>(node.partitions());
        node.parts().forEach(part -> partitions.addAll(part.accept(this)));
        return partitions;
    }

    @Override
    public <T> List<PartitionName> coalesce(CoalesceNode<T> node) {
        List<PartitionName> inputs = node.input().accept(this);
        List<PartitionName> partitions = new ArrayList<>(node.partitions());
        for (int i = 0; i < node.partitions(); i++) {
            Set<PartitionName> together = new HashSet<>(inputs.subList(node.first(i), node.first(i + 1)));
            partitions.add(together.size() == 1 ? together.iterator().next() : PartitionName.OTHER);
        }
        return partitions;
    }

    @Override
    public <T> List<PartitionName> zip(ZipNode<T> node) {
        return others(node);
    }

    @Override
    public <K> List<PartitionName> cogroup(CogroupNode<K> node) {
        return others(node);
    }

    @Override
    public <T> List<PartitionName> cache(CacheNode<T> node) {
        return node.input().accept(this);
    }

    @Override
    public <T> List<PartitionName> checkpoint(CheckpointNode<T> node) {
        return others(node);
    }

    private static List<PartitionName> others(Plan<?> node) {
        return Collections.nCopies(node.partitions(), PartitionName.OTHER);
    }
}
