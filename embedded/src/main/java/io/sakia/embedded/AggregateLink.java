package io.sakia.embedded;

import io.sakia.column.Column;
import io.sakia.embedded.spill.KeyedBucket;

/** A last link that folds pairs by a user's aggregate: values, or the accumulators of parts. */
abstract class AggregateLink extends PairLink {
    /**
     * Merges the accumulators of a part, whose columns may change from now on.
     *
     * @param bytes what they hold, if that is known
     */
    abstract void merge(KeyedBucket part, long bytes);

    /** Allows it to keep accumulators to itself until {@link #flush}, which will be called once all pairs were put in. */
    abstract void mayKeep();

    /** Puts into the fold what it has kept to itself. */
    abstract void flush();

    /** Tells what may be learnt from the keys that were folded. */
    abstract void learn(KeyedBucket folded, FoldHistory history);

    /** The results of keys in memory, whose accumulators stay as they are. */
    abstract Column results(KeyedBucket folded);
}
