package io.sakia.embedded;

/**
 * How a pool is served.
 *
 * @param weight how many tasks it runs for each task of a pool of weight 1, where there is not enough for all
 * @param minShare how many tasks it may run before weights count
 * @param inOrder whether its jobs are served first in, first out, instead of in turn
 */
record PoolSettings(int weight, int minShare, boolean inOrder) {
    /** The most that a pool may weigh. */
    static final int HEAVIEST = 1 << 20;

    /** As all others, its jobs in turn. */
    static final PoolSettings FAIR = new PoolSettings(1, 0, false);

    /** As all others, its jobs one after another. */
    static final PoolSettings FIFO = new PoolSettings(1, 0, true);
}
