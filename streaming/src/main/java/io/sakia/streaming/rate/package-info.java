/** How much a batch may take: learned from what batches cost, so that they keep up with their interval. */
@NullMarked
package io.sakia.streaming.rate;

import org.jspecify.annotations.NullMarked;
