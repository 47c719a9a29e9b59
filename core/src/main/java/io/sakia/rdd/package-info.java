/** Resilient distributed datasets: lazy, immutable, partitioned collections on any engine. */
@NullMarked
package io.sakia.rdd;

import org.jspecify.annotations.NullMarked;
