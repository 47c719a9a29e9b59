package io.sakia.plan;

/** One method for each kind of {@link Step}. */
public interface StepVisitor<R> {
    <I, T> R map(Step.Map<I, T> step);

    <T> R filter(Step.Filter<T> step);

    <I, T> R flatMap(Step.FlatMap<I, T> step);

    <I, T> R mapPartitions(Step.MapPartitions<I, T> step);

    <K, V, C> R foldByKey(Step.FoldByKey<K, V, C> step);
}
