/** Sums and moments that are right to the last bit, whatever the order, the partitions and the threads. */
@NullMarked
package io.sakia.stats;

import org.jspecify.annotations.NullMarked;
