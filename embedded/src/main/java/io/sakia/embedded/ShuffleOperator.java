package io.sakia.embedded;

import io.sakia.embedded.spill.MapOutput;
import io.sakia.plan.Origin;
import io.sakia.plan.ShuffleNode;
import io.sakia.plan.ShuffleSpec;
import java.util.BitSet;
import java.util.Iterator;

/** Reads what a shuffle put out, and runs the tasks of the stage before it. */
final class ShuffleOperator extends Operator {
    private final ShuffleNode<?, ?, ?> node;
    private final ShuffleOutput output;
    private final Translation translation;

    ShuffleOperator(ShuffleNode<?, ?, ?> node, Translation translation) {
        this.node = node;
        this.output = node.memo(ShuffleOutput.class, () -> new ShuffleOutput(node));
        this.translation = translation;
    }

    Origin origin() {
        return node.origin();
    }

    ShuffleSpec<?, ?, ?> spec() {
        return node.spec();
    }

    ShuffleOutput output() {
        return output;
    }

    /** The last operator of the stage before the shuffle; not even translated once the shuffle is complete. */
    Operator input() {
        return translation.translate(node.input());
    }

    /** Computes the share of one partition of the input. */
    MapOutput map(Attempt attempt, int partition) {
        MapSide mapSide = MapSide.of(node.origin(), node.spec(), attempt);
        input().push(attempt, partition, mapSide.link());
        MapOutput row = mapSide.finish();
        KeySamples samples = mapSide.samples();
        if (samples != null) {
            output.sampled(samples);
        }
        return row;
    }

    @Override
    void push(Attempt attempt, int partition, Link link) {
        output.partition(partition).read(this, attempt).push(attempt, link);
    }

    @Override
    Iterator<Object> pull(Attempt attempt, int partition) {
        return output.partition(partition).read(this, attempt).iterator(attempt);
    }

    @Override
    void require(BitSet partitions, Requirements found) {
        found.need(this);
    }
}
