package io.sakia.embedded;

import io.sakia.plan.NarrowNode;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** A run of narrow steps that work record by record: one loop, driven by what comes before them. */
final class ChainOperator extends Operator {
    private final Operator input;
    private final List<NarrowNode<?, ?>> steps;

    ChainOperator(Operator input, NarrowNode<?, ?> step) {
        this(input, List.of(step));
    }

    private ChainOperator(Operator input, List<NarrowNode<?, ?>> steps) {
        this.input = input;
        this.steps = steps;
    }

    @Override
    void push(Attempt attempt, int partition, Link link) {
        input.push(attempt, partition, attempt.chains().link(ChainStep.of(steps, attempt, partition), link));
    }

    @Override
    Iterator<Object> pull(Attempt attempt, int partition) {
        Iterator<Object> records = input.pull(attempt, partition);
        for (ChainStep step : ChainStep.of(steps, attempt, partition)) {
            records = step.iterator(records);
        }
        return records;
    }

    @Override
    void require(BitSet partitions, Requirements found) {
        found.need(input, partitions);
    }

    @Override
    Operator then(NarrowNode<?, ?> step) {
        return new ChainOperator(
                input, Stream.concat(steps.stream(), Stream.of(step)).toList());
    }
}
