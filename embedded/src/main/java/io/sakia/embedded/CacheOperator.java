package io.sakia.embedded;

import io.sakia.plan.CacheNode;
import java.util.BitSet;
import java.util.Iterator;

/**
 * Reads kept partitions, and keeps those that are missing. It holds on to the blocks that were there when the job was planned,
 * so that a release during the job can't take away what its plan builds on.
 */
final class CacheOperator extends Operator {
    private final CacheNode<?> node;
    private final CacheBlocks blocks;
    private final Translation translation;

    CacheOperator(CacheNode<?> node, Translation translation) {
        this.node = node;
        this.translation = translation;
        this.blocks = node.memo(CacheBlocks.class, () -> new CacheBlocks(node));
    }

    @Override
    void push(Attempt attempt, int partition, Link link) {
        blocks.slot(partition).push(this, attempt, link);
    }

    @Override
    Iterator<Object> pull(Attempt attempt, int partition) {
        return blocks.slot(partition).pull(this, attempt);
    }

    @Override
    void require(BitSet partitions, Requirements found) {
        BitSet missing = blocks.missing(partitions);
        if (!missing.isEmpty()) {
            found.need(input(), missing);
        }
    }

    /** What is kept; not even translated as long as everything that is asked for is there. */
    Operator input() {
        return translation.translate(node.input());
    }
}
