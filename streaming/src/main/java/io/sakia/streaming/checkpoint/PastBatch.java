package io.sakia.streaming.checkpoint;

/**
 * A batch that is in the log of a checkpoint.
 *
 * @param id the batch id
 * @param time in milliseconds since 1970
 * @param epoch the epoch that it is part of
 * @param published whether all of that epoch is known to be published
 * @param parallelism the number of partitions where nothing else is said
 * @param fingerprint stands for the graph of the program that ran it
 */
public record PastBatch(long id, long time, long epoch, boolean published, int parallelism, long fingerprint) {}
