package io.sakia.streaming.state;

/**
 * How large one store is, as of the end of its last session.
 *
 * @param operator the operator's name in the program
 * @param partition the partition, from 0
 * @param partitions how many partitions the operator's key groups are spread over
 * @param keys how many keys have a state
 * @param slots how many places the table uses: those of keys with a state, and of removed keys that are not cleared away yet
 * @param versions how many increments (and the empty state) can be gone back to
 * @param remembered how many former states are held for that
 * @param undone how many states were put back since the store was made: what failed and repeated tasks have cost
 */
public record StateSize(
        String operator,
        int partition,
        int partitions,
        long keys,
        long slots,
        int versions,
        long remembered,
        long undone) {}
