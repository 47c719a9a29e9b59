package io.sakia.streaming.keyed;

import io.sakia.Pair;
import io.sakia.plan.Origin;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.state.StateSession;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/**
 * What a stateful operator does to one partition in one batch.
 *
 * @param <S> the states
 * @param <R> what it puts out
 */
@FunctionalInterface
interface StateFunction<K, V, S, R> extends Serializable {
    /** Advances the state by the batch's pairs and adds to {@code out} what is put out. */
    void step(Scope scope, StateSession<K, S> state, Iterator<Pair<K, V>> pairs, List<R> out) throws Exception;

    /**
     * What a step knows besides its pairs.
     *
     * @param batch the batch
     * @param origin the operator, for errors
     * @param types what may be stored
     */
    record Scope(Batch batch, Origin origin, StoredTypes types) implements Serializable {}
}
