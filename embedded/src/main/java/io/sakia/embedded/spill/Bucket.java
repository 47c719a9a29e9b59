package io.sakia.embedded.spill;

/** What one map task hands to one reduce partition: records as they came, or keys with their accumulators in memory. */
public sealed interface Bucket permits Pile, KeyedBucket {}
