package io.sakia.embedded;

import io.sakia.function.FlatMapFunction;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.PartitionMapping;
import io.sakia.plan.Step;
import io.sakia.plan.StepVisitor;
import java.util.Iterator;
import java.util.List;

/**
 * A step that works record by record, as one attempt runs it.
 *
 * @param kind what is done with what the function gives
 * @param function the attempt's own object for the function, a {@link Function} or a {@link FlatMapFunction}
 * @param isShared whether every attempt has this same object
 * @param origin where the step stands in the user's program
 */
record ChainStep(Kind kind, Object function, boolean isShared, Origin origin) {
    /** What a step does with what its function gives for a record. */
    enum Kind {
        MAP,
        FILTER,
        FLAT_MAP
    }

    /** Whether a step of a whole partition works record by record nevertheless. */
    static boolean isRecordByRecord(Step.MapPartitions<?, ?> step) {
        return step.function().isShared() && (Object) step.function().get() instanceof PartitionMapping<?, ?>;
    }

    /** An attempt's view of some steps. */
    static ChainStep[] of(List<NarrowNode<?, ?>> nodes, Attempt attempt, int partition) {
        ChainStep[] steps = new ChainStep[nodes.size()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = of(nodes.get(i), attempt, partition);
        }
        return steps;
    }

    private static ChainStep of(NarrowNode<?, ?> node, Attempt attempt, int partition) {
        return node.step().accept(new StepVisitor<>() {
            @Override
            public <I, T> ChainStep map(Step.Map<I, T> map) {
                return step(Kind.MAP, map.function());
            }

            @Override
            public <T> ChainStep filter(Step.Filter<T> filter) {
                return step(Kind.FILTER, filter.function());
            }

            @Override
            public <I, T> ChainStep flatMap(Step.FlatMap<I, T> flatMap) {
                return step(Kind.FLAT_MAP, flatMap.function());
            }

            @Override
            public <I, T> ChainStep mapPartitions(Step.MapPartitions<I, T> mapPartitions) {
                if (!((Object) mapPartitions.function().get() instanceof PartitionMapping<?, ?> mapping)) {
                    throw notRecordByRecord();
                }
                try {
                    return new ChainStep(Kind.MAP, mapping.begin(partition), false, node.origin());
                } catch (Throwable e) {
                    throw Failures.at(node.origin(), null, e);
                }
            }

            @Override
            public <K, V, C> ChainStep foldByKey(Step.FoldByKey<K, V, C> foldByKey) {
                throw notRecordByRecord();
            }

            private <F> ChainStep step(Kind kind, TaskFunction<F> function) {
                return new ChainStep(kind, attempt.function(function), function.isShared(), node.origin());
            }
        });
    }

    /** The link that applies this step and pushes what comes of it into another. */
    Link link(Link next) {
        return switch (kind) {
            case MAP -> new MapLink(origin, mapper(), next);
            case FILTER -> new FilterLink(origin, predicate(), next);
            case FLAT_MAP -> new FlatMapLink(origin, flatMapper(), next);
        };
    }

    /** The iterator that applies this step to what it pulls. */
    Iterator<Object> iterator(Iterator<Object> input) {
        return switch (kind) {
            case MAP -> new MapIterator(origin, mapper(), input);
            case FILTER -> new FilterIterator(origin, predicate(), input);
            case FLAT_MAP -> new FlatMapIterator(origin, flatMapper(), input);
        };
    }

    @SuppressWarnings("unchecked")
    private Function<Object, Object> mapper() {
        return (Function<Object, Object>) function;
    }

    @SuppressWarnings("unchecked")
    private Function<Object, Boolean> predicate() {
        return (Function<Object, Boolean>) function;
    }

    @SuppressWarnings("unchecked")
    private FlatMapFunction<Object, Object> flatMapper() {
        return (FlatMapFunction<Object, Object>) function;
    }

    private static IllegalStateException notRecordByRecord() {
        return new IllegalStateException(
                "a step over whole partitions does not work record by record and can't be fused");
    }
}
