package io.sakia.embedded;

import java.util.BitSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The partitions that a cache node keeps. They hang on the node and go with it. */
final class CacheBlocks {
    private final Once<Block>[] blocks;

    @SuppressWarnings({"unchecked", "rawtypes"})
    CacheBlocks(int partitions) {
        blocks = new Once[partitions];
        for (int i = 0; i < partitions; i++) {
            blocks[i] = new Once<>();
        }
    }

    /** The block of a partition; computed by the first task that wants it. */
    Block get(int partition, Supplier<Block> compute) {
        Block present = present(partition);
        return present != null ? present : blocks[partition].get(compute);
    }

    /** Those of the given partitions that are not kept yet. */
    BitSet missing(BitSet partitions) {
        BitSet missing = new BitSet(blocks.length);
        for (int i = partitions.nextSetBit(0); i >= 0; i = partitions.nextSetBit(i + 1)) {
            if (present(i) == null) {
                missing.set(i);
            }
        }
        return missing;
    }

    private @Nullable Block present(int partition) {
        return blocks[partition].present();
    }
}
