package io.sakia.embedded;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.column.Column;
import io.sakia.column.Kind;
import io.sakia.plan.Origin;
import org.jspecify.annotations.Nullable;

/** Finds the keys of pairs and their partitions, and refuses what can't be one. */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments, and no key in a column is null
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

    /** The partition of a pair, by its key, which may not be null. */
    int partition(int kind, long bits, @Nullable Object key, int valueKind, long valueBits, @Nullable Object value) {
        if (kind == Kind.LONG || kind == Kind.INTEGER) {
            HashPartitioner hash = placement;
            if (hash != null) {
                return hash.getPartition(bits);
            }
        }
        Object boxed = of(origin, kind, bits, key, valueKind, valueBits, value);
        int partition;
        try {
            partition = partitioner.getPartition(boxed);
        } catch (Throwable e) {
            throw Failures.at(origin, new Pair<>(boxed, Kind.box(valueKind, valueBits, value)), e);
        }
        if (partition < 0 || partition >= partitions) {
            throw misplaced(partition, new Pair<>(boxed, Kind.box(valueKind, valueBits, value)));
        }
        return partition;
    }

    /** The partition of a key. */
    int partition(Object key) {
        int partition;
        try {
            partition = partitioner.getPartition(key);
        } catch (Throwable e) {
            throw Failures.at(origin, key, e);
        }
        if (partition < 0 || partition >= partitions) {
            throw misplaced(partition, key);
        }
        return partition;
    }

    /** The partition of the key at a place of a column. */
    int partition(Column all, int position) {
        int kind = all.kind();
        HashPartitioner hash = placement;
        return hash != null && (kind == Kind.LONG || kind == Kind.INTEGER)
                ? hash.getPartition(all.bits()[position])
                : partition(all.get(position));
    }

    private RuntimeException misplaced(int partition, Object record) {
        return Failures.engineSays(
                origin,
                record,
                new IllegalStateException(partitioner + " placed a key in partition " + partition
                        + ", but its partitions are 0 to " + (partitions - 1) + ": mend its getPartition"));
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
    static RuntimeException missing(Origin origin, @Nullable Object value) {
        return Failures.engineSays(
                origin,
                new Pair<>(null, value),
                new NullPointerException("a pair without a key can't be placed in a partition: leave such records out"
                        + " with filter before " + origin.operation()));
    }
}
