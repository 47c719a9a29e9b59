package io.sakia.plan;

/** One method for each kind of {@link Plan} node. */
public interface PlanVisitor<R> {
    <T> R source(SourceNode<T> node);

    <I, T> R narrow(NarrowNode<I, T> node);

    <K, V, C> R shuffle(ShuffleNode<K, V, C> node);

    <T> R union(UnionNode<T> node);

    <T> R coalesce(CoalesceNode<T> node);

    <T> R zip(ZipNode<T> node);

    <K> R cogroup(CogroupNode<K> node);

    <T> R cache(CacheNode<T> node);

    <T> R checkpoint(CheckpointNode<T> node);
}
