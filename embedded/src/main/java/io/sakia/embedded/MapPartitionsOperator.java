package io.sakia.embedded;

import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import io.sakia.plan.PairsFunction;
import io.sakia.plan.Step;
import io.sakia.plan.Step.PartitionFunction;
import java.util.BitSet;
import java.util.Iterator;

/** Gives a whole partition to a user's function; what comes before it is pulled, unless the function takes pairs as they are pushed. */
final class MapPartitionsOperator extends Operator {
    private final Origin origin;
    private final Operator input;
    private final TaskFunction<PartitionFunction<Object, Object>> function;

    @SuppressWarnings("unchecked")
    MapPartitionsOperator(Origin origin, Operator input, Step.MapPartitions<?, ?> step) {
        this.origin = origin;
        this.input = input;
        this.function = (TaskFunction<PartitionFunction<Object, Object>>) (TaskFunction<?>) step.function();
    }

    @Override
    void push(Attempt attempt, int partition, Link link) {
        call(attempt, partition).push(attempt, link);
    }

    @Override
    Iterator<Object> pull(Attempt attempt, int partition) {
        return call(attempt, partition);
    }

    @Override
    void require(BitSet partitions, Requirements found) {
        found.need(input, partitions);
    }

    private UserIterator call(Attempt attempt, int partition) {
        LastPulled pulled = new LastPulled();
        PartitionFunction<Object, Object> mine = attempt.function(function);
        Iterator<Object> results;
        if ((Object) mine instanceof PairsFunction<?, ?, ?> pairs) {
            results = push(pairs, attempt, partition);
        } else {
            Iterator<Object> records = pulled.watch(input.pull(attempt, partition));
            try {
                results = mine.call(partition, records);
            } catch (Throwable e) {
                throw Failures.at(origin, pulled.record(), e);
            }
        }
        return new UserIterator(origin, results, pulled);
    }

    private Iterator<Object> push(PairsFunction<?, ?, ?> pairs, Attempt attempt, int partition) {
        try (PairsFunction.Work<?> work = begin(pairs, partition)) {
            input.push(attempt, partition, new PairSinkLink(origin, work.sink()));
            return finish(work);
        }
    }

    private PairsFunction.Work<?> begin(PairsFunction<?, ?, ?> pairs, int partition) {
        try {
            return pairs.begin(partition);
        } catch (Throwable e) {
            throw Failures.at(origin, null, e);
        }
    }

    @SuppressWarnings("unchecked") // the function gives the records of this operator
    private Iterator<Object> finish(PairsFunction.Work<?> work) {
        try {
            return (Iterator<Object>) work.finish();
        } catch (Throwable e) {
            throw Failures.at(origin, null, e);
        }
    }
}
