package io.sakia;

/** Where the partitions of a persisted RDD are kept. */
public enum StorageLevel {
    /** As objects in the executors' memory; a partition that is lost is computed again. */
    MEMORY_ONLY
}
