package io.sakia;

import io.sakia.connector.KeyGroups;
import io.sakia.connector.StableHash;

/**
 * Places keys by key group, and key groups evenly over partitions. The group comes from the stable hash of the key, never
 * from {@link Object#hashCode}, so a key is placed alike in every run and on every engine.
 *
 * <pre>{@code new HashPartitioner(4).getPartition("apple") // always the same}</pre>
 *
 * @param numPartitions how many partitions, from 1 to {@link KeyGroups#COUNT}
 */
public record HashPartitioner(int numPartitions) implements Partitioner {
    /** Refuses a number of partitions that cannot be. */
    public HashPartitioner {
        if (numPartitions < 1 || numPartitions > KeyGroups.COUNT) {
            throw new IllegalArgumentException("a hash partitioner has from 1 to " + KeyGroups.COUNT
                    + " partitions, not " + numPartitions + ": choose another number of partitions");
        }
    }

    @Override
    public int getPartition(Object key) {
        return KeyGroups.partition(KeyGroups.of(key), numPartitions);
    }

    /** The partition of a whole number: that of its box, of whatever width it is, which need not be made. */
    public int getPartition(long key) {
        return KeyGroups.partition(KeyGroups.ofHash(StableHash.mix(key)), numPartitions);
    }
}
