/** The work as programs on Spark Streaming. */
@NullMarked
package io.sakia.bench.peers.spark;

import org.jspecify.annotations.NullMarked;
