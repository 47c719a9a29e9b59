package io.sakia.embedded;

import java.util.Iterator;

/** Records of one partition that lie in memory or on disk and never change: a cached partition, or what a shuffle put out. */
sealed interface Block permits Records, PairColumns, ShuffledPairs, StreamedBlock, DiskRecords, PackedRecords {
    /** How many records there are. */
    int size();

    /** Pushes every record, in order. */
    void push(Attempt attempt, Link link);

    /** Every record, in order. */
    Iterator<Object> iterator(Attempt attempt);
}
