package io.sakia.connector;

/**
 * The fixed groups into which all keys fall. State is kept by key group, and a partition is a run of consecutive groups, so a
 * program may be started again with another number of partitions and each still finds its keys.
 *
 * <pre>
 *   key ──stable hash──► 64 bits ──top 15 bits──► group 0 … 32767 ──× partitions / 32768──► partition
 * </pre>
 *
 * The other bits of the hash are left to tables inside a partition.
 */
public final class KeyGroups {
    /** How many groups there are: 2^15, in every version and on every engine. */
    public static final int COUNT = 1 << 15;

    private KeyGroups() {}

    /** The group of a key, by its {@link StableHash}. */
    public static int of(Object key) {
        return ofHash(StableHash.of(key));
    }

    /** The group of a mixed 64-bit hash. */
    public static int ofHash(long hash) {
        return (int) (hash >>> 49);
    }

    /** The partition of a group when there are {@code partitions} of them, from 1 to {@link #COUNT}. */
    public static int partition(int group, int partitions) {
        return (int) (((long) group * partitions) >>> 15);
    }

    /** The first group of a partition; the groups of partition p end before {@code first(p + 1)}. */
    public static int first(int partition, int partitions) {
        return (int) ((((long) partition << 15) + partitions - 1) / partitions);
    }
}
