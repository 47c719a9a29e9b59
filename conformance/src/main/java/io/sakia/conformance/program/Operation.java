package io.sakia.conformance.program;

import org.jspecify.annotations.Nullable;

/** A step of a program: does the same to an RDD and to the list that it should be. */
@FunctionalInterface
interface Operation<K extends Comparable<K>> {
    /**
     * What the operation gives; null if it does not suit its inputs.
     *
     * @param one what it works on
     * @param other the other input, if it has one
     * @param n a number of partitions
     * @param m a number that makes its functions differ
     */
    @Nullable
    Dataset<K> apply(Dataset<K> one, Dataset<K> other, int n, int m);
}
