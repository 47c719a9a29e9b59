package io.sakia.embedded;

/** What one map task hands to one reduce partition: pairs as they came, or keys with their accumulators. */
sealed interface Bucket permits Records, KeyedBucket {}
