package io.sakia.streaming.graph;

import java.io.Serializable;

/**
 * A partition of a source, for event time.
 *
 * @param source the source's name
 * @param partition the partition's name within it
 */
record PartitionName(String source, String partition) implements Serializable {
    /** All that can't be told apart: what comes out of a shuffle, or of no source. */
    static final PartitionName OTHER = new PartitionName("", "");
}
