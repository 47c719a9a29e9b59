package io.sakia.embedded;

import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.embedded.spill.Kind;
import io.sakia.plan.Origin;
import org.jspecify.annotations.Nullable;

/** Finds the keys of pairs and their partitions, and refuses what can't be one. */
final class Keys {
    private final Origin origin;
    private final Partitioner partitioner;
    private final int partitions;

    Keys(Origin origin, Partitioner partitioner) {
        this.origin = origin;
        this.partitioner = partitioner;
        this.partitions = partitioner.numPartitions();
    }

    int partitions() {
        return partitions;
    }

    /** The partition of a key; {@code record} is what to name if there is none. */
    int partition(Object key, Object record) {
        int partition;
        try {
            partition = partitioner.getPartition(key);
        } catch (Throwable e) {
            throw Failures.at(origin, record, e);
        }
        if (partition < 0 || partition >= partitions) {
            throw Failures.engineSays(
                    origin,
                    record,
                    new IllegalStateException(partitioner + " placed a key in partition " + partition
                            + ", but its partitions are 0 to " + (partitions - 1) + ": mend its getPartition"));
        }
        return partition;
    }

    /** The box of a key, which may not be null; the value is what to name besides if it is. */
    @SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
    static Object of(
            Origin origin,
            int kind,
            long bits,
            @Nullable Object key,
            int valueKind,
            long valueBits,
            @Nullable Object value) {
        Object boxed = Kind.box(kind, bits, key);
        if (boxed == null) {
            throw missing(origin, new Pair<>(null, Kind.box(valueKind, valueBits, value)));
        }
        return boxed;
    }

    private static RuntimeException missing(Origin origin, Object pair) {
        return Failures.engineSays(
                origin,
                pair,
                new NullPointerException("a pair without a key can't be placed in a partition: leave such records out"
                        + " with filter before " + origin.operation()));
    }
}
