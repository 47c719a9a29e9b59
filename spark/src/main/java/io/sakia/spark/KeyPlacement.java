package io.sakia.spark;

import io.sakia.Partitioner;
import io.sakia.plan.Origin;
import org.jspecify.annotations.Nullable;

/** A partitioner as Spark's shuffle asks it. It is equal to others as the partitioner inside is. */
final class KeyPlacement extends org.apache.spark.Partitioner {
    private static final long serialVersionUID = 1L;

    private final Origin origin;
    private final Partitioner partitioner;

    KeyPlacement(Origin origin, Partitioner partitioner) {
        this.origin = origin;
        this.partitioner = partitioner;
    }

    @Override
    public int numPartitions() {
        return partitioner.numPartitions();
    }

    @Override
    public int getPartition(Object shuffled) {
        Object key = BoxedKey.unbox(shuffled);
        int partition;
        try {
            partition = partitioner.getPartition(key);
        } catch (Throwable e) {
            throw TaskFailure.of(origin, key, e);
        }
        if (partition < 0 || partition >= numPartitions()) {
            throw TaskFailure.of(
                    origin,
                    key,
                    new IndexOutOfBoundsException("the partitioner " + partitioner + " placed this key in partition "
                            + partition + " of " + numPartitions()));
        }
        return partition;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyPlacement placement && placement.partitioner.equals(partitioner);
    }

    @Override
    public int hashCode() {
        return partitioner.hashCode();
    }
}
