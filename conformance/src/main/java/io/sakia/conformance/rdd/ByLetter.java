package io.sakia.conformance.rdd;

import io.sakia.Partitioner;

/** Places words by their first letter: a in partition 0, b in 1, and so on. */
record ByLetter(int numPartitions) implements Partitioner {
    @Override
    public int getPartition(Object key) {
        return (((String) key).charAt(0) - 'a') % numPartitions;
    }
}
