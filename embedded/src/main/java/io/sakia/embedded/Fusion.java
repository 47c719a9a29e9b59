package io.sakia.embedded;

import io.sakia.function.FlatMapFunction;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Step;
import io.sakia.plan.StepVisitor;
import java.util.Iterator;
import java.util.List;

/**
 * Makes a run of narrow steps runnable for one attempt: a chain of small links, or of iterators where records are pulled. It
 * is the one place that looks at the kind of a step, once for each attempt, and so the one to change for compiled loops.
 */
final class Fusion {
    private Fusion() {}

    /** The link that applies the steps in order and pushes what comes of them into {@code last}. */
    static Link push(List<NarrowNode<?, ?>> steps, Attempt attempt, Link last) {
        Link link = last;
        for (int i = steps.size() - 1; i >= 0; i--) {
            link = push(steps.get(i).step(), steps.get(i).origin(), attempt, link);
        }
        return link;
    }

    /** The iterator that applies the steps in order to what it pulls from {@code first}. */
    static Iterator<Object> pull(List<NarrowNode<?, ?>> steps, Attempt attempt, Iterator<Object> first) {
        Iterator<Object> iterator = first;
        for (NarrowNode<?, ?> node : steps) {
            iterator = pull(node.step(), node.origin(), attempt, iterator);
        }
        return iterator;
    }

    private static Link push(Step<?, ?> step, Origin origin, Attempt attempt, Link next) {
        return step.accept(new StepVisitor<>() {
            @Override
            public <I, T> Link map(Step.Map<I, T> map) {
                return new MapLink(origin, mapper(map, attempt), next);
            }

            @Override
            public <T> Link filter(Step.Filter<T> filter) {
                return new FilterLink(origin, predicate(filter, attempt), next);
            }

            @Override
            public <I, T> Link flatMap(Step.FlatMap<I, T> flatMap) {
                return new FlatMapLink(origin, flatMapper(flatMap, attempt), next);
            }

            @Override
            public <I, T> Link mapPartitions(Step.MapPartitions<I, T> mapPartitions) {
                throw notRecordByRecord();
            }

            @Override
            public <K, V, C> Link foldByKey(Step.FoldByKey<K, V, C> foldByKey) {
                throw notRecordByRecord();
            }
        });
    }

    private static Iterator<Object> pull(Step<?, ?> step, Origin origin, Attempt attempt, Iterator<Object> input) {
        return step.accept(new StepVisitor<>() {
            @Override
            public <I, T> Iterator<Object> map(Step.Map<I, T> map) {
                return new MapIterator(origin, mapper(map, attempt), input);
            }

            @Override
            public <T> Iterator<Object> filter(Step.Filter<T> filter) {
                return new FilterIterator(origin, predicate(filter, attempt), input);
            }

            @Override
            public <I, T> Iterator<Object> flatMap(Step.FlatMap<I, T> flatMap) {
                return new FlatMapIterator(origin, flatMapper(flatMap, attempt), input);
            }

            @Override
            public <I, T> Iterator<Object> mapPartitions(Step.MapPartitions<I, T> mapPartitions) {
                throw notRecordByRecord();
            }

            @Override
            public <K, V, C> Iterator<Object> foldByKey(Step.FoldByKey<K, V, C> foldByKey) {
                throw notRecordByRecord();
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static Function<Object, Object> mapper(Step.Map<?, ?> step, Attempt attempt) {
        return attempt.function((TaskFunction<Function<Object, Object>>) (TaskFunction<?>) step.function());
    }

    @SuppressWarnings("unchecked")
    private static Function<Object, Boolean> predicate(Step.Filter<?> step, Attempt attempt) {
        return attempt.function((TaskFunction<Function<Object, Boolean>>) (TaskFunction<?>) step.function());
    }

    @SuppressWarnings("unchecked")
    private static FlatMapFunction<Object, Object> flatMapper(Step.FlatMap<?, ?> step, Attempt attempt) {
        return attempt.function((TaskFunction<FlatMapFunction<Object, Object>>) (TaskFunction<?>) step.function());
    }

    private static IllegalStateException notRecordByRecord() {
        return new IllegalStateException(
                "a step over whole partitions does not work record by record and can't be fused");
    }
}
