package io.sakia.embedded;

import io.sakia.plan.CacheNode;
import io.sakia.plan.CheckpointNode;
import io.sakia.plan.CoalesceNode;
import io.sakia.plan.CogroupNode;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Plan;
import io.sakia.plan.PlanVisitor;
import io.sakia.plan.ShuffleNode;
import io.sakia.plan.SourceNode;
import io.sakia.plan.Step;
import io.sakia.plan.StepVisitor;
import io.sakia.plan.UnionNode;
import io.sakia.plan.ZipNode;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Makes operators of plan nodes, down to the nearest shuffles and caches: what lies behind those is translated only if it turns
 * out to be needed. A node that two branches share becomes one operator.
 */
final class Translation implements PlanVisitor<Operator> {
    private final IdentityHashMap<Plan<?>, Operator> operators = new IdentityHashMap<>(8);

    /** The operator of a node. */
    synchronized Operator translate(Plan<?> node) {
        Operator known = operators.get(node);
        if (known == null) {
            known = node.accept(this);
            operators.put(node, known);
        }
        return known;
    }

    private List<Operator> translateAll(List<? extends Plan<?>> nodes) {
        return nodes.stream().map(this::translate).toList();
    }

    @Override
    public <T> Operator source(SourceNode<T> node) {
        return new SourceOperator(node);
    }

    @Override
    public <I, T> Operator narrow(NarrowNode<I, T> node) {
        Operator input = translate(node.input());
        return node.step().accept(new StepVisitor<>() {
            @Override
            public <X, Y> Operator map(Step.Map<X, Y> step) {
                return input.then(node);
            }

            @Override
            public <X> Operator filter(Step.Filter<X> step) {
                return input.then(node);
            }

            @Override
            public <X, Y> Operator flatMap(Step.FlatMap<X, Y> step) {
                return input.then(node);
            }

            @Override
            public <X, Y> Operator mapPartitions(Step.MapPartitions<X, Y> step) {
                return ChainStep.isRecordByRecord(step)
                        ? input.then(node)
                        : new MapPartitionsOperator(node.origin(), input, step);
            }

            @Override
            public <K, V, C> Operator foldByKey(Step.FoldByKey<K, V, C> step) {
                return new FoldOperator(
                        List.of(input), attempt -> AggregateFolder.of(node.origin(), false, step.aggregate(), attempt));
            }
        });
    }

    @Override
    public <K, V, C> Operator shuffle(ShuffleNode<K, V, C> node) {
        return new ShuffleOperator(node, this);
    }

    @Override
    public <T> Operator union(UnionNode<T> node) {
        List<Operator> parts = translateAll(node.parts());
        return node.sideBySide()
                ? new SideBySideOperator(parts)
                : new UnionOperator(
                        parts, node.parts().stream().mapToInt(Plan::partitions).toArray());
    }

    @Override
    public <T> Operator coalesce(CoalesceNode<T> node) {
        return new CoalesceOperator(node, translate(node.input()));
    }

    @Override
    public <T> Operator zip(ZipNode<T> node) {
        return new ZipOperator(node.origin(), translateAll(node.inputs()), node.function());
    }

    @Override
    public <K> Operator cogroup(CogroupNode<K> node) {
        CogroupFolder folder = new CogroupFolder(node.origin(), node.inputs().size());
        return new FoldOperator(translateAll(node.inputs()), attempt -> folder);
    }

    @Override
    public <T> Operator cache(CacheNode<T> node) {
        return new CacheOperator(node, this);
    }

    @Override
    public <T> Operator checkpoint(CheckpointNode<T> node) {
        return translate(node.current());
    }
}
