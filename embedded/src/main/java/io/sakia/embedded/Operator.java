package io.sakia.embedded;

import io.sakia.plan.NarrowNode;
import java.util.BitSet;
import java.util.Iterator;

/**
 * How a plan node runs inside a task. It holds nothing of a single attempt, so all tasks of a job share it.
 *
 * <p>Each operator has a pushed and a pulled form. A task pushes from its source into its last link for as far as it can;
 * where a function wants an iterator (mapPartitions, zip, a pulling action) everything above it is pulled, up to the next place
 * where records lie in memory.
 */
abstract class Operator {
    /** Pushes all records of a partition into a link, in order. */
    abstract void push(Attempt attempt, int partition, Link link);

    /** The records of a partition, computed as they are pulled. */
    abstract Iterator<Object> pull(Attempt attempt, int partition);

    /** Tells which shuffles must be complete before the given partitions can be computed. */
    abstract void require(BitSet partitions, Requirements found);

    /** The operator that applies one more narrow step, record by record, to what this one gives. */
    Operator then(NarrowNode<?, ?> step) {
        return new ChainOperator(this, step);
    }
}
