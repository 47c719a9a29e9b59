package io.sakia.streaming.keyed;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.engine.OperatorException;
import io.sakia.function.TaskFunction;
import io.sakia.plan.KeyedPlans;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.ZipNode;
import java.util.Iterator;
import java.util.List;

/**
 * What a partition of an operator's first step is made of, where the program gives states to begin with.
 *
 * <pre>
 *   initial states ── place ─┐
 *   pairs of batch 1 ─ place ┴─ zip: one Beginning a partition ── StateStep
 * </pre>
 */
record Beginning<K, I>(Iterator<Pair<K, Object>> states, Iterator<Pair<K, I>> pairs) {
    /** The beginnings of all partitions. */
    static <K, I> Plan<Beginning<K, I>> plan(
            Origin origin, Plan<Pair<K, Object>> states, Plan<Pair<K, I>> pairs, HashPartitioner partitioner) {
        ZipNode.ZipFunction<Beginning<K, I>> zip =
                inputs -> List.of(Beginning.<K, I>of(inputs)).iterator();
        return new ZipNode<>(
                origin,
                List.of(KeyedPlans.partition(origin, states, partitioner), pairs),
                TaskFunction.shared(zip),
                true);
    }

    /** Gives each key its first state. */
    void begin(Origin origin, StateRun<K> run) {
        while (states.hasNext()) {
            Pair<K, Object> pair = states.next();
            try {
                run.begin(pair.key(), pair.value());
            } catch (Exception e) {
                throw OperatorException.of(origin, pair, e);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <K, I> Beginning<K, I> of(List<Iterator<?>> inputs) {
        return new Beginning<>((Iterator<Pair<K, Object>>) inputs.get(0), (Iterator<Pair<K, I>>) inputs.get(1));
    }
}
