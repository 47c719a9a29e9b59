package io.sakia.embedded;

import io.sakia.plan.CoalesceNode;
import java.util.BitSet;
import java.util.Iterator;

/** Reads a run of neighbouring partitions one after another in one task. */
final class CoalesceOperator extends Operator {
    private final CoalesceNode<?> node;
    private final Operator input;

    CoalesceOperator(CoalesceNode<?> node, Operator input) {
        this.node = node;
        this.input = input;
    }

    @Override
    void push(Attempt attempt, int partition, Link link) {
        for (int part = node.first(partition); part < node.first(partition + 1); part++) {
            input.push(attempt, part, link);
        }
    }

    @Override
    Iterator<Object> pull(Attempt attempt, int partition) {
        int first = node.first(partition);
        return new ConcatenatedIterator(node.first(partition + 1) - first, part -> input.pull(attempt, first + part));
    }

    @Override
    void require(BitSet partitions, Requirements found) {
        BitSet parts = new BitSet();
        partitions.stream().forEach(partition -> parts.set(node.first(partition), node.first(partition + 1)));
        found.need(input, parts);
    }
}
