package io.sakia.embedded;

import java.util.BitSet;
import java.util.Iterator;
import java.util.List;

/** A union of inputs that one partitioner placed: partition i is partition i of every input, one after another. */
final class SideBySideOperator extends Operator {
    private final List<Operator> inputs;

    SideBySideOperator(List<Operator> inputs) {
        this.inputs = inputs;
    }

    @Override
    void push(Attempt attempt, int partition, Link link) {
        for (Operator input : inputs) {
            input.push(attempt, partition, link);
        }
    }

    @Override
    Iterator<Object> pull(Attempt attempt, int partition) {
        return new ConcatenatedIterator(
                inputs.size(), input -> inputs.get(input).pull(attempt, partition));
    }

    @Override
    void require(BitSet partitions, Requirements found) {
        for (Operator input : inputs) {
            found.need(input, partitions);
        }
    }
}
