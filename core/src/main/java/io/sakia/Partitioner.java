package io.sakia;

import java.io.Serializable;

/**
 * Tells to which partition a key belongs. Two partitioners that are equal place every key alike, so data that one has placed
 * need not move for the other: implement {@code equals}, or be a record.
 *
 * <pre>{@code
 * record ByRegion(int numPartitions) implements Partitioner {
 *     public int getPartition(Object key) { return ((String) key).charAt(0) % numPartitions; }
 * }
 * }</pre>
 */
public interface Partitioner extends Serializable {
    /** How many partitions there are, at least 1. */
    int numPartitions();

    /** The partition of a key, from 0 to {@link #numPartitions} − 1, the same in every run and on every machine. */
    int getPartition(Object key);
}
