/** The vocabulary that every layer shares: pairs, aggregates, partitioners, tasks, broadcasts and accumulators. */
@NullMarked
package io.sakia;

import org.jspecify.annotations.NullMarked;
