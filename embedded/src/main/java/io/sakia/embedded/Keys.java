package io.sakia.embedded;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.embedded.spill.Column;
import io.sakia.embedded.spill.Kind;
import io.sakia.plan.Origin;
import org.jspecify.annotations.Nullable;

/** Finds the keys of pairs and their partitions, and refuses what can't be one. */
final class Keys {
    private final Origin origin;
    private final Partitioner partitioner;
    private final int partitions;
    /** The partitioner, if it is the one that places whole numbers alike whatever their box. */
    private final @Nullable HashPartitioner placement;

    Keys(Origin origin, Partitioner partitioner) {
        this.origin = origin;
        this.partitioner = partitioner;
        this.partitions = partitioner.numPartitions();
        this.placement = partitioner instanceof HashPartitioner hash ? hash : null;
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

    /** The partition of the key at a place of a column. */
    @SuppressWarnings("NullAway") // no key is null
    int partition(Column all, int position) {
        int kind = all.kind();
        if (kind != Kind.OBJECT) {
            return partition(kind, all.bits()[position]);
        }
        Object key = all.objects()[position];
        return partition(key, key);
    }

    /** The partition of a number that is a key, by its bits. */
    int partition(int kind, long bits) {
        if (placement != null && kind != Kind.DOUBLE) {
            return placement.getPartition(bits);
        }
        Object key = Kind.box(kind, bits);
        return partition(key, key);
    }

    /** The box of a key, which may not be null; the value is what to name besides if it is. */
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
            throw missing(origin, Kind.box(valueKind, valueBits, value));
        }
        return boxed;
    }

    /** What to throw for a pair without a key. */
    @SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
    static RuntimeException missing(Origin origin, @Nullable Object value) {
        return Failures.engineSays(
                origin,
                new Pair<>(null, value),
                new NullPointerException("a pair without a key can't be placed in a partition: leave such records out"
                        + " with filter before " + origin.operation()));
    }
}
