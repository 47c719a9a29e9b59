package io.sakia.embedded;

import java.util.BitSet;
import java.util.Iterator;
import java.util.List;

/** The inputs' partitions one after another: partition i is one partition of one input. */
final class UnionOperator extends Operator {
    private final List<Operator> inputs;
    /** The first partition of each input, and the end of the last. */
    private final int[] first;

    UnionOperator(List<Operator> inputs, int[] partitions) {
        this.inputs = inputs;
        this.first = new int[partitions.length + 1];
        for (int i = 0; i < partitions.length; i++) {
            first[i + 1] = first[i] + partitions[i];
        }
    }

    @Override
    void push(Attempt attempt, int partition, Link link) {
        int input = inputOf(partition);
        inputs.get(input).push(attempt, partition - first[input], link);
    }

    @Override
    Iterator<Object> pull(Attempt attempt, int partition) {
        int input = inputOf(partition);
        return inputs.get(input).pull(attempt, partition - first[input]);
    }

    @Override
    void require(BitSet partitions, Requirements found) {
        for (int i = 0; i < inputs.size(); i++) {
            BitSet part = partitions.get(first[i], first[i + 1]);
            if (!part.isEmpty()) {
                found.need(inputs.get(i), part);
            }
        }
    }

    private int inputOf(int partition) {
        int input = 0;
        while (first[input + 1] <= partition) {
            input++;
        }
        return input;
    }
}
