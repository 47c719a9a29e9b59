package io.sakia.embedded;

import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import io.sakia.plan.ZipNode.ZipFunction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;

/** Gives the partitions of equal number of several inputs to a user's function; all of them are pulled. */
final class ZipOperator extends Operator {
    private final Origin origin;
    private final List<Operator> inputs;
    private final TaskFunction<? extends ZipFunction<?>> function;

    ZipOperator(Origin origin, List<Operator> inputs, TaskFunction<? extends ZipFunction<?>> function) {
        this.origin = origin;
        this.inputs = inputs;
        this.function = function;
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
        for (Operator input : inputs) {
            found.need(input, partitions);
        }
    }

    private UserIterator call(Attempt attempt, int partition) {
        LastPulled pulled = new LastPulled();
        List<Iterator<?>> records = new ArrayList<>(inputs.size());
        for (Operator input : inputs) {
            records.add(pulled.watch(input.pull(attempt, partition)));
        }
        ZipFunction<?> mine = attempt.function(function);
        Iterator<?> results;
        try {
            results = mine.call(records);
        } catch (Throwable e) {
            throw Failures.at(origin, pulled.record(), e);
        }
        return new UserIterator(origin, results, pulled);
    }
}
