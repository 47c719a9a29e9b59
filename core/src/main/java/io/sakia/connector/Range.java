package io.sakia.connector;

import java.io.Serializable;

/**
 * A piece of a source that one task reads: a file with its length, offsets of a partition, a block of received records. It
 * is planned on the driver, kept in the batch log and sent to a task, so it is a record of types that a {@link Codec} knows.
 *
 * <p>The same range always reads the same records; that is what makes a batch repeatable.
 */
public interface Range extends Serializable {
    /** How many records the range holds, or −1 where only reading would tell. */
    default long records() {
        return -1;
    }

    /** How many bytes the range has where it is kept, for one that does not tell its records; −1 where that isn't known either. */
    default long bytes() {
        return -1;
    }

    /**
     * The name of the partition of the source that this is a piece of: what is read of a partition keeps its order more or less, as that of a
     * topic does. Event time goes by the slowest of them. By default the source is one partition.
     */
    default String partition() {
        return "";
    }

    /**
     * What the batch log keeps of this range, for a second run of the batch: the range itself, unless it holds records that its source can read
     * again from where they are kept. Of the same source's range type.
     */
    default Range logged() {
        return this;
    }
}
