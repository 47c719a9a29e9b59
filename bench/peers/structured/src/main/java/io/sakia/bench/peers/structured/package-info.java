/** The work as programs on Spark Structured Streaming. */
@NullMarked
package io.sakia.bench.peers.structured;

import org.jspecify.annotations.NullMarked;
