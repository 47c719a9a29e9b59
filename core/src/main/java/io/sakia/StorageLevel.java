package io.sakia;

/**
 * Where the partitions of a persisted RDD are kept. Memory is what {@code sakia.memory} allows: a partition that does not fit, or was not
 * read for the longest time when room is needed, goes to disk where the level says so, and is computed again otherwise.
 *
 * <pre>{@code rdd.persist(StorageLevel.MEMORY_AND_DISK)}</pre>
 */
public enum StorageLevel {
    /** Nowhere: what an RDD says that is not persisted. */
    NONE(false, false, false),

    /** As objects in memory. */
    MEMORY_ONLY(true, false, false),

    /** As bytes in memory: smaller, and slower to read. */
    MEMORY_ONLY_SER(true, false, true),

    /** As objects in memory, and on disk what memory has no room for. */
    MEMORY_AND_DISK(true, true, false),

    /** As bytes in memory, and on disk what memory has no room for. */
    MEMORY_AND_DISK_SER(true, true, true),

    /** On disk. */
    DISK_ONLY(false, true, true);

    private final boolean memory;
    private final boolean disk;
    private final boolean serialized;

    StorageLevel(boolean memory, boolean disk, boolean serialized) {
        this.memory = memory;
        this.disk = disk;
        this.serialized = serialized;
    }

    /** Whether memory is used. */
    public boolean useMemory() {
        return memory;
    }

    /** Whether disk is used. */
    public boolean useDisk() {
        return disk;
    }

    /** Whether what is kept is bytes, in memory too. */
    public boolean serialized() {
        return serialized;
    }
}
