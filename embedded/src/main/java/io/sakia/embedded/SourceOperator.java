package io.sakia.embedded;

import io.sakia.plan.SourceNode;
import java.util.BitSet;
import java.util.Iterator;

/** Reads a range of a source: the loop that drives a stage. */
final class SourceOperator extends Operator {
    private final SourceNode<?> node;

    SourceOperator(SourceNode<?> node) {
        this.node = node;
    }

    @Override
    void push(Attempt attempt, int partition, Link link) {
        link.drain(open(attempt, partition).feed());
    }

    @Override
    Iterator<Object> pull(Attempt attempt, int partition) {
        return open(attempt, partition);
    }

    @Override
    void require(BitSet partitions, Requirements found) {
        for (int partition = partitions.nextSetBit(0);
                partition >= 0;
                partition = partitions.nextSetBit(partition + 1)) {
            found.read(node.range(partition).records());
        }
    }

    private SourceRecords open(Attempt attempt, int partition) {
        return SourceRecords.open(node.origin(), node.reader(), node.range(partition), attempt);
    }
}
