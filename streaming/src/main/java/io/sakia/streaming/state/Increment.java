package io.sakia.streaming.state;

import java.io.Serializable;

/**
 * What one task did to one partition of an operator's state in one batch. The task returns it with its result; it counts from
 * the moment the driver has accepted it, and is what the next batch's task is given to start from.
 *
 * @param operator the operator's name in the program
 * @param partition the partition, from 0
 * @param partitions how many partitions the operator's key groups are spread over
 * @param batch the batch that made it
 * @param id its unique name: two attempts at the same batch and partition have different ones
 * @param parent the id of the increment that it stands on, or {@link #EMPTY}
 * @param keys how many keys have a state after it
 * @param touched how many different keys were put or removed
 * @param removed how many keys had a state before it and have none after it
 */
public record Increment(
        String operator,
        int partition,
        int partitions,
        long batch,
        String id,
        String parent,
        long keys,
        long touched,
        long removed)
        implements Serializable {
    /** The id of the empty state, on which an operator's first increment stands. */
    public static final String EMPTY = "";
}
